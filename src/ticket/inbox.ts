import type { BlacklistEntry } from './blacklist.ts';
import type { Statement } from './statement.ts';
import type { Effect } from './effects.ts';
import type { PromptChoice } from './events.ts';
import type { Rules } from './rules.ts';
import type { Member, MessageId, ServerId, Ticket, TicketId, UserId } from './ticket.ts';

/** So long is an answer of Discord about a member good enough. */
export const memberKnownForMs = 10 * 60_000;

/** What a user was asked about what they wrote before there is a ticket for it. */
export interface Prompt {
  /** Its buttons bear it. */
  readonly id: string;
  /** It was written after a closing: the ticket that may be opened again. `null`: how shall it be sent? */
  readonly about: { readonly ticketId: TicketId; readonly mayReopen: boolean } | null;
  readonly askedAt: number;
  /** Nobody answered in time; what waits can still be sent. */
  readonly isLapsed: boolean;
  /** What was chosen, while Discord is asked whether the user is a member. */
  readonly chosen: Exclude<PromptChoice, 'never'> | null;
  /** The question itself, once it was delivered. */
  readonly messageId: MessageId | null;
}

/** All that decides where a user's DM goes. */
export interface Inbox {
  readonly userId: UserId;
  /** What the user wrote before a ticket exists waits in a draft for this server. */
  readonly draftFor: ServerId | null;
  readonly draft: readonly MessageId[];
  /** What the user was asked about the draft. */
  readonly prompt: Prompt | null;
  /** The open ticket that takes what the user writes. */
  readonly openTicket: Pick<Ticket, 'id' | 'isAnonymous'> | null;
  /** Whether what the user is asked about, or was, has been dropped already. */
  readonly wasDropped: boolean;
  /** The ticket in which the message was delivered before the database forgot it. */
  readonly deliveredIn: TicketId | null;
  /** A closed ticket that the message may belong to: it was closed just now, or the message replies to one of its own. */
  readonly recent: { readonly ticketId: TicketId; readonly closedAt: number } | null;
  /** As Discord told within the last {@link memberKnownForMs}. */
  readonly member: Member | null;
  readonly refusedAt: number | null;
  /** What may bar them from opening a ticket, each role that is barred included. */
  readonly blacklist: readonly BlacklistEntry[];
  /** When they were told so last. */
  readonly barredToldAt: number | null;
}

/** Where something goes; `answer`: what the question whose button was pressed becomes. */
export type Routing =
  /** The message, or the draft, belongs to an open ticket. */
  (
    | { readonly to: 'ticket'; readonly ticketId: TicketId }
    /** It joins the draft; a new draft asks Discord, or its user, first. */
    | {
        readonly to: 'draft';
        readonly effects: readonly Effect[];
        readonly prompt: Prompt | null;
        /** A message that isn't part of it any more. */
        readonly refused?: MessageId;
      }
    /** The draft is complete: a ticket is opened from it. */
    | { readonly to: 'newTicket'; readonly member: Member; readonly isAnonymous: boolean }
    /** The draft belongs to a closed ticket, which is opened again. */
    | { readonly to: 'reopening'; readonly ticketId: TicketId; readonly member: Member }
    /** A rule says no: the draft ends, and its author is told why, unless they were told just now. */
    | {
        readonly to: 'refusal';
        readonly isToldAgain: boolean;
        /** They are blacklisted, of which they are told less often. */
        readonly isBarred?: true;
        readonly effects: readonly Effect[];
      }
    /** The draft ends by its author's wish, or because they were never heard of again. */
    | { readonly to: 'dropped'; readonly effects: readonly Effect[] }
    /** It was, long ago. */
    | { readonly to: 'delivered'; readonly ticketId: TicketId }
    | { readonly to: 'nowhere' }
  ) & { readonly answer?: Statement };

/** Whether the author of a draft is a member, Discord must say. */
export function lookUp({ userId }: Pick<Inbox, 'userId'>, { serverId }: Rules): Effect {
  return { type: 'lookUpMember', serverId, userId, reopening: null };
}
