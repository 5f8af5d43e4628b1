import type { Effect } from './effects.ts';
import type { ChannelId, Member, MessageId, Person, PostId, ServerId, UserId, Writing } from './ticket.ts';

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

/** What can happen to a ticket. */
export type TicketEvent = UserWrote | StaffWrote | CloseCommanded | PostOpened | Delivered | DeliveryFailed;

/** What can happen to a user's inbox, before and beside tickets. */
export type InboxEvent = UserWrote | MemberLookedUp;
