import type { Ping } from './effects.ts';
import type { TicketId, UserId } from './ticket.ts';

/** What is said of a ticket that is to be about something else. */
export type MovingStatement =
  /** `from`: `null`: nothing in particular. */
  | {
      readonly type: 'moved';
      readonly by: UserId;
      readonly from: string | null;
      readonly to: string;
      readonly pings: readonly Ping[];
    }
  /** The first answers `/ticket move` where the post shows it, elsewhere. */
  | { readonly type: 'nowMoved' | 'isAboutThat'; readonly ticketId: TicketId; readonly category: string }
  | { readonly type: 'noSuchCategory'; readonly typed: string };
