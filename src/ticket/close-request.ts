import type { CloseRequest } from './close-plan.ts';
import { end } from './closing.ts';
import type { CloseRequested, CloseRequestWithdrawn, ClosingConfirmed } from './commands.ts';
import type { Decision } from './decision.ts';
import type { Planned } from './effects.ts';
import type { CloseRequestAnswered, Delivered } from './events.ts';
import { planLater } from './planned-closing.ts';
import type { Rules } from './rules.ts';
import { questionInto, sayForAll, statementTo, toInvoker } from './saying.ts';
import type { Statement } from './statement.ts';
import type { Ticket } from './ticket.ts';
import { setTags } from './post-tags.ts';

const minute = 60_000;
/** Between these a ticket is closed when its user doesn't answer. */
const shortestMs = 10 * minute;
const longestMs = 14 * 24 * 60 * minute;

/** `/close-request create`: the user is asked, and the post tells so. It takes the place of a closing that was planned. */
export function requestClosing(ticket: Ticket, event: CloseRequested, rules: Rules, now: number): Decision {
  const { id: ticketId, closePlan } = ticket;
  if (ticket.status !== 'open') return toInvoker(ticket, { type: 'alreadyClosed', ticketId });
  if (closePlan?.type === 'request') return toInvoker(ticket, { type: 'alreadyRequested', ticketId });
  const { by, comment, shareComment, closeInMs } = event;
  const inMs = closeInMs === null ? null : Math.min(Math.max(closeInMs, shortestMs), longestMs);
  const at = inMs === null ? null : now + inMs;
  // What the user reads in the question isn't told them again at the end.
  const closing = { by: by.id, byName: by.name, comment, shareComment: false, notifyUser: false };
  const request: CloseRequest = { type: 'request', id: event.id, closing, at, messageId: null, insisted: null };
  const question: Statement = {
    type: 'mayBeClosed',
    server: rules.serverName,
    ticketId,
    requestId: event.id,
    comment: shareComment ? comment : null,
    at,
  };
  const clamped = closeInMs === null || closeInMs === inMs ? null : closeInMs < shortestMs ? 'longer' : 'shorter';
  const isInstead = closePlan?.type === 'later';
  const statement: Statement = { type: 'closeRequestMade', by: by.id, comment, at, clamped, isInstead };
  const said = sayForAll(ticket, event, { statement, elsewhere: { type: 'nowRequested', ticketId } }, rules);
  const asked: Ticket = { ...ticket, closePlan: request };
  return {
    ticket: asked,
    effects: [{ effect: said.effect }, { effect: statementTo('user', question, rules) }, setTags(asked)],
    answer: said.answer,
  };
}

/** `/close-request delete`: the question goes away in the user's DM, and nothing tells them. */
export function withdrawRequest(ticket: Ticket, event: CloseRequestWithdrawn, rules: Rules): Decision {
  const { id: ticketId, closePlan } = ticket;
  if (closePlan?.type !== 'request') return toInvoker(ticket, { type: 'notRequested', ticketId });
  const without: Ticket = { ...ticket, closePlan: null };
  const statement: Statement = { type: 'closeRequestWithdrawn', by: event.by.id };
  const said = sayForAll(ticket, event, { statement, elsewhere: { type: 'nowWithdrawn', ticketId } }, rules);
  const gone: readonly Planned[] =
    closePlan.messageId === null
      ? []
      : [{ effect: { type: 'deleteStatement', side: 'user', messageId: closePlan.messageId } }];
  return { ticket: without, effects: [{ effect: said.effect }, ...gone, setTags(without)], answer: said.answer };
}

/** The question stands in the user's DM now: what comes of it replaces it there. One that is no longer asked goes away. */
export function questionDelivered(ticket: Ticket, { effect, messageId }: Delivered): Decision | null {
  if (effect.type !== 'sendToUser' || effect.body.type !== 'statement' || messageId === null) return null;
  const { statement } = effect.body;
  if (statement.type !== 'mayBeClosed') return null;
  const { closePlan } = ticket;
  if (closePlan?.type === 'request' && closePlan.id === statement.requestId) {
    return { ticket: { ...ticket, closePlan: { ...closePlan, messageId } }, effects: [] };
  }
  return { ticket, effects: [{ effect: { type: 'deleteStatement', side: 'user', messageId } }] };
}

/** The user pressed a button below the question; the question becomes the answer. */
export function requestAnswered(ticket: Ticket, event: CloseRequestAnswered, rules: Rules, now: number): Decision {
  const { closePlan } = ticket;
  const server = rules.serverName;
  const closedForUser: Statement = { type: 'closedForUser', server, comment: null, closeMessage: null };
  if (closePlan?.type !== 'request' || closePlan.id !== event.requestId || ticket.status !== 'open') {
    return answered(ticket, ticket.status === 'open' ? { type: 'askedNoMore' } : closedForUser);
  }
  const { closing } = closePlan;
  if (event.choice === 'close') {
    const statement: Statement = { type: 'closedByUser', askedBy: closing.by, comment: closing.comment };
    const said = statementTo('post', statement, rules);
    const ended = end(ticket, { closing, said, question: null }, rules, now);
    const isTold = ended.effects.some(({ effect }) => effect.type === 'sendToUser');
    return { ...answered(ticket, isTold ? { type: 'agreedToClose' } : closedForUser), ...ended };
  }
  const without: Ticket = { ...ticket, closePlan: null };
  const notice = statementTo('post', { type: 'closeRequestRefused' }, rules);
  return { ...answered(without, { type: 'staysOpen', server }), effects: [{ effect: notice }, setTags(without)] };
}

/** Staff close the ticket though the user was asked and has not answered. */
export function closingConfirmed(ticket: Ticket, event: ClosingConfirmed, rules: Rules, now: number): Decision {
  const { closePlan, id: ticketId } = ticket;
  if (ticket.status !== 'open') return answered(ticket, { type: 'alreadyClosed', ticketId });
  const insisted = closePlan?.type === 'request' ? closePlan.insisted : null;
  if (insisted?.id !== event.insistedId) return answered(ticket, { type: 'notRequested', ticketId });
  const { closing, inMs } = insisted;
  if (inMs !== null && inMs > 0) {
    const { planned, statement, elsewhere } = planLater(ticket, { id: insisted.id, closing, at: now + inMs });
    const question = questionInto(ticket, { type: 'askedNoMore' }, rules);
    const effects = [{ effect: statementTo('post', statement, rules) }, ...question, setTags(planned)];
    return { ...answered(planned, elsewhere), effects };
  }
  const said = statementTo('post', { type: 'closed', by: closing.by, comment: closing.comment }, rules);
  const ended = end(ticket, { closing, said, question: { type: 'askedNoMore' } }, rules, now);
  return { ...answered(ticket, { type: 'nowClosed', ticketId }), ...ended };
}

function answered(ticket: Ticket, statement: Statement): Decision {
  return { ticket, effects: [], answer: { to: 'message', statement } };
}
