import type { CloseRequest, Closing } from './close-plan.ts';
import { end } from './closing.ts';
import type { CloseCommanded } from './commands.ts';
import type { Decision } from './decision.ts';
import { planLater } from './planned-closing.ts';
import type { Rules } from './rules.ts';
import { sayForAll, toInvoker } from './saying.ts';
import type { Statement } from './statement.ts';
import type { Ticket } from './ticket.ts';

/** `/close`: at once, or later; where the user was asked and has not answered yet, staff must mean it. */
export function close(ticket: Ticket, event: CloseCommanded, rules: Rules, now: number): Decision {
  const { id: ticketId, closePlan } = ticket;
  if (ticket.status !== 'open') return toInvoker(ticket, { type: 'alreadyClosed', ticketId });
  const closing = closingOf(event);
  if (closePlan?.type === 'request') return askWhetherMeant(ticket, closePlan, event);
  if (event.inMs !== null && event.inMs > 0) {
    const { planned, ...said } = planLater(ticket, { id: event.id, closing, at: now + event.inMs });
    const { effect, answer } = sayForAll(ticket, event, said, rules);
    return { ticket: planned, effects: [{ effect }], answer };
  }
  const statement: Statement = { type: 'closed', by: closing.by, comment: closing.comment };
  const said = sayForAll(ticket, event, { statement, elsewhere: { type: 'nowClosed', ticketId } }, rules);
  return { ...end(ticket, { closing, said: said.effect, question: null }, rules, now), answer: said.answer };
}

function askWhetherMeant(ticket: Ticket, request: CloseRequest, event: CloseCommanded): Decision {
  const insisted = { id: event.id, closing: closingOf(event), inMs: event.inMs };
  const asked: Ticket = { ...ticket, closePlan: { ...request, insisted } };
  return toInvoker(asked, { type: 'closeAllTheSame', ticketId: ticket.id, insistedId: event.id });
}

function closingOf({ by, comment, shareComment, notifyUser }: CloseCommanded): Closing {
  return { by: by.id, byName: by.name, comment, shareComment, notifyUser };
}
