import { ended, inClosedPost, withoutPost } from './closing.ts';
import type { Decision } from './decision.ts';
import type { Effect, Planned } from './effects.ts';
import type { DeliveryFailed, UserWrote } from './events.ts';
import { isOnlyAsking, unasked } from './feedback-question.ts';
import type { Rules } from './rules.ts';
import { failureMark, statementTo } from './saying.ts';
import type { Undelivered } from './statement.ts';
import type { MessageId, Ticket } from './ticket.ts';
import { answerFailed, asStaffFailed, changeAsStaffFailed, typedFailed } from './typed.ts';

/** Something could not be delivered and will not be tried again: whoever wrote it is told, and why. */
export function deliveryFailed(ticket: Ticket, event: DeliveryFailed, rules: Rules, now: number): Decision {
  const { effect } = event;
  switch (effect.type) {
    case 'sendToUser':
      return isOnlyAsking(effect)
        ? { ticket: unasked(ticket, effect), effects: [] }
        : staffMessageFailed(unasked(ticket, effect), effect, event, rules);
    case 'sendAsStaff':
      return asStaffFailed(postLost(ticket, event, now), effect, event, rules);
    case 'editAsStaff':
      return changeAsStaffFailed(ticket, effect, rules);
    case 'deleteAsStaff':
      // Somebody else deleted it.
      return event.reason === 'gone' ? { ticket, effects: [] } : changeAsStaffFailed(ticket, effect, rules);
    case 'answerLater':
      return { ticket, effects: answerFailed(ticket, effect.statement, rules) };
    case 'sendToPost':
      return userMessageFailed(postLost(ticket, event, now), effect, rules);
    case 'openPost':
      return openingFailed(withoutPost(ticket, now), effect);
    case 'reopenPost':
      return reopeningFailed(event.reason === 'gone' ? withoutPost(ticket, now) : ended(ticket, now), effect);
    case 'archivePost':
      return archivingFailed(ticket, effect, event, now);
    case 'editCopy':
      return { ticket, effects: effect.side === 'user' ? changeFailed(ticket, effect.copyOf, event, rules) : [] };
    case 'deleteCopy':
      return { ticket, effects: changeFailed(ticket, effect.copyOf, event, rules) };
    case 'react':
    case 'unreact':
    case 'setTags':
    case 'wakePost':
    case 'editStatement':
    case 'deleteStatement':
    case 'showFeedback':
    case 'lookUpMember':
    case 'lookAtFiles':
    case 'openDm':
    case 'showPanel':
      return { ticket, effects: [] };
  }
}

/** Staff must not believe that the user no longer has what they still have. What isn't there needs no change. */
function changeFailed(
  ticket: Ticket,
  written: MessageId,
  { reason }: DeliveryFailed,
  rules: Rules,
): readonly Planned[] {
  if (reason === 'gone') return [];
  const notice = statementTo('post', { type: 'changeNotDelivered' }, rules, written);
  return ticket.status === 'open' ? [plan(notice)] : inClosedPost(ticket, notice);
}

/** Rather closed with the wrong tags than left open. */
function archivingFailed(
  ticket: Ticket,
  effect: Extract<Effect, { type: 'archivePost' }>,
  event: DeliveryFailed,
  now: number,
): Decision {
  // Opened again meanwhile.
  if (ticket.status === 'open') return { ticket, effects: [] };
  if (event.reason === 'gone') return { ticket: withoutPost(ticket, now), effects: [] };
  if (effect.tags === null) return { ticket: ended(ticket, now), effects: [] };
  return { ticket, effects: [plan({ ...effect, tags: null })] };
}

/** What a user wrote is reported back to them; whoever of the staff wrote to the user hears that no ticket came of it. */
function openingFailed(ticket: Ticket, { answerTo }: Extract<Effect, { type: 'openPost' }>): Decision {
  const statement = { type: 'contactedInVain', ticketId: ticket.id } as const;
  const effects = answerTo === undefined ? [] : [plan({ type: 'answerLater', answerTo, statement })];
  return { ticket, effects };
}

/** What can't be opened stays closed, and whoever wanted it hears so. */
function reopeningFailed(ticket: Ticket, { answerTo }: Extract<Effect, { type: 'reopenPost' }>): Decision {
  const statement = { type: 'postIsGone', ticketId: ticket.id } as const;
  return {
    ticket,
    effects: answerTo === null ? [] : [plan({ type: 'answerLater', answerTo, statement })],
  };
}

function postLost(ticket: Ticket, event: DeliveryFailed, now: number): Ticket {
  return event.reason === 'gone' ? withoutPost(ticket, now) : ticket;
}

function staffMessageFailed(
  ticket: Ticket,
  effect: Extract<Effect, { type: 'sendToUser' }>,
  event: DeliveryFailed,
  rules: Rules,
): Decision {
  const reason = undelivered(ticket, event);
  const written = effect.source?.messageId;
  if (effect.typed !== undefined) return { ticket, effects: typedFailed(effect.typed, reason), ...giveUp(written) };
  const retry = ticket.status === 'open' ? (written ?? null) : null;
  const notice = statementTo('post', { type: 'notDeliveredToUser', reason, retry }, rules, written);
  const said: readonly Effect[] = written === undefined ? [notice] : [notice, failureMark('post', written)];
  return {
    ticket,
    // A post that is being closed may be archived by the time this is said.
    effects: ticket.status === 'open' ? said.map(plan) : inClosedPost(ticket, ...said),
    ...giveUp(written),
  };
}

/** Whether an anonymous user has left is nothing that staff may learn. */
function undelivered({ isAnonymous }: Ticket, { reason }: DeliveryFailed): Undelivered {
  if (reason === 'noSharedServer') return isAnonymous ? 'closedDms' : reason;
  return reason === 'closedDms' ? reason : 'other';
}

/** Nothing answers a notice that fails: only what a user wrote is reported back. */
function userMessageFailed(ticket: Ticket, effect: Extract<Effect, { type: 'sendToPost' }>, rules: Rules): Decision {
  const written = effect.source?.messageId;
  if (written === undefined || effect.body.type === 'statement') return { ticket, effects: [] };
  return { ticket, effects: notReachingStaff(written, rules), ...giveUp(written) };
}

/** A ticket that is closed or being closed takes nothing from its user, who is told so. */
export function writtenAfterClosing(ticket: Ticket, { writing }: UserWrote, rules: Rules): Decision {
  return { ticket, effects: notReachingStaff(writing.messageId, rules), record: 'refused' };
}

function notReachingStaff(written: MessageId, rules: Rules): readonly Planned[] {
  const notice = statementTo('user', { type: 'notDeliveredToStaff', server: rules.serverName }, rules, written);
  return [notice, failureMark('user', written)].map(plan);
}

function plan(effect: Effect): Planned {
  return { effect };
}

function giveUp(messageId: MessageId | undefined): Pick<Decision, 'giveUp'> {
  return messageId === undefined ? {} : { giveUp: messageId };
}
