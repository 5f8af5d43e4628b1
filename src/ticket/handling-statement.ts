import type { TicketId, UserId } from './ticket.ts';

/** What is said of who handles a ticket, of who watches it, and of notes. */
export type HandlingStatement =
  /** `before`: who handled it until then. */
  | { readonly type: 'claimed'; readonly by: UserId; readonly before: UserId | null }
  | { readonly type: 'unclaimed'; readonly by: UserId; readonly before: UserId }
  /** Answers `/claim`, `/unclaim` and `/note` where the post shows what was done, elsewhere. */
  | { readonly type: 'nowClaimed' | 'nowUnclaimed' | 'nowNoted'; readonly ticketId: TicketId }
  | { readonly type: 'isYours' | 'isNobodys'; readonly ticketId: TicketId }
  | { readonly type: 'nowWatched' | 'noLongerWatched' | 'watchedByMany'; readonly ticketId: TicketId }
  /** Pings them. */
  | { readonly type: 'userHasWritten'; readonly watchers: readonly UserId[] }
  | { readonly type: 'noted'; readonly by: UserId; readonly text: string };
