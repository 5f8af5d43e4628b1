import type { Undelivered } from './statement.ts';
import type { UserId } from './ticket.ts';

/** A sentence about messages that staff send to people, and that belong to no ticket. Nobody is named whom staff didn't name. */
export type OutsideStatement =
  | { readonly type: 'noRecipient' | 'notAnonymousOutside' | 'isSentOutside' }
  | { readonly type: 'recipientNotAMember'; readonly server: string }
  /** As many conversations were begun as are allowed, or Discord allows none: until then (epoch ms) no further ones are. */
  | { readonly type: 'dmsSpent' | 'dmsStopped'; readonly at: number }
  /** Told elsewhere, where the answer could not be given any more. */
  | { readonly type: 'outsideNotSent'; readonly by: UserId; readonly reason: Undelivered }
  /** What the user's message answers. `at`: when it was sent (epoch ms). */
  | { readonly type: 'answersOutside'; readonly by: UserId; readonly at: number; readonly text: string };
