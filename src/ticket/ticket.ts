import type { ClosePlan } from './close-plan.ts';
import type { Feedback } from './feedback.ts';
import type { Silence } from './silence.ts';

declare const brand: unique symbol;
type Branded<Value, Name> = Value & { readonly [brand]: Name };

/** Discord's ID of a person, a server, a post (its thread), any channel, or a message. */
export type UserId = Branded<string, 'user'>;
export type ServerId = Branded<string, 'server'>;
export type PostId = Branded<string, 'post'>;
export type ChannelId = Branded<string, 'channel'>;
export type MessageId = Branded<string, 'message'>;
/** A ticket's number: one sequence per database. */
export type TicketId = Branded<number, 'ticket'>;

/** `closing`: decided and told, but the post isn't archived yet. It takes no more messages. */
export type Status = 'open' | 'closing' | 'closed';

/** Whose turn it is: only the user has written so far, staff's turn, the user's turn. */
export type Activity = 'unanswered' | 'userResponded' | 'awaitingResponse';

/** One ticket, as it is stored. Never changed in place: a decision gives a new one. */
export interface Ticket {
  readonly id: TicketId;
  readonly serverId: ServerId;
  readonly userId: UserId;
  /** The name that stands on what the user wrote: their own, or the alias of an anonymous one. */
  readonly userName: string;
  /** Staff must not learn who the user is. */
  readonly isAnonymous: boolean;
  /** The ID of what it is about; `null`: nothing in particular. */
  readonly category: string | null;
  readonly status: Status;
  readonly activity: Activity;
  /** `null` until the post exists. */
  readonly postId: PostId | null;
  /** Random; stands in the post's first message, so that the bot knows its own post again. */
  readonly mark: string;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly closePlan: ClosePlan | null;
  /** `null`: the user was never asked, or the ticket was opened again before they answered. */
  readonly feedback: Feedback | null;
  readonly silence: Silence | null;
  /** Who of the staff handles it. */
  readonly claimedBy: UserId | null;
  /** Who of the staff is pinged when its user writes next, and then no more. */
  readonly watchers: readonly UserId[];
}

/** Someone as Discord shows them: `name` is what others read, `username` is unique. */
export interface Person {
  readonly id: UserId;
  readonly name: string;
  readonly username: string;
  readonly avatarUrl: string | null;
}

/** Who wrote a message, as the other side reads it. */
export interface Author {
  readonly id: UserId;
  /** Their name, or the one that stands for it. */
  readonly name: string;
  /** Nothing may tell the other side who they are. */
  readonly isHidden: boolean;
}

/** What is known of a user as a member of one server. */
export interface Member {
  readonly serverId: ServerId;
  readonly userId: UserId;
  readonly name: string;
  readonly joinedAt: number | null;
  readonly roleIds: readonly string[];
}

/** A file as Discord offers it. What it is called and said to be isn't to be trusted. */
export interface FileLink {
  /** Discord's, of the attachment. */
  readonly id: string;
  readonly name: string;
  /** Works for a day or so. */
  readonly url: string;
  /** In bytes. */
  readonly size: number;
  readonly contentType: string | null;
  /** What it shows, in words. */
  readonly description: string | null;
  /** A recording made in Discord itself. */
  readonly isVoice: boolean;
}

/** What somebody wrote, on either side. */
export interface Writing {
  readonly messageId: MessageId;
  readonly text: string;
  readonly files: readonly FileLink[];
  /** The message it replies to, on the side where it was written. */
  readonly replyTo: MessageId | null;
  readonly writtenAt: number;
  /** It came by a form: there is no such message, which could bear a receipt. */
  readonly isUpload?: true;
}
