import type { Outcome, Request, RequestFiles } from '../../desk/ports.ts';
import type { LeftOut } from '../../ticket/attached.ts';
import { fileLine } from '../../ticket/file-line.ts';
import { messageLimit } from '../../ticket/split.ts';
import { MultipartBody } from './multipart-body.ts';
import type { Packed, Parcel, Parcels } from './parcels.ts';

/** Discord's limit for a file's description. https://docs.discord.com/developers/resources/message#attachment-object */
const descriptionLimit = 1024;

/** A request, and (`form`) its body where that has files. */
export interface Sendable extends Request {
  readonly form?: MultipartBody;
}

export interface FileSending {
  readonly parcels: Parcels;
  perform(request: Sendable): Promise<Outcome>;
  leaveOut(files: readonly LeftOut[]): void;
}

/** Looks which of some files can be passed on. */
export async function look(parcels: Parcels, files: RequestFiles): Promise<Outcome> {
  const packing = await parcels.pack(files);
  return packing.ok ? { ok: true, result: { type: 'looked', refused: packing.parcel.leftOut } } : packing;
}

/** One attempt at a message with files: they are fetched first, and what can't be passed on is told before anything is sent. */
export async function sendWithFiles(
  request: Request & Required<Pick<Request, 'files'>>,
  { parcels, perform, leaveOut }: FileSending,
): Promise<Outcome> {
  const packing = await parcels.pack(request.files);
  if (!packing.ok) return packing;
  const { parcel } = packing;
  try {
    leaveOut(parcel.leftOut);
    if (request.files.isAlone && parcel.leftOut.length === request.files.files.length) {
      return { ok: true, result: { type: 'nothing' } };
    }
    if (parcel.files.length === 0) return await perform(request);
    const outcome = await perform({ ...request, form: await formOf(request, parcel.files) });
    if (!isAboutFiles(outcome)) return outcome;
    if (!request.files.isHidden) return await perform(withLinks(request, parcel));
    leaveOut([
      ...parcel.leftOut,
      ...parcel.files.map(({ link: { id, name } }) => ({ id, name, why: 'wouldTell' }) as const),
    ]);
    return request.files.isAlone ? { ok: true, result: { type: 'nothing' } } : await perform(request);
  } finally {
    await parcel.dispose();
  }
}

/** The server takes less than it should, or the bot may not attach files: links are better than nothing. */
function isAboutFiles(outcome: Outcome): boolean {
  return !outcome.ok && (outcome.failure.kind === 'tooLarge' || outcome.failure.kind === 'forbidden');
}

async function formOf({ body }: Request, files: readonly Packed[]): Promise<MultipartBody> {
  const attachments = files.map(({ name, link }, number) => ({
    id: String(number),
    filename: name,
    ...described(link.description),
  }));
  return MultipartBody.of(
    { ...(body as object), attachments },
    files.map(({ path, name, type }) => ({ content: path, name, type })),
  );
}

function described(description: string | null): { description?: string } {
  return description === null || description === '' ? {} : { description: description.slice(0, descriptionLimit) };
}

/** As many as there is room for. */
function withLinks(request: Request, { files }: Parcel): Request {
  const body = request.body as { readonly content: string };
  let { content } = body;
  for (const { link } of files) {
    const longer = `${content}\n${fileLine(link)}`;
    if (longer.length <= messageLimit) content = longer;
  }
  return { ...request, body: { ...body, content } };
}
