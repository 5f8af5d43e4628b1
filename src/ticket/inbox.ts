import type { BlacklistEntry } from './blacklist.ts';
import type { Statement } from './statement.ts';
import type { Effect } from './effects.ts';
import type { OpeningForm } from './decision.ts';
import type { PromptChoice } from './prompt-events.ts';
import type { FormAnswer } from './form.ts';
import type { Rules } from './rules.ts';
import type { Member, MessageId, ServerId, Ticket, TicketId, UserId, Writing } from './ticket.ts';

/** So long is an answer of Discord about a member good enough. */
export const memberKnownForMs = 10 * 60_000;

/** The server that a draft is for, or that it is still to be chosen. */
export type DraftFor = ServerId | 'undecided';

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
  /** It asks which of several open tickets is meant. */
  readonly asksWhich: boolean;
  /** The servers that the user chooses from; empty: it is clear which one is meant. */
  readonly offered: readonly ServerId[];
  /** The category that was chosen, by its ID. */
  readonly category: string | null;
  /** What was filled in, while Discord is asked whether the user is a member. */
  readonly answers: readonly FormAnswer[] | null;
  /** That of the Discord in which it was answered last. */
  readonly language: string | null;
}

/** A server that users choose from. */
export interface OfferedServer {
  readonly id: ServerId;
  readonly name: string;
}

/** All that decides where a user's DM goes. */
export interface Inbox {
  readonly userId: UserId;
  /** What the user wrote before a ticket exists waits in a draft for this server. */
  readonly draftFor: DraftFor | null;
  readonly draft: readonly MessageId[];
  /** What was written before it was clear for which server: its files were not looked at. */
  readonly unlooked: readonly Writing[];
  /** What the user was asked about the draft. */
  readonly prompt: Prompt | null;
  /** The servers that the user may choose from, where the question offers several. */
  readonly offered: readonly OfferedServer[];
  /** The message replies to one of an open ticket, which takes it. */
  readonly isReply: boolean;
  /** The open ticket in this server that takes what the user writes. */
  readonly openTicket: Pick<Ticket, 'id' | 'isAnonymous'> | null;
  /** How many open tickets they have in this server; `hidden`: without telling who they are. */
  readonly openCount: { readonly all: number; readonly hidden: number };
  /** When they joined Discord, in epoch ms. */
  readonly accountMadeAt: number;
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

/** What is settled about a ticket that is to be opened. */
export interface NewTicket {
  readonly member: Member;
  readonly isAnonymous: boolean;
  /** By its ID. */
  readonly category: string | null;
  /** What the user filled in. */
  readonly answers: readonly FormAnswer[];
}

/** Where something goes; `answer`: what the question whose button was pressed becomes; `form`: what opens instead. */
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
    | ({ readonly to: 'newTicket' } & NewTicket)
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
  ) & { readonly answer?: Statement; readonly form?: OpeningForm };

/** Whether the author of a draft is a member, Discord must say. */
export function lookUp({ userId }: Pick<Inbox, 'userId'>, { serverId }: Rules): Effect {
  return { type: 'lookUpMember', serverId, userId, reopening: null };
}
