import { basename, relative } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../../../config/load.ts';
import type { ServerConfig } from '../../../config/schema.ts';
import { OperatorError } from '../../../lib/errors.ts';
import { ticketRecordsIn } from '../../../storage/ticket-records.ts';
import { transcriptsIn } from '../../../storage/transcript/transcripts.ts';
import type { ReadTicket } from '../../../storage/transcript/transcripts.ts';
import type { TicketFacts, View } from '../../../ticket/seen-ticket.ts';
import type { TicketId } from '../../../ticket/ticket.ts';
import { toIndexPage } from '../../../transcript/html/index-page.ts';
import type { IndexedTicket } from '../../../transcript/html/index-page.ts';
import type { FileStates, Transcript } from '../../../transcript/transcript.ts';
import { formats, writeAtomically, writePieces } from '../../../transcript/write-transcript.ts';
import type { Format } from '../../../transcript/write-transcript.ts';
import type { GlobalOptions } from '../../command.ts';
import { login } from '../../login.ts';
import { onRecords } from '../../on-database.ts';
import type { Records } from '../../on-database.ts';
import type { CliIo } from '../../output.ts';
import { scopeOf } from '../scope.ts';
import { unknownTicket } from '../showing.ts';
import { collectAttachments } from './attachments.ts';
import type { Collected, Keeper } from './attachments.ts';
import { indexFileIn } from './index-file.ts';
import { createProgress } from './progress.ts';
import type { Progress } from './progress.ts';
import { untilInterrupted } from './interruption.ts';
import { attachmentFolderOf, fileOf, makeFolder, targetOf, unusable } from './target.ts';
import type { Target } from './target.ts';
import { tell } from './telling.ts';
import type { Written } from './telling.ts';

/** What `tickets export` is told. */
export interface Exporting {
  readonly all?: true;
  readonly since?: string;
  readonly until?: string;
  readonly status?: string;
  readonly format: Format;
  readonly out: string;
  readonly attachments?: true;
  readonly staffView?: true;
  readonly json?: true;
}

/** `tickets export`. */
export function exportTickets(
  command: Command,
  io: CliIo,
  numbers: readonly TicketId[],
  options: Exporting,
): Promise<void> {
  checkOptions(numbers, options);
  return onRecords(command, io, (records) => {
    const ids = chosen(numbers, options, records);
    if (ids.length === 0) return noTickets(io, options);
    const target = targetOf(options.out, ids.length, io.cwd);
    return untilInterrupted(async (signal) => {
      const keeper = options.attachments === true ? await keeperFor(command, io) : null;
      try {
        await writeAll({ io, records, options, target, ids, signal, keeper });
      } finally {
        await keeper?.close();
      }
    });
  });
}

function checkOptions(
  numbers: readonly TicketId[],
  { all, since, until, status, out, json, attachments }: Exporting,
): void {
  const isScoped = all === true || since !== undefined || until !== undefined || status !== undefined;
  const problem =
    numbers.length === 0 && !isScoped
      ? 'Which tickets? Name their numbers, or --all.'
      : numbers.length > 0 && isScoped
        ? 'Tickets are chosen by their numbers, or by --all, --since, --until and --status; not by both.'
        : out === '-' && json === true
          ? 'Standard output takes the transcript or, with --json, what was written; not both.'
          : out === '-' && attachments === true
            ? 'Attachments lie beside the transcript, which standard output has no room for.'
            : null;
  if (problem === null) return;
  throw new OperatorError('tickets.export', problem, {
    hint: '`supportmail tickets export --help` shows examples.',
    exitCode: 2,
  });
}

async function keeperFor(command: Command, { env, cwd }: CliIo): Promise<Keeper> {
  const { config: path } = command.optsWithGlobals<GlobalOptions>();
  const { discord } = loadConfig({ path, env, cwd, needToken: true }).config;
  const { createOperator } = await import('../../../app.ts');
  return createOperator({ token: discord.token, apiUrl: discord.api_url }).keeper();
}

function chosen(numbers: readonly TicketId[], options: Exporting, { database, now }: Records): readonly TicketId[] {
  const records = ticketRecordsIn(database);
  if (numbers.length === 0) return records.ids(scopeOf(options, now));
  // All of them or none.
  for (const id of numbers) if (!records.exists(id)) throw unknownTicket(id);
  return numbers;
}

async function noTickets({ stdout }: CliIo, { json }: Exporting): Promise<void> {
  stdout.write(json === true ? '[]\n' : 'No ticket is like that.\n');
}

interface Work {
  readonly io: CliIo;
  readonly records: Records;
  readonly options: Exporting;
  readonly target: Target;
  readonly ids: readonly TicketId[];
  readonly signal: AbortSignal;
  readonly keeper: Keeper | null;
}

async function writeAll(work: Work): Promise<void> {
  const { io, records, options, target, ids } = work;
  const index = target.to === 'folder' && options.format === 'html' && ids.length > 1 ? indexFileIn(target) : null;
  if (target.to !== 'output') makeFolder(target);
  const transcripts = transcriptsIn(records.database);
  const view: View = options.staffView === true ? 'staff' : 'user';
  const progress = createProgress(io, ids.length);
  const written: Written[] = [];
  let revealed = 0;
  try {
    for (const id of ids) {
      const ticket = transcripts.read(id, view);
      if (ticket === null) continue;
      progress.ticket(id, ticket.facts.messages);
      revealed += noteReveal(ticket, records);
      written.push(await writeOne(work, ticket, progress));
    }
    if (index !== null) await writeIndex(work, index, view);
  } finally {
    progress.end();
  }
  tell({ io, target, isJson: options.json === true, hasIndex: index !== null, out: options.out }, written, revealed);
}

/** What it says of a ticket is read anew: so many don't all stay in memory. */
async function writeIndex({ records, ids, target, signal }: Work, file: string, view: View): Promise<void> {
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

/** Who an anonymous user is may be told on this machine, but not unnoticed. It is written down before anything is. */
function noteReveal({ view, facts }: ReadTicket, { store, database, now }: Records): number {
  if (view === 'staff' || !facts.isAnonymous) return 0;
  const entry = { at: now, action: 'revealed', ticketId: facts.id, login: login() };
  store.transaction(() => ticketRecordsIn(database).logOperator(entry));
  return 1;
}

async function writeOne(work: Work, ticket: ReadTicket, progress: Progress): Promise<Written> {
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
