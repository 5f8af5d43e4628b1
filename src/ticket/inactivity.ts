import { end } from './closing.ts';
import type { Decision } from './decision.ts';
import type { TicketEvent } from './events.ts';
import type { Rules } from './rules.ts';
import { statementTo } from './saying.ts';
import type { Silence } from './silence.ts';
import type { Ticket } from './ticket.ts';

/**
 * When a silent user is to be reminded, or else their ticket to be closed; `null`: never. A closing that is planned comes first:
 * nobody is reminded while they are asked something else.
 */
export function silenceEndsAt({ status, silence, closePlan }: Ticket, rules: Rules): number | null {
  if (status !== 'open' || silence === null || closePlan !== null) return null;
  const { remindAfterMs } = rules;
  return remindAfterMs !== null && silence.remindedAt === null
    ? silence.since + remindAfterMs
    : closesAt(silence, rules);
}

/** Whoever is reminded late, since the bot was down, has as long after it as they were to have. */
function closesAt({ since, remindedAt }: Silence, { remindAfterMs, closeAfterMs }: Rules): number | null {
  if (closeAfterMs === null) return null;
  const at = since + closeAfterMs;
  return remindedAt === null ? at : Math.max(at, remindedAt + closeAfterMs - (remindAfterMs ?? closeAfterMs));
}

/** The time has come: the user is reminded, or the ticket closed; both may have lost their reason since. */
export function silenceDue(ticket: Ticket, rules: Rules, now: number): Decision {
  const { silence } = ticket;
  const at = silenceEndsAt(ticket, rules);
  if (silence === null || at === null || at > now) return { ticket, effects: [] };
  return rules.remindAfterMs !== null && silence.remindedAt === null
    ? remind(ticket, { ...silence, remindedAt: now }, rules)
    : closeForSilence(ticket, silence, rules, now);
}

function remind(ticket: Ticket, silence: Silence, rules: Rules): Decision {
  const statement = { type: 'answerAwaited', server: rules.serverName, closesAt: closesAt(silence, rules) } as const;
  return { ticket: { ...ticket, silence }, effects: [{ effect: statementTo('user', statement, rules) }] };
}

/** Nobody of the staff closes it: what users read of whoever did is the alias of all of them. */
function closeForSilence(ticket: Ticket, { since }: Silence, rules: Rules, now: number): Decision {
  const closing = { byName: rules.staffAlias, comment: null, shareComment: false, notifyUser: true };
  const said = statementTo('post', { type: 'closedForSilence', since }, rules);
  return end(ticket, { closing, said, question: null, silentSince: since }, rules, now);
}

/** What a decision means for the user's silence: whatever is relayed begins it anew, and an answer ends it. */
export function settleSilence(before: Ticket, event: TicketEvent, decision: Decision, now: number): Decision {
  const { ticket } = decision;
  const silence = silenceAfter(before, event, decision, now);
  return silence === ticket.silence ? decision : { ...decision, ticket: { ...ticket, silence } };
}

function silenceAfter(before: Ticket, event: TicketEvent, { ticket, record }: Decision, now: number): Silence | null {
  const isAwaited = ticket.status === 'open' && ticket.activity === 'awaitingResponse';
  if (!isAwaited || isUndelivered(event)) return null;
  const isNewTurn = before.status !== 'open' || before.activity !== 'awaitingResponse';
  const wasAsked = before.closePlan !== null && ticket.closePlan === null;
  return record === 'relayed' || isNewTurn || wasAsked ? { since: now, remindedAt: null } : ticket.silence;
}

/** Nobody can answer what they never got. */
function isUndelivered(event: TicketEvent): boolean {
  return event.type === 'deliveryFailed' && event.effect.type === 'sendToUser' && event.effect.source !== null;
}
