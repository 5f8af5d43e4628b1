import type { WhoseTickets } from './commands.ts';
import type { Activity, PostId, Status, Ticket, TicketId, UserId } from './ticket.ts';

/** A ticket as one line of a list. */
export interface ListedTicket {
  readonly id: TicketId;
  readonly postId: PostId | null;
  readonly status: Status;
  readonly activity: Activity;
  /** As it is called; `null`: none. */
  readonly category: string | null;
  readonly openedAt: number;
}

/** How much was written in a ticket. */
export interface WrittenCounts {
  readonly byUser: number;
  readonly byStaff: number;
  readonly notes: number;
}

/** All that `/ticket info` tells. */
export interface TicketInfo extends ListedTicket, Pick<Ticket, 'closedAt' | 'claimedBy' | 'watchers'> {
  /** Their name alone, where staff must not know who it is, or nobody knows any more. */
  readonly user: { readonly id: UserId } | { readonly name: string; readonly isAnonymous: boolean };
  /** When it is going to be closed by itself. */
  readonly closesAt: number | null;
  readonly rating: number | null;
  readonly written: WrittenCounts;
}

/** A message in which words were found. */
export interface FoundMessage {
  readonly ticketId: TicketId;
  readonly postId: PostId | null;
  readonly name: string;
  readonly text: string;
  readonly writtenAt: number;
}

/** What staff are told who looked something up. */
export type LookUpStatement =
  | { readonly type: 'ticketInfo'; readonly info: TicketInfo }
  | {
      readonly type: 'ticketList';
      readonly whose: WhoseTickets;
      readonly tickets: readonly ListedTicket[];
      readonly count: number;
      readonly page: number;
      readonly pages: number;
    }
  /** There are none; or whose they are is hidden. */
  | { readonly type: 'noTickets'; readonly whose: WhoseTickets }
  | { readonly type: 'historyHidden'; readonly ticketId: TicketId }
  | {
      readonly type: 'messagesFound';
      readonly query: string;
      readonly found: readonly FoundMessage[];
      /** There are more, older ones. */
      readonly areMore: boolean;
    }
  | { readonly type: 'nothingFound'; readonly query: string }
  /** It comes with the answer; or Discord doesn't take so large a file. */
  | { readonly type: 'transcriptMade' | 'transcriptTooLarge'; readonly ticketId: TicketId };
