import { rulesIn } from './category.ts';
import { deleted, edited, editUnread } from './changing.ts';
import { close } from './close-command.ts';
import {
  closingConfirmed,
  questionDelivered,
  requestAnswered,
  requestClosing,
  withdrawRequest,
} from './close-request.ts';
import { archived, withoutPost, writtenInClosedPost } from './closing.ts';
import type { Decision } from './decision.ts';
import type { Effect, Planned } from './effects.ts';
import type { Delivered, TicketEvent } from './events.ts';
import { feedbackAsked } from './feedback-question.ts';
import { deliveryFailed, writtenAfterClosing } from './failing.ts';
import { handle, note } from './handling.ts';
import { settleSilence, silenceDue } from './inactivity.ts';
import { toldOfLeftOut } from './left-out.ts';
import { move } from './moving.ts';
import { closeAsOrdered } from './operator-closing.ts';
import { closingDue, settlePlan } from './planned-closing.ts';
import { feedbackShown, rate, takeAnswers } from './rating.ts';
import { relayToPost, relayToUser } from './relaying.ts';
import { changeReply } from './reply-changes.ts';
import { joinedByDraft, reopen } from './reopening.ts';
import type { Rules } from './rules.ts';
import { statementTo } from './saying.ts';
import { sendByHand } from './sending.ts';
import type { Ticket } from './ticket.ts';
import { askForMessage, sendTyped, typedDelivered } from './typed.ts';
import { settleWatch } from './watching.ts';

/** Decides what an event means for a ticket. Pure: the same input gives the same decision. `now` is in epoch ms. */
export function decide(ticket: Ticket, event: TicketEvent, serverRules: Rules, now: number): Decision {
  const rules = rulesIn(ticket.category, serverRules);
  const settled = settlePlan(ticket, event, decideAlone(ticket, event, rules, now), rules);
  return settleWatch(event, settleSilence(ticket, event, settled, now), rules);
}

function decideAlone(ticket: Ticket, event: TicketEvent, rules: Rules, now: number): Decision {
  switch (event.type) {
    case 'userWrote':
      return ticket.status === 'open' ? relayToPost(ticket, event, rules) : writtenAfterClosing(ticket, event, rules);
    case 'staffWrote':
      return ticket.status === 'open' ? relayToUser(ticket, event, rules) : writtenInClosedPost(ticket, event, rules);
    case 'messageEdited':
      return edited(ticket, event, rules);
    case 'editUnread':
      return editUnread(ticket, event, rules);
    case 'messageDeleted':
      return deleted(ticket, event, rules);
    case 'closeCommanded':
      return close(ticket, event, rules, now);
    case 'closingConfirmed':
      return closingConfirmed(ticket, event, rules, now);
    case 'closeRequested':
      return requestClosing(ticket, event, rules, now);
    case 'closeRequestWithdrawn':
      return withdrawRequest(ticket, event, rules);
    case 'closeRequestAnswered':
      return requestAnswered(ticket, event, rules, now);
    case 'feedbackRated':
      return rate(ticket, event, rules, now);
    case 'feedbackSent':
      return takeAnswers(ticket, event, rules, now);
    case 'closingDue':
      return closingDue(ticket, event, rules, now);
    case 'silenceDue':
      return silenceDue(ticket, rules, now);
    case 'closingOrdered':
      return closeAsOrdered(ticket, event, rules, now);
    case 'reopeningAsked':
      return reopen(ticket, event, rules, now);
    case 'messageAsked':
      return askForMessage(ticket, event, rules);
    case 'messageTyped':
      return sendTyped(ticket, event, rules);
    case 'sendingAsked':
      return sendByHand(ticket, event, rules);
    case 'replyChangeAsked':
      return changeReply(ticket, event, rules);
    case 'claimCommanded':
    case 'unclaimCommanded':
    case 'watchCommanded':
      return handle(ticket, event, rules);
    case 'noteWritten':
      return note(ticket, event, rules);
    case 'moveCommanded':
      return move(ticket, event, rules);
    case 'draftJoined':
      return joinedByDraft(ticket, event, rules, now);
    case 'postOpened':
      return { ticket: { ...ticket, postId: event.postId }, effects: [] };
    case 'membershipChanged': {
      if (ticket.isAnonymous) return { ticket, effects: [] };
      const statement = { type: event.isMember ? 'userReturned' : 'userLeft', user: ticket.userId } as const;
      return { ticket, effects: [{ effect: statementTo('post', statement, rules) }] };
    }
    case 'postDeleted':
      return { ticket: withoutPost(ticket, now), effects: [] };
    case 'delivered':
      return delivered(ticket, event, rules);
    case 'deliveryFailed':
      return deliveryFailed(ticket, event, rules, now);
  }
}

function delivered(ticket: Ticket, event: Delivered, rules: Rules): Decision {
  const { effect } = event;
  switch (effect.type) {
    case 'sendToPost':
      return { ticket, effects: [...receipt(effect, event, 'user'), ...toldOfLeftOut(ticket, effect, event, rules)] };
    case 'sendToUser': {
      const asked = questionDelivered(ticket, event) ?? feedbackAsked(ticket, event, rules);
      if (asked !== null) return asked;
      // A reaction in an archived post is refused.
      const receipts = ticket.status === 'closed' ? [] : receipt(effect, event, 'post');
      const typed = typedDelivered(ticket, effect, rules);
      return { ticket, effects: [...receipts, ...typed, ...toldOfLeftOut(ticket, effect, event, rules)] };
    }
    case 'archivePost':
      return archived(ticket);
    case 'showFeedback':
      return feedbackShown(ticket, event);
    case 'lookUpMember':
    case 'lookAtFiles':
    case 'openDm':
    case 'showPanel':
    case 'openPost':
    case 'sendAsStaff':
    case 'editAsStaff':
    case 'deleteAsStaff':
    case 'editCopy':
    case 'deleteCopy':
    case 'react':
    case 'unreact':
    case 'setTags':
    case 'wakePost':
    case 'reopenPost':
    case 'editStatement':
    case 'deleteStatement':
    case 'answerLater':
      return { ticket, effects: [] };
  }
}

/** What was left out altogether is confirmed as little as what failed. */
function receipt(
  { source }: Extract<Effect, { source: unknown }>,
  { hasArrived = true }: Delivered,
  side: 'post' | 'user',
): readonly Planned[] {
  if (source === null || source.part < source.parts || (hasArrived && !source.receipt)) return [];
  const outcome = hasArrived ? 'delivered' : 'failed';
  return [{ effect: { type: 'react', side, messageId: source.messageId, outcome } }];
}
