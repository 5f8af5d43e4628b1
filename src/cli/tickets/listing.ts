import type { Command } from 'commander';
import { searchIn } from '../../storage/search.ts';
import { ticketRecordsIn } from '../../storage/ticket-records.ts';
import type { ListedTicket } from '../../storage/ticket-records.ts';
import { onRecords } from '../on-database.ts';
import { instant } from '../output.ts';
import type { CliIo } from '../output.ts';
import { oneLine, writeTable } from '../table.ts';
import { scopeOf } from './scope.ts';
import type { Choosing } from './scope.ts';

interface Listing extends Choosing {
  readonly limit: number;
  readonly json?: true;
}

/** `tickets list`. */
export function list(command: Command, io: CliIo, { limit, json, ...choosing }: Listing): void {
  onRecords(command, io, ({ database, now }) => {
    // One more than asked for tells whether there are more.
    const found = ticketRecordsIn(database).list(scopeOf(choosing, now), limit + 1);
    const shown = found.slice(0, limit);
    if (json === true) return void io.stdout.write(`${JSON.stringify(shown.map(toWritten), null, 2)}\n`);
    if (shown.length === 0) return void io.stdout.write('No ticket is like that.\n');
    writeTable(io, ['TICKET', 'STATUS', 'OPENED', 'CLOSED', 'CATEGORY', 'USER'], shown.map(toRow));
    if (found.length > limit) io.stderr.write(`These are the newest ${limit}; --limit shows more.\n`);
  });
}

function toRow({ id, status, activity, openedAt, closedAt, category, userName }: ListedTicket): (string | number)[] {
  const closed = status === 'open' || closedAt === null ? '' : instant(closedAt);
  return [id, statusWords(status, activity), instant(openedAt), closed, category ?? '', oneLine(userName)];
}

/** Whose turn it is in an open ticket. */
export function statusWords(status: ListedTicket['status'], activity: ListedTicket['activity']): string {
  if (status !== 'open') return status;
  const turns = { unanswered: 'unanswered', userResponded: 'user responded', awaitingResponse: 'awaiting response' };
  return `open, ${turns[activity]}`;
}

/** As JSON has it. */
export function toWritten(ticket: ListedTicket) {
  return {
    ticket: ticket.id,
    server: ticket.serverId,
    status: ticket.status,
    activity: ticket.activity,
    category: ticket.category,
    user: { name: ticket.userName, id: ticket.userId },
    opened_at: toTime(ticket.openedAt),
    closed_at: ticket.status === 'open' ? null : toTime(ticket.closedAt),
  };
}

/** An instant as JSON has it. */
export function toTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** `tickets search`. */
export function search(command: Command, io: CliIo, { limit, json, text = '', ...choosing }: Listing): void {
  onRecords(command, io, ({ database, now }) => {
    const hits = searchIn(database)(text, scopeOf(choosing, now), limit);
    if (json === true) {
      const written = hits.map(({ ticketId, side, name, text: said, writtenAt }) => {
        return { ticket: ticketId, side, name, text: said, written_at: toTime(writtenAt) };
      });
      return void io.stdout.write(`${JSON.stringify(written, null, 2)}\n`);
    }
    if (hits.length === 0) return void io.stdout.write('Nobody wrote that in a ticket.\n');
    const rows = hits.map((hit) => [hit.ticketId, instant(hit.writtenAt), oneLine(hit.name), oneLine(hit.text)]);
    writeTable(io, ['TICKET', 'WRITTEN', 'BY', 'TEXT'], rows);
  });
}
