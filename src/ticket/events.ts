import type { LeftOut } from './attached.ts';
import type {
  CloseCommanded,
  CloseRequested,
  CloseRequestWithdrawn,
  ClosingConfirmed,
  HandlingCommanded,
  MessageAsked,
  MessageTyped,
  MoveCommanded,
  NoteWritten,
} from './commands.ts';
import type { Effect, Reopening } from './effects.ts';
import type { FeedbackRated, FeedbackSent } from './feedback-events.ts';
import type { MembersAwaited, PromptAnswered, PromptChosen, PromptFilledIn, PromptLapsed } from './prompt-events.ts';
import type { Standing } from './standing.ts';
import type {
  Activity,
  Author,
  ChannelId,
  FileLink,
  Member,
  MessageId,
  Person,
  PostId,
  ServerId,
  TicketId,
  UserId,
  Writing,
} from './ticket.ts';
import type { ClosingOrdered } from './operator-closing.ts';

/** A user wrote to the bot by direct message. */
export interface UserWrote {
  readonly type: 'userWrote';
  readonly user: Person;
  /** The DM channel. */
  readonly channelId: ChannelId;
  readonly writing: Writing;
  /** It bears our mark of a failure already: its author was told, before the database forgot it. */
  readonly wasRefused?: boolean;
  /** It is read late: something that was written after it was relayed before. */
  readonly isOvertaken?: boolean;
}

/** Somebody wrote in a post. */
export interface StaffWrote {
  readonly type: 'staffWrote';
  readonly postId: PostId;
  readonly author: Person;
  readonly isBot: boolean;
  readonly writing: Writing;
  /** It bears our mark of a failure already: its author was told, before the database forgot it. */
  readonly wasRefused?: boolean;
  /** It is read late: something that was written after it was relayed before. */
  readonly isOvertaken?: boolean;
}

/** Discord was asked whether a user is a member of a server: it knows them, or (`member: null`) it doesn't. */
export interface MemberLookedUp {
  readonly type: 'memberLookedUp';
  readonly userId: UserId;
  readonly serverId: ServerId;
  readonly member: Member | null;
}

/** The files of a message that waits in a user's draft were looked at. */
export interface FilesLookedAt {
  readonly type: 'filesLookedAt';
  readonly userId: UserId;
  readonly serverId: ServerId;
  readonly writing: Writing;
  /** Those that can't be passed on, and why. */
  readonly refused: readonly LeftOut[];
  /** What else waits in the draft. */
  readonly others: readonly Writing[];
}

/** The user pressed a button below the question whether their ticket may be closed. */
export interface CloseRequestAnswered {
  readonly type: 'closeRequestAnswered';
  readonly userId: UserId;
  readonly ticketId: TicketId;
  readonly requestId: string;
  readonly choice: 'close' | 'keep';
}

/** The time has come at which a ticket is to be closed by itself. */
export interface ClosingDue {
  readonly type: 'closingDue';
  readonly ticketId: TicketId;
  readonly planId: string;
}

/** The time has come at which a user who doesn't answer is reminded, or their ticket closed. */
export interface SilenceDue {
  readonly type: 'silenceDue';
  readonly ticketId: TicketId;
}

/** A closed ticket shall be opened again. */
export interface ReopeningAsked {
  readonly type: 'reopeningAsked';
  readonly wish: Reopening;
  /** As Discord told lately, `null` where the user is none; `unknown`: Discord is to be asked. */
  readonly member: Member | null | 'unknown';
  /** Whose turn it was in the end. */
  readonly activity: Activity;
  /** Another ticket of the user that is open. */
  readonly otherOpen: TicketId | null;
  /** A database that was restored may know the user by their closed ticket alone. */
  readonly isDmKnown: boolean;
  /** What the user wrote since, in order, and the question about it. */
  readonly draft: Pick<UserWrote, 'user'> & { readonly writings: readonly Writing[] };
  readonly prompt: MessageId | null;
}

/** What a user wrote before a ticket exists belongs to this one, which was opened meanwhile. */
export interface DraftJoined extends Pick<ReopeningAsked, 'draft' | 'prompt'> {
  readonly type: 'draftJoined';
}

/** A message from the post shall go to the user: staff said so by hand. */
export interface SendingAsked {
  readonly type: 'sendingAsked';
  readonly by: Person;
  readonly via: 'menu' | 'button';
  readonly writing: Writing;
  readonly author: Author;
  /** Its copy was never meant to be; still waits to be sent; or came to its end, delivered or not. */
  readonly copy: 'none' | 'waiting' | 'settled';
  /** Which of its parts (1-based) the user has. */
  readonly delivered: readonly number[];
}

