import { end } from './closing.ts';
import type { Decision } from './decision.ts';
import type { Rules } from './rules.ts';
import { statementTo } from './saying.ts';
import type { Ticket, TicketId } from './ticket.ts';

/** The operator wants a ticket closed, by the command line. Written down for the running bot, or the next one. */
export interface ClosingOrdered {
  readonly type: 'closingOrdered';
  readonly ticketId: TicketId;
  readonly comment: string | null;
  readonly shareComment: boolean;
  readonly notifyUser: boolean;
}

/** What it is known by until it is carried out: a second one for the same ticket takes its place. */
export function orderedClosing(ticketId: TicketId): string {
  return `ordered/${ticketId}`;
}

/** Closes the ticket, whatever was planned for it. What users read of whoever did is the alias of all staff. */
export function closeAsOrdered(ticket: Ticket, order: ClosingOrdered, rules: Rules, now: number): Decision {
  if (ticket.status !== 'open') return { ticket, effects: [] };
  const { comment, shareComment, notifyUser } = order;
  const closing = { byName: rules.staffAlias, comment, shareComment, notifyUser };
  const said = statementTo('post', { type: 'closedByOperator', comment }, rules);
  const question =
    ticket.closePlan?.type === 'request'
      ? ({ type: 'closedForUser', server: rules.serverName, comment: null, closeMessage: null } as const)
      : null;
  return end(ticket, { closing, said, question }, rules, now);
}
