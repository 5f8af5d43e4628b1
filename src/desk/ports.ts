import type { Attached, LeftOut } from '../ticket/attached.ts';
import type { Effect, Urgency } from '../ticket/effects.ts';
import type { BlacklistCommanded } from '../ticket/blacklist-commands.ts';
import type { LookUpCommand, ManagerCommand, SnippetUsed, StaffCommand } from '../ticket/commands.ts';
import type {
  CloseRequestAnswered,
  Deleted,
  Edited,
  EditUnread,
  FailureReason,
  StaffWrote,
  UserWrote,
} from '../ticket/events.ts';
import type { PromptAnswered, PromptChosen, PromptFilledIn } from '../ticket/prompt-events.ts';
import type { FeedbackRated, FeedbackSent } from '../ticket/feedback-events.ts';
import type { PersonalCommand } from '../ticket/personal-commands.ts';
import type { ChannelId, Member, MessageId, Person, PostId, ServerId, TicketId } from '../ticket/ticket.ts';

/** The time, in epoch ms, and a way to be called later. Tests bring their own. */
export interface Clock {
  now(): number;
  /** Calls back once after `delayMs`; the result cancels. */
  after(delayMs: number, run: () => void): () => void;
}

/** Randomness that nobody can guess. */
export interface Random {
  /** Marks a post: short, lower case. */
  mark(): string;
  /** Marks a message while it is being sent: at most 25 characters, never the same twice. */
  nonce(): string;
  /** A whole number from 0 on, below a limit. */
  below(limit: number): number;
  /** Between 0 and 1, for jitter. */
  fraction(): number;
}

/** A queue: a user's DM, a ticket's post, another channel, a look-up, or the answer to an interaction. One send at a time. */
export type Place =
  | `user/${string}`
  | `post/${number}`
  | `channel/${string}`
  | `member/${string}`
  | `dm/${string}`
  | `files/${string}`
  | `answer/${string}`;

/**
 * A request as it will be sent, however often: made once, stored before the first attempt.
 * `repeat` tells what happens when it is sent a second time.
 */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below Discord's API base, such as `/channels/1/messages`. */
  readonly path: string;
  readonly body: unknown;
  /**
   * `harmless`: the same state as after the first. `onceByNonce`: nothing new for a few minutes, then a second message.
   * `never`: a second post.
   */
  readonly repeat: 'harmless' | 'onceByNonce' | 'never';
  /** The channel in which the message that it makes is found again, where its path tells of another one. */
  readonly channelId?: ChannelId;
  /** Fetched anew before each attempt, and not part of what a message is known by. */
  readonly files?: RequestFiles;
  /** A picture that is drawn from this, anew before each attempt, and goes along as `avatar.png`. */
  readonly picture?: string;
  /** A ticket's transcript that is written anew before each attempt, and what the request says where it is too large. */
  readonly transcript?: { readonly ticketId: TicketId; readonly language: string; readonly otherwise: unknown };
}

/** Files that a request takes along. */
export interface RequestFiles extends Attached {
  /** The message that they came with: Discord gives fresh links there. */
  readonly channelId: ChannelId | null;
  readonly messageId: MessageId;
}

/** A file as it stands in a message of ours. */
export interface SentFile {
  readonly id: string;
  readonly size: number;
}

/** A file of a copy: its ID in the original and in the copy; `null`: the copy has a link to it. */
export interface CopiedFile {
  readonly source: string;
  readonly id: string | null;
}

/** What performing a request gave. */
export type Result =
  | {
      readonly type: 'message';
      readonly messageId: MessageId;
      readonly files?: readonly SentFile[];
      /** What it says, where that isn't what it should. */
      readonly says?: string;
    }
  /** No message: none of the files that it was to consist of could be passed on. */
  | { readonly type: 'nothing' }
  | { readonly type: 'post'; readonly postId: PostId }
  | { readonly type: 'member'; readonly member: Member | null }
  /** The DM with somebody, who is called so. */
  | { readonly type: 'dm'; readonly channelId: ChannelId; readonly user: Person }
  /** Which of the files that were looked at can't be passed on. */
  | { readonly type: 'looked'; readonly refused: readonly LeftOut[] }
  | { readonly type: 'done' };

/** What Discord may take out of sight: a configured server (for look-ups of its members), or the forum of its tickets. */
export interface Spot {
  readonly what: 'server' | 'forum';
  readonly serverId: ServerId;
}

/** Knows what is in sight. What isn't comes back some day: what is for it waits, and costs no requests meanwhile. */
export interface Sight {
  isInSight(spot: Spot): boolean;
  /** A request was answered as if nothing were there: asks Discord whether at least the spot is. Where nobody knows, it isn't. */
  ask(spot: Spot): Promise<boolean>;
}

/**
 * Discord or the network said no. `busy` and `down`: nothing was done, later it may be. `unknownOutcome`: nobody knows
 * whether it was done. `unauthorized`: the token is no longer valid. `lost` and `hidden`: the whole channel or server isn't
 * there, or the bot may not see it. The rest will not get better by itself.
 */
export interface Failure {
  readonly kind: FailureReason | 'busy' | 'down' | 'unknownOutcome' | 'unauthorized' | 'lost' | 'hidden';
  readonly retryAfterMs: number | null;
  /** For the log. */
  readonly cause: string;
}

export type Outcome =
  { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly failure: Failure };

/** Where an effect's symbolic places are, and which message it answers, at the moment its request is made. */
export interface Address {
  readonly channelId: ChannelId | null;
  readonly replyTo: MessageId | null;
  /** The message that is to be edited or deleted, where the effect doesn't name it. */
  readonly copyId: MessageId | null;
  /** The files in it. */
  readonly copyFiles: readonly CopiedFile[];
  /** Where the message was written that is passed on. */
  readonly sourceChannelId: ChannelId | null;
}

