import { OperatorError } from '../../../lib/errors.ts';
import { ticketRecordsIn } from '../../../storage/ticket-records.ts';
import type { TicketId } from '../../../ticket/ticket.ts';
import type { Format } from '../../../transcript/write-transcript.ts';
import type { Records } from '../../on-database.ts';
import { scopeOf } from '../scope.ts';
import { unknownTicket } from '../showing.ts';

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

/** @throws OperatorError `tickets.export` where the options contradict each other, or choose nothing */
export function checkOptions(
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

/** Which tickets are meant, in order. @throws OperatorError `tickets.unknown` */
export function chosen(
  numbers: readonly TicketId[],
  options: Exporting,
  { database, now }: Records,
): readonly TicketId[] {
  const records = ticketRecordsIn(database);
  if (numbers.length === 0) return records.ids(scopeOf(options, now));
  // All of them or none.
  for (const id of numbers) if (!records.exists(id)) throw unknownTicket(id);
  return numbers;
}
