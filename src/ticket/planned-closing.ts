import type { ClosePlan, LaterClosing } from './close-plan.ts';
import { end } from './closing.ts';
import type { Decision } from './decision.ts';
import type { Planned } from './effects.ts';
import type { ClosingDue, TicketEvent } from './events.ts';
import type { Rules } from './rules.ts';
import { questionInto, statementTo } from './saying.ts';
import type { Statement } from './statement.ts';
import type { Ticket } from './ticket.ts';
import { setTags } from './post-tags.ts';

/** A closing at a time of its own, and what is said of it: in the post, and to whoever used the command elsewhere. */
export function planLater(
  ticket: Ticket,
  { id, closing, at }: Omit<LaterClosing, 'type'>,
): { readonly planned: Ticket; readonly statement: Statement; readonly elsewhere: Statement } {
  return {
    planned: { ...ticket, closePlan: { type: 'later', id, closing, at } },
    statement: { type: 'closesLater', by: closing.by, at, comment: closing.comment },
    elsewhere: { type: 'nowClosesLater', ticketId: ticket.id, at },
  };
}

/** The time has come: the ticket is closed, unless the plan is another one by now, or none. */
export function closingDue(ticket: Ticket, { planId }: ClosingDue, rules: Rules, now: number): Decision {
  const { closePlan: plan } = ticket;
  if (ticket.status !== 'open' || plan?.id !== planId) return { ticket, effects: [] };
  const { by, comment } = plan.closing;
  const statement =
    plan.type === 'later'
      ? ({ type: 'closed', by, comment } as const)
      : ({ type: 'closedUnanswered', askedBy: by, comment } as const);
  const question = { type: 'closedForUser', server: rules.serverName, comment: null, closeMessage: null } as const;
  return end(ticket, { closing: plan.closing, said: statementTo('post', statement, rules), question }, rules, now);
}

/**
 * What a decision about something else means for a planned closing: whatever is relayed takes it back, a ticket that ends needs
 * none, and a question that the user never got isn't answered.
 */
export function settlePlan(before: Ticket, event: TicketEvent, decision: Decision, rules: Rules): Decision {
  const plan = before.closePlan;
  const { ticket } = decision;
  // There is none, or it was decided about.
  if (plan === null || ticket.closePlan !== plan) return decision;
  const isRelayed = decision.record === 'relayed' || event.type === 'draftJoined';
  const isOver = ticket.status !== 'open';
  if (!isRelayed && !isOver && !isUndelivered(event, plan)) return decision;
  const without: Ticket = { ...ticket, closePlan: null };
  const notice = statementTo('post', { type: 'closesNoMore', wasRequest: plan.type === 'request' }, rules);
  const others = decision.effects.filter(({ effect }) => effect.type !== 'setTags');
  const hasNewTags = !isOver && (plan.type === 'request' || others.length < decision.effects.length);
  const effects: readonly Planned[] = [
    ...others,
    ...(isRelayed ? [{ effect: notice }] : []),
    ...questionInto(before, { type: 'askedNoMore' }, rules),
    ...(hasNewTags ? [setTags(without)] : []),
  ];
  return { ...decision, ticket: without, effects };
}

function isUndelivered(event: TicketEvent, plan: ClosePlan): boolean {
  if (event.type !== 'deliveryFailed' || event.effect.type !== 'sendToUser') return false;
  const { body } = event.effect;
  return body.type === 'statement' && body.statement.type === 'mayBeClosed' && body.statement.requestId === plan.id;
}
