import type { Command } from 'commander';
import { OperatorError } from '../../lib/errors.ts';
import { ticketRecordsIn } from '../../storage/ticket-records.ts';
import type { LoggedEvent, TicketMessage, TicketRecord } from '../../storage/ticket-records.ts';
import type { TicketId } from '../../ticket/ticket.ts';
import { login } from '../login.ts';
import { onRecords } from '../on-database.ts';
import { createPaint, instant } from '../output.ts';
import type { CliIo } from '../output.ts';
import { oneLine } from '../table.ts';
import { statusWords, toTime, toWritten } from './listing.ts';

interface Showing {
  readonly reveal?: true;
  readonly json?: true;
}

/** `tickets show`. Who an anonymous user is is told only where it is asked for, and that it was is written down first. */
export function show(command: Command, io: CliIo, id: TicketId, { reveal, json }: Showing): void {
  onRecords(command, io, ({ database, store, now }) => {
    const records = ticketRecordsIn(database);
    const record = records.read(id, reveal === true);
    if (record === null) throw unknownTicket(id);
    if (reveal === true && record.isAnonymous) {
      store.transaction(() => records.logOperator({ at: now, action: 'revealed', ticketId: id, login: login() }));
    }
    if (json === true) io.stdout.write(`${JSON.stringify(toJson(record), null, 2)}\n`);
    else io.stdout.write(toText(record, io));
  });
}

/** No ticket has this number. */
export function unknownTicket(id: TicketId): OperatorError {
  return new OperatorError('tickets.unknown', `There is no ticket ${id}.`, {
    hint: '`supportmail tickets list` shows which ones there are.',
    exitCode: 3,
  });
}

function toJson(record: TicketRecord) {
  return {
    ...toWritten(record),
    is_anonymous: record.isAnonymous,
    user: { name: record.userName, id: record.userId, real_name: record.realName, username: record.username },
    post: record.postId,
    claimed_by: record.claimedBy,
    rating: record.rating,
    answers: record.answers,
    events: record.events.map(({ at, ...event }) => ({ at: toTime(at), ...event })),
    messages: record.messages.map((message) => ({
      written_at: toTime(message.writtenAt),
      side: message.side,
      became: message.became,
      author: { name: message.name, id: message.authorId },
      text: message.text,
      files: message.files,
      edited_at: toTime(message.editedAt),
      deleted_at: toTime(message.deletedAt),
    })),
    revealed: record.revealed.map(({ at, login: by }) => ({ at: toTime(at), login: by })),
  };
}

function toText(record: TicketRecord, { stdout, env }: CliIo): string {
  const paint = createPaint(stdout, env);
  const facts: readonly (readonly [string, string | null])[] = [
    ['User', userWords(record)],
    ['Status', statusWords(record.status, record.activity)],
    ['Category', record.category],
    ['Server', record.serverId],
    ['Post', record.postId],
    ['Handled by', record.claimedBy],
    ['Opened', instant(record.openedAt)],
    ['Closed', record.status === 'open' || record.closedAt === null ? null : instant(record.closedAt)],
    ['Rating', record.rating === null ? null : `${record.rating} of 5`],
    ...record.answers.map(({ label, values }): readonly [string, string] => [
      oneLine(label),
      oneLine(values.join(', ')),
    ]),
    ...record.revealed.map(({ at, login: by }): readonly [string, string] => ['Revealed', `${instant(at)} by ${by}`]),
  ];
  const known = facts.filter((fact): fact is readonly [string, string] => fact[1] !== null);
  const width = Math.max(...known.map(([name]) => name.length));
  const lines = known.map(([name, value]) => `${paint('dim', name.padEnd(width))}  ${value}`);
  const history = [...record.events.map(eventLine), ...record.messages.map((message) => messageLine(message, paint))];
  const told = history.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
  return [paint('bold', `Ticket ${record.id}`), ...lines, '', ...told, ''].join('\n');
}

function userWords({ userName, userId, username, realName, isAnonymous }: TicketRecord): string {
  const name = oneLine(userName);
  if (userId === null) return `${name} (anonymous; --reveal tells who it is, and is written down)`;
  const known = username === null ? userId : `${oneLine(username)}, ${userId}`;
  return isAnonymous ? `${name}, who is ${oneLine(realName ?? 'somebody')} (${known})` : `${name} (${known})`;
}

interface Line {
  readonly at: number;
  readonly text: string;
}

function eventLine({ at, type, by, detail }: LoggedEvent): Line {
  const who = by === null ? '' : ` by user ${by}`;
  return { at, text: `${instant(at)}  — ${type}${who}${detail === null ? '' : `: ${oneLine(detail)}`}` };
}

const kinds: Readonly<Record<string, string>> = { note: 'note', refused: 'not delivered', ignored: 'not relayed' };

function messageLine(message: TicketMessage, paint: ReturnType<typeof createPaint>): Line {
  const { writtenAt, name, text, files, editedAt, deletedAt, became, side } = message;
  const kind = kinds[became];
  const marks = [
    ...(side === 'staff' ? ['staff'] : []),
    ...(kind === undefined ? [] : [kind]),
    ...(editedAt === null ? [] : ['edited']),
    ...(deletedAt === null ? [] : ['deleted']),
  ];
  const head = `${oneLine(name)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
  const indented = [text, ...files.map((file) => `[${file}]`)]
    .flatMap((part) => part.split(/\r?\n/))
    .filter((line) => line !== '')
    .map((line) => `    ${line.replaceAll(/[^\P{C}\t]/gu, '')}`);
  return { at: writtenAt, text: [`${instant(writtenAt)}  ${paint('bold', head)}`, ...indented].join('\n') };
}
