import type { Upload, Uploads } from '../rest/multipart.ts';
import type { Attachment, NewFile } from '../world/message-parts.ts';
import type { FileChange } from '../world/messages.ts';
import type { FieldPath, Fields, Form } from './form.ts';

// https://docs.discord.com/developers/reference#uploading-files: an entry's `id` is the number of an uploaded file, or, in an
// edit, the ID of one that is there already.

interface Listed {
  readonly id: string;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly isSpoiler: boolean;
}

function readList(form: Form, body: Fields, path: FieldPath): Listed[] | undefined {
  const at = [...path, 'attachments'];
  return form.list(body, at, { max: 10 })?.map((one, index) => {
    const fields = form.object(one, [...at, index]);
    return {
      id: form.requiredText(fields, [...at, index, 'id']),
      name: form.text(fields, [...at, index, 'filename'], { max: 1024 }),
      description: form.text(fields, [...at, index, 'description'], { max: 1024 }),
      isSpoiler: form.flag(fields, [...at, index, 'is_spoiler']) ?? false,
    };
  });
}

/** The files of a new message. Those that `attachments` says nothing about come, too. */
export function readFiles(form: Form, body: Fields, path: FieldPath, uploads: Uploads): NewFile[] {
  const listed = readList(form, body, path) ?? [];
  listed.forEach(({ id }, index) => {
    if (!uploads.has(Number(id))) failUnknown(form, [...path, 'attachments', index]);
  });
  return [...uploads].map(([number, upload]) =>
    toFile(
      upload,
      listed.find(({ id }) => Number(id) === number),
    ),
  );
}

/** The files after an edit: without a list all stay and the uploaded ones come; with one, only those in it. */
export function readFileChange(
  form: Form,
  body: Fields,
  uploads: Uploads,
  present: readonly Attachment[],
): FileChange | undefined {
  const listed = readList(form, body, []);
  if (listed === undefined && body['attachments'] !== null) {
    if (uploads.size === 0) return undefined;
    return { kept: new Map(present.map(({ id }) => [id, {}])), added: readFiles(form, body, [], uploads) };
  }
  const kept = new Map<string, { description?: string }>();
  const added: NewFile[] = [];
  (listed ?? []).forEach((one, index) => {
    const upload = uploads.get(Number(one.id));
    if (upload !== undefined) added.push(toFile(upload, one));
    else if (present.some(({ id }) => id === one.id)) {
      kept.set(one.id, one.description === undefined ? {} : { description: one.description });
    } else failUnknown(form, ['attachments', index]);
  });
  return { kept, added };
}

function failUnknown(form: Form, path: FieldPath): void {
  form.fail([...path, 'id'], 'ATTACHMENT_NOT_FOUND', 'Attachment data not found.');
}

function toFile(upload: Upload, listed: Listed | undefined): NewFile {
  const name = listed?.name ?? upload.name;
  const isMarked = listed?.isSpoiler === true && !name.startsWith(spoilerPrefix);
  return {
    name: isMarked ? `${spoilerPrefix}${name}` : name,
    description: listed?.description ?? null,
    contentType: upload.contentType,
    size: upload.bytes.length,
    bytes: upload.bytes,
    voice: null,
  };
}

/** Clients cover a file whose name begins so. */
export const spoilerPrefix = 'SPOILER_';
