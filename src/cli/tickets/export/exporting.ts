import { relative } from 'node:path';
import type { Command } from 'commander';
import { OperatorError } from '../../../lib/errors.ts';
import { ticketRecordsIn } from '../../../storage/ticket-records.ts';
import { transcriptsIn } from '../../../storage/transcript/transcripts.ts';
import type { ReadTicket } from '../../../storage/transcript/transcripts.ts';
import type { View } from '../../../ticket/seen-ticket.ts';
import type { TicketId } from '../../../ticket/ticket.ts';
import type { FileStates, Transcript } from '../../../transcript/transcript.ts';
import { formats, writeAtomically, writePieces } from '../../../transcript/write-transcript.ts';
import type { Format } from '../../../transcript/write-transcript.ts';
import { login } from '../../login.ts';
import { onRecords } from '../../on-database.ts';
import type { Records } from '../../on-database.ts';
import { done } from '../../output.ts';
import type { CliIo } from '../../output.ts';
import { scopeOf } from '../scope.ts';
import { unknownTicket } from '../showing.ts';
import { createProgress } from './progress.ts';
import { untilInterrupted } from './interruption.ts';
import { fileOf, makeFolder, targetOf, unusable } from './target.ts';
import type { Target } from './target.ts';

/** What `tickets export` is told. */
export interface Exporting {
  readonly all?: true;
  readonly since?: string;
  readonly until?: string;
  readonly status?: string;
  readonly format: Format;
  readonly out: string;
  readonly staffView?: true;
  readonly json?: true;
}

/** A ticket that was written. */
interface Written {
  readonly ticket: TicketId;
  readonly file: string;
  readonly messages: number;
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
    return untilInterrupted((signal) => writeAll({ io, records, options, target, ids, signal }));
  });
}

function checkOptions(numbers: readonly TicketId[], { all, since, until, status, out, json }: Exporting): void {
  const isScoped = all === true || since !== undefined || until !== undefined || status !== undefined;
  const problem =
    numbers.length === 0 && !isScoped
      ? 'Which tickets? Name their numbers, or --all.'
      : numbers.length > 0 && isScoped
        ? 'Tickets are chosen by their numbers, or by --all, --since, --until and --status; not by both.'
        : out === '-' && json === true
          ? 'Standard output takes the transcript or, with --json, what was written; not both.'
          : null;
  if (problem === null) return;
  throw new OperatorError('tickets.export', problem, {
    hint: '`supportmail tickets export --help` shows examples.',
    exitCode: 2,
  });
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
}

async function writeAll(work: Work): Promise<void> {
  const { io, records, options, target, ids } = work;
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
      written.push(await writeOne(work, ticket, progress.counted));
    }
  } finally {
    progress.end();
  }
  tell(work, written, revealed);
}

/** Who an anonymous user is may be told on this machine, but not unnoticed. It is written down before anything is. */
function noteReveal({ view, facts }: ReadTicket, { store, database, now }: Records): number {
  if (view === 'staff' || !facts.isAnonymous) return 0;
  const entry = { at: now, action: 'revealed', ticketId: facts.id, login: login() };
  store.transaction(() => ticketRecordsIn(database).logOperator(entry));
  return 1;
}

async function writeOne(
  { io, records, options: { format }, target, signal }: Work,
  ticket: ReadTicket,
  counted: (pieces: Iterable<string>) => Iterable<string>,
): Promise<Written> {
  const { id, messages } = ticket.facts;
  const pieces = counted(formats[format](transcriptOf(ticket, records, () => null)));
  if (target.to === 'output') {
    await writePieces(pieces, (piece) => void io.stdout.write(piece), signal);
    return { ticket: id, file: '-', messages };
  }
  const file = fileOf(target, id, format);
  const shownAs = relative(io.cwd, file) || file;
  try {
    await writeAtomically(file, pieces, signal);
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw unusable(shownAs, error);
    throw error;
  }
  return { ticket: id, file: shownAs, messages };
}

function transcriptOf(ticket: ReadTicket, { loaded, now }: Records, fileState: FileStates): Transcript {
  const { serverId, category } = ticket.facts;
  const server = loaded.config.servers.find(({ id }) => id === serverId);
  return {
    ticket,
    exportedAt: now,
    language: server?.language ?? loaded.config.language,
    categoryName: server?.categories.find(({ id }) => id === category)?.name ?? null,
    fileState,
  };
}

function tell({ io, options: { json, out }, target }: Work, written: readonly Written[], revealed: number): void {
  if (revealed > 0) {
    const which = revealed === 1 ? 'One of these tickets is' : `${revealed} of these tickets are`;
    io.stderr.write(
      `${which} anonymous: who the user is stands in the transcript, and that you exported it was written down.\n--staff-view leaves it out.\n`,
    );
  }
  if (json === true) return void io.stdout.write(`${JSON.stringify(written, null, 2)}\n`);
  if (target.to === 'output') return;
  const [first] = written;
  if (written.length === 1 && first !== undefined) {
    const { ticket, file, messages } = first;
    return done(io, `Ticket ${ticket} is in ${file} (${messages} ${messages === 1 ? 'message' : 'messages'}).`);
  }
  done(io, `${written.length} tickets are in ${out}.`);
}
