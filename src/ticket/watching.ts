import type { Decision } from './decision.ts';
import type { Effect, Planned } from './effects.ts';
import type { TicketEvent } from './events.ts';
import type { Rules } from './rules.ts';
import { statementTo } from './saying.ts';
import type { Ticket } from './ticket.ts';

type ToPost = Extract<Effect, { type: 'sendToPost' }>;

/**
 * What a decision means for whoever watches the ticket: they are pinged below what the user wrote, once. Whoever handles it watches
 * again from each answer on, so that many messages in a row ping once.
 */
export function settleWatch(event: TicketEvent, decision: Decision, rules: Rules): Decision {
  const { ticket, effects } = decision;
  const written = writtenByUser(event, effects);
  if (written !== null && ticket.watchers.length > 0) {
    const statement = { type: 'userHasWritten', watchers: ticket.watchers } as const;
    const ping: Planned = { effect: statementTo('post', statement, rules, written.source?.messageId) };
    const told = effects.flatMap((planned) => (planned.effect === written ? [planned, ping] : [planned]));
    return { ...decision, ticket: { ...ticket, watchers: [] }, effects: told };
  }
  return isAnswer(event, decision) ? { ...decision, ticket: watchedAgain(ticket) } : decision;
}

/** The last of what reaches the post of what the user wrote now. */
function writtenByUser({ type }: TicketEvent, effects: readonly Planned[]): ToPost | null {
  if (type !== 'userWrote' && type !== 'reopeningAsked' && type !== 'draftJoined') return null;
  return effects.map(({ effect }) => effect).findLast(isRelayed) ?? null;
}

function isRelayed(effect: Effect): effect is ToPost {
  return effect.type === 'sendToPost' && effect.body.type === 'relayed';
}

function isAnswer({ type }: TicketEvent, { record }: Decision): boolean {
  return record === 'relayed' && (type === 'staffWrote' || type === 'messageTyped' || type === 'sendingAsked');
}

function watchedAgain(ticket: Ticket): Ticket {
  const { claimedBy, watchers } = ticket;
  if (claimedBy === null || watchers.includes(claimedBy)) return ticket;
  return { ...ticket, watchers: [...watchers, claimedBy] };
}
