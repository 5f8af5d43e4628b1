import type { Effect } from './effects.ts';
import type { ChannelId, FileLink, Member, MessageId, Person, PostId, ServerId, UserId, Writing } from './ticket.ts';

/** A user wrote to the bot by direct message. */
export interface UserWrote {
  readonly type: 'userWrote';
  readonly user: Person;
  /** The DM channel. */
  readonly channelId: ChannelId;
  readonly writing: Writing;
}

/** Somebody wrote in a post. */
export interface StaffWrote {
  readonly type: 'staffWrote';
  readonly postId: PostId;
  readonly author: Person;
  readonly isBot: boolean;
  readonly writing: Writing;
}

/** Discord was asked whether a user is a member of a server: it knows them, or (`member: null`) it doesn't. */
export interface MemberLookedUp {
  readonly type: 'memberLookedUp';
  readonly userId: UserId;
  readonly serverId: ServerId;
  readonly member: Member | null;
}

/** Staff used `/close`. */
export interface CloseCommanded {
  readonly type: 'closeCommanded';
  readonly postId: PostId;
  readonly by: Person;
  readonly comment: string | null;
  readonly shareComment: boolean;
  readonly notifyUser: boolean;
}

/** An effect was performed. `messageId`, where it made a message. */
export interface Delivered {
  readonly type: 'delivered';
  readonly effect: Effect;
  readonly messageId: MessageId | null;
}

/** The ticket's post exists. */
export interface PostOpened {
  readonly type: 'postOpened';
  readonly postId: PostId;
}

/** Why an effect will not be tried again. */
export type FailureReason = 'closedDms' | 'gone' | 'forbidden' | 'tooLarge' | 'refused';

/** An effect can't be performed and will not be tried again. */
export interface DeliveryFailed {
  readonly type: 'deliveryFailed';
  readonly effect: Effect;
  readonly reason: FailureReason;
}

interface MessageChanged {
  /** Who wrote it: the copies are on the other side. */
  readonly side: 'user' | 'staff';
  readonly authorName: string;
  /** As it was relayed last, and whether that was an edit already. */
  readonly before: Writing;
  readonly wasEdited: boolean;
  /** Which parts of its copy (1-based) still wait to be sent. */
  readonly unsent: readonly number[];
}

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

/** Discord told that a message was deleted. */
export interface Deleted {
  readonly type: 'deleted';
  readonly channelId: ChannelId;
  readonly messageId: MessageId;
}

/** What can happen to a ticket. */
export type TicketEvent =
  MessageEdited | MessageDeleted | UserWrote | StaffWrote | CloseCommanded | PostOpened | Delivered | DeliveryFailed;

/** What can happen to a user's inbox, before and beside tickets. */
export type InboxEvent = UserWrote | MemberLookedUp;
