import { archived, close, writtenInClosedPost } from './closing.ts';
import type { Effect, Planned, Statement } from './effects.ts';
import type { TicketEvent } from './events.ts';
import { deliveryFailed, writtenAfterClosing } from './failing.ts';
import { relayToPost, relayToUser } from './relaying.ts';
import type { Rules } from './rules.ts';
import type { MessageId, Ticket } from './ticket.ts';

/** What the person who used a command or button is shown. It is sent once, by the interaction itself. */
export type Answer =
  | { readonly to: 'invoker'; readonly statement: Statement }
  /** Visible to all in the post. If it can't be given, `effect` says the same there. */
  | { readonly to: 'everyone'; readonly statement: Statement; readonly effect: Effect };

/** What became of a message that somebody wrote. */
export type Recorded = 'relayed' | 'note' | 'ignored' | 'refused';

/** What follows from an event: the ticket as it is now, and what is to be done, in order. */
export interface Decision {
  readonly ticket: Ticket;
  readonly effects: readonly Planned[];
  readonly answer?: Answer;
  /** For the record, where the event was a message. */
  readonly record?: Recorded;
  /** Parts of this message's copy that still wait on the same side are given up. */
  readonly giveUp?: MessageId;
}

/** Decides what an event means for a ticket. Pure: the same input gives the same decision. `now` is in epoch ms. */
export function decide(ticket: Ticket, event: TicketEvent, rules: Rules, now: number): Decision {
  switch (event.type) {
    case 'userWrote':
      return ticket.status === 'open' ? relayToPost(ticket, event, rules) : writtenAfterClosing(ticket, event, rules);
    case 'staffWrote':
      return ticket.status === 'open' ? relayToUser(ticket, event, rules) : writtenInClosedPost(ticket, event, rules);
    case 'closeCommanded':
      return close(ticket, event, rules, now);
    case 'postOpened':
      return { ticket: { ...ticket, postId: event.postId }, effects: [] };
    case 'delivered':
      return delivered(ticket, event.effect);
    case 'deliveryFailed':
      return deliveryFailed(ticket, event, rules, now);
  }
}

function delivered(ticket: Ticket, effect: Effect): Decision {
  switch (effect.type) {
    case 'sendToPost':
      return { ticket, effects: receipt(effect, 'user') };
    case 'sendToUser':
      // A reaction in an archived post is refused.
      return { ticket, effects: ticket.status === 'closed' ? [] : receipt(effect, 'post') };
    case 'archivePost':
      return { ticket: archived(ticket), effects: [] };
    case 'lookUpMember':
    case 'openPost':
    case 'react':
    case 'setTags':
    case 'wakePost':
      return { ticket, effects: [] };
  }
}

function receipt(effect: Extract<Effect, { source: unknown }>, side: 'post' | 'user'): readonly Planned[] {
  const { source } = effect;
  if (source === null || !source.receipt || source.part < source.parts) return [];
  return [{ effect: { type: 'react', side, messageId: source.messageId, outcome: 'delivered' } }];
}
