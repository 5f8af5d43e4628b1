import { basename, relative } from 'node:path';
import type { ServerConfig } from '../../../config/schema.ts';
import { transcriptsIn } from '../../../storage/transcript/transcripts.ts';
import type { ReadTicket } from '../../../storage/transcript/transcripts.ts';
import type { TicketFacts, View } from '../../../ticket/seen-ticket.ts';
import type { TicketId } from '../../../ticket/ticket.ts';
import { toIndexPage } from '../../../transcript/html/index-page.ts';
import type { IndexedTicket } from '../../../transcript/html/index-page.ts';
import type { FileStates, Transcript } from '../../../transcript/transcript.ts';
import { formats, writeAtomically, writePieces } from '../../../transcript/write-transcript.ts';
import type { Records } from '../../on-database.ts';
import type { CliIo } from '../../output.ts';
import { collectAttachments } from './attachments.ts';
import type { Collected, Keeper } from './attachments.ts';
import type { Exporting } from './choosing.ts';
import type { Progress } from './progress.ts';
import { attachmentFolderOf, fileOf, unusable } from './target.ts';
import type { Target } from './target.ts';
import type { Written } from './telling.ts';

/** What is needed to write tickets. */
export interface Work {
  readonly io: CliIo;
  readonly records: Records;
  readonly options: Exporting;
  readonly target: Target;
  readonly ids: readonly TicketId[];
  readonly signal: AbortSignal;
  readonly keeper: Keeper | null;
}

/** Writes a ticket where it belongs. @throws OperatorError `tickets.out` */
export async function writeTicket(work: Work, ticket: ReadTicket, progress: Progress): Promise<Written> {
  const { io, records, options, target, signal } = work;
  const { id, messages } = ticket.facts;
  const piecesWith = (fileState: FileStates): Iterable<string> =>
    progress.counted(formats[options.format](transcriptOf(ticket, records, fileState)));
  if (target.to === 'output') {
    await writePieces(
      piecesWith(() => null),
      (piece) => void io.stdout.write(piece),
      signal,
    );
    return { ticket: id, file: '-', messages, attachments: null };
  }
  const file = fileOf(target, id, options.format);
  const shownAs = relative(io.cwd, file) || file;
  return reporting(shownAs, async () => {
    const collected = await collect(work, ticket, file, progress);
    await writeWith(collected, file, piecesWith(collected?.fileState ?? (() => null)), signal);
    const attachments = collected === null ? null : { kept: collected.kept, missing: collected.missing };
    return { ticket: id, file: shownAs, messages, attachments };
  });
}

/** Says which file it was that can't be written. @throws OperatorError `tickets.out` */
async function reporting<Value>(shownAs: string, write: () => Promise<Value>): Promise<Value> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw unusable(shownAs, error);
    throw error;
  }
}

async function collect(
  { keeper, signal }: Work,
  ticket: ReadTicket,
  file: string,
  progress: Progress,
): Promise<Collected | null> {
  if (keeper === null) return null;
  const folder = attachmentFolderOf(file);
  return collectAttachments(ticket, { keeper, folder, signal, onFile: progress.files });
}

/** What a transcript leads to is there before it is. */
async function writeWith(
  collected: Collected | null,
  file: string,
  pieces: Iterable<string>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await writeAtomically(file, pieces, signal, collected?.keep);
  } finally {
    await collected?.drop();
  }
}

function transcriptOf(ticket: ReadTicket, records: Records, fileState: FileStates): Transcript {
  const { loaded, now } = records;
  const language = serverOf(ticket.facts, records)?.language ?? loaded.config.language;
  return { ticket, exportedAt: now, language, categoryName: categoryName(ticket.facts, records), fileState };
}

function serverOf({ serverId }: TicketFacts, { loaded }: Records): ServerConfig | null {
  return loaded.config.servers.find(({ id }) => id === serverId) ?? null;
}

function categoryName(facts: TicketFacts, records: Records): string | null {
  return serverOf(facts, records)?.categories.find(({ id }) => id === facts.category)?.name ?? null;
}

/** Writes the page that leads to all of them. What it says of a ticket is read anew: so many don't all stay in memory. */
export async function writeIndex({ records, ids, target, signal }: Work, file: string, view: View): Promise<void> {
  const { database, loaded, now } = records;
  const transcripts = transcriptsIn(database);
  function* tickets(): Generator<IndexedTicket> {
    for (const id of ids) {
      const facts = transcripts.facts(id, view);
      if (facts === null || target.to === 'output') continue;
      yield { facts, categoryName: categoryName(facts, records), path: basename(fileOf(target, id, 'html')) };
    }
  }
  const { language } = loaded.config;
  const page = toIndexPage({ tickets: tickets(), count: ids.length, exportedAt: now, language });
  await reporting(file, () => writeAtomically(file, page, signal));
}