/** Turns effects into requests and performs them. */
export interface Courier {
  /** Makes an effect's request. No I/O. `null`: there is nowhere (any more) to send it to. */
  prepare(effect: Effect, address: Address, nonce: string): Request | null;
  /** One attempt. Never throws. `leaveOut` is told, before anything is sent, which files the message goes without. */
  perform(effect: Effect, request: Request, leaveOut: (files: readonly LeftOut[]) => void): Promise<Outcome>;
  /**
   * Looks whether a message or post of ours that equals the request exists already, among those newer than `after`.
   * `isKnown` tells the messages that belong to other effects. A `result` of `null`: it isn't there.
   */
  find(effect: Effect, request: Request, search: Search): Promise<Found>;
}

export interface Search {
  /** The newest message that was known in the place before the first attempt, where there was one. */
  readonly after: string | null;
  /** When the first attempt began, in epoch ms. */
  readonly since: number;
  isKnown(messageId: string): boolean;
  /**
   * What was sent isn't known, and what it was made from was edited since: the copy may say so behind the name, or say what the original said before.
   * Such a one is taken only where nothing else that waits is to say the same.
   */
  readonly edited: { isAwaited(content: string): boolean } | null;
  /** Its original was deleted: the copy may say so behind the name. */
  readonly isMarked: boolean;
  /** What waits to be made of the copy, which may have been done before the database forgot it: it says either. `null`: nothing. */
  readonly becomes: string | null;
  /** It may have been taken away: so many of those that say the same, this one among them, are left for others. */
  leaves(messageId: string): number;
}

/** `isAllKnown`: no other message of ours was met that belongs to nothing known. */
export type Found =
  | { readonly ok: true; readonly result: Result | null; readonly isAllKnown: boolean }
  | { readonly ok: false; readonly failure: Failure };

/** `sending`: the first attempt may be under way, or was when the process ended. `unknown`: an attempt's outcome is not known. */
export type EntryState = 'queued' | 'sending' | 'unknown';

/** An effect in the outbox. */
export interface Entry {
  readonly id: number;
  readonly ticketId: TicketId | null;
  readonly place: Place;
  readonly urgency: Urgency;
  readonly effect: Effect;
  readonly state: EntryState;
  readonly request: Request | null;
  /** Files that the last attempt went without. */
  readonly leftOut: readonly LeftOut[];
  /** Everything in the place newer than this message may be ours. */
  readonly anchor: string | null;
  readonly attempts: number;
  /** The earliest attempt whose outcome isn't known. */
  readonly unknownSince: number | null;
  readonly notBefore: number;
  /** Until then it waits for the ticket's other messages. */
  readonly patientUntil: number | null;
}

export interface NewEntry {
  readonly ticketId: TicketId | null;
  readonly place: Place;
  readonly urgency: Urgency;
  readonly effect: Effect;
  readonly coalescingKey: string | null;
  /** Waiting entries of the same place whose key this is are replaced. */
  readonly replacedKey: string | null;
  readonly after: readonly number[];
  readonly notBefore: number;
  readonly patientUntil: number | null;
  readonly state: EntryState;
  readonly unknownSince: number | null;
  readonly anchor: string | null;
}

/** What is written down about an entry as it is attempted. */
export interface EntryProgress {
  readonly state: EntryState;
  readonly request?: Request | null;
  readonly nonce?: string;
  readonly anchor?: string | null;
  readonly attempts: number;
  readonly unknownSince: number | null;
  readonly notBefore: number;
}

/** A message as it stands in a channel. `event`: what it means, or `null` where it is ours or means nothing. */
export interface ChannelMessage {
  readonly channelId: ChannelId;
  readonly messageId: MessageId;
  readonly event: OutsideEvent | null;
  /** That it was edited, where it was, and it was read and not told. */
  readonly edit?: OutsideEvent | null;
}

/** Which messages of a channel: newer than one, or than an instant; older than one; or the newest there are. */
export type Stretch =
  { readonly after: string } | { readonly since: number } | { readonly before: string } | { readonly newest: true };

/** Reads what stands in channels, for the time when nobody listened. */
export interface History {
  /** Up to 100 messages of a stretch, oldest first: those at its beginning, or (`before`, `newest`) at its end. */
  read(channelId: ChannelId, stretch: Stretch, pace: 'urgent' | 'background'): Promise<Page>;
  /** When a channel or message was made, in epoch ms. */
  madeAt(id: string): number;
  /** The smallest ID that anything made at an instant can have. */
  firstIdAt(at: number): string;
}

export type Page =
  | { readonly ok: true; readonly messages: readonly ChannelMessage[]; readonly isLast: boolean }
  | { readonly ok: false; readonly failure: Failure };

/** A message of ours that somebody sees: they pressed a button below it, or used a menu on what our webhook wrote. */
export type Pressed = { readonly messageId: MessageId } & ({ readonly customId: string } | { readonly says: string });

/** What can happen out there. Its key makes that it counts once, however often Discord tells. */
export type OutsideEvent = { readonly key: string; readonly pressed?: Pressed } & (
  | UserWrote
  | StaffWrote
  | Edited
  | EditUnread
  | Deleted
  | StaffCommand
  | LookUpCommand
  | BlacklistCommanded
  | SnippetUsed
  | ManagerCommand
  | PersonalCommand
  | PromptAnswered
  | PromptChosen
  | PromptFilledIn
  | CloseRequestAnswered
  | FeedbackRated
  | FeedbackSent
);