/** An effect was performed. `messageId`, where it made a message. */
export interface Delivered {
  readonly type: 'delivered';
  readonly effect: Effect;
  readonly messageId: MessageId | null;
  /** Files that were not passed on, and whether anything of their message arrived. */
  readonly leftOut?: readonly LeftOut[];
  readonly hasArrived?: boolean;
}

/** The ticket's post exists. */
export interface PostOpened {
  readonly type: 'postOpened';
  readonly postId: PostId;
}

/** Somebody deleted the ticket's post. */
export interface PostDeleted {
  readonly type: 'postDeleted';
  readonly postId: PostId;
}

/** The ticket's user left the server, or came back. */
export interface MembershipChanged {
  readonly type: 'membershipChanged';
  readonly isMember: boolean;
}

/** Why an effect will not be tried again. */
export type FailureReason =
  'closedDms' | 'noSharedServer' | 'gone' | 'forbidden' | 'tooLarge' | 'refused' | 'tooManyDms';

/** An effect can't be performed and will not be tried again. */
export interface DeliveryFailed {
  readonly type: 'deliveryFailed';
  readonly effect: Effect;
  readonly reason: FailureReason;
}

interface MessageChanged {
  /** Who wrote it: the copies are on the other side. */
  readonly side: 'user' | 'staff';
  readonly author: Author;
  /** As it was before. */
  readonly before: Writing;
  /** Its copy on the other side, by part. */
  readonly standing: readonly Standing[];
  /** What the post shows of it, where it wasn't written there but typed into `/send`. */
  readonly shown?: Shown;
}

/** What the post shows of a message that was typed into `/send`, and who changes it. */
export interface Shown {
  readonly by: Person;
  readonly standing: readonly Standing[];
}

/** Staff want a message changed that was typed into `/send`, by the menus of what the post shows of it. */
export interface ReplyChangeAsked {
  readonly type: 'replyChangeAsked';
  readonly wish: { readonly type: 'askForText' | 'delete' } | { readonly type: 'edit'; readonly text: string };
  /** What the menu was used on. */
  readonly messageId: MessageId;
  readonly by: Person;
  readonly target: ReplyTarget;
}

/** Such a message, one that was written in the post, or something else. */
export type ReplyTarget =
  | {
      readonly what: 'reply';
      readonly authorId: UserId;
      readonly facts: Required<MessageChanged>;
    }
  | { readonly what: 'written' | 'deleted' | 'other' };

/** Somebody edited a message that was relayed. */
export interface MessageEdited extends MessageChanged {
  readonly type: 'messageEdited';
  readonly after: Writing;
}

/** A message that was relayed was deleted where it was written. */
export interface MessageDeleted extends MessageChanged {
  readonly type: 'messageDeleted';
}

/** Discord told that a message was edited. */
export interface Edited {
  readonly type: 'edited';
  readonly channelId: ChannelId;
  readonly messageId: MessageId;
  readonly text: string;
  readonly files: readonly FileLink[];
  readonly editedAt: number;
}

/** Discord told that a message was edited, and doesn't show what it says now. */
export interface EditUnread {
  readonly type: 'editUnread';
  readonly channelId: ChannelId;
  readonly messageId: MessageId;
  readonly editedAt: number;
}

/** Discord told that a message was deleted. */
export interface Deleted {
  readonly type: 'deleted';
  readonly channelId: ChannelId;
  readonly messageId: MessageId;
}

/** What can happen to a ticket. */
export type TicketEvent =
  | MessageEdited
  | MessageDeleted
  | EditUnread
  | UserWrote
  | StaffWrote
  | CloseCommanded
  | ClosingConfirmed
  | CloseRequested
  | CloseRequestWithdrawn
  | CloseRequestAnswered
  | FeedbackRated
  | FeedbackSent
  | ClosingDue
  | SilenceDue
  | ClosingOrdered
  | MessageAsked
  | MessageTyped
  | SendingAsked
  | ReplyChangeAsked
  | HandlingCommanded
  | NoteWritten
  | MoveCommanded
  | ReopeningAsked
  | DraftJoined
  | PostOpened
  | PostDeleted
  | MembershipChanged
  | Delivered
  | DeliveryFailed;

/** What can happen to a user's inbox, before and beside tickets. */
export type InboxEvent =
  UserWrote | MemberLookedUp | FilesLookedAt | PromptAnswered | PromptChosen | PromptFilledIn | PromptLapsed;

/** What happens at a time of its own. */
export type TimedEvent = PromptLapsed | ClosingDue | SilenceDue | ClosingOrdered | MembersAwaited;
