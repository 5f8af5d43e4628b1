import type { EarlierTicket, Effect, Outgoing, Urgency } from '../ticket/effects.ts';
import type { CloseCommanded, Deleted, Edited, FailureReason, StaffWrote, UserWrote } from '../ticket/events.ts';
import type { Recorded } from '../ticket/decision.ts';
import type {
  ChannelId,
  Member,
  MessageId,
  Person,
  PostId,
  ServerId,
  Ticket,
  TicketId,
  UserId,
  Writing,
} from '../ticket/ticket.ts';

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
  /** Between 0 and 1, for jitter. */
  fraction(): number;
}

/** A queue: a user's DM, a ticket's post, or a look-up. One send at a time. */
export type Place = `user/${string}` | `post/${number}` | `member/${string}`;

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
}

/** What performing a request gave. */
export type Result =
  | { readonly type: 'message'; readonly messageId: MessageId }
  | { readonly type: 'post'; readonly postId: PostId }
  | { readonly type: 'member'; readonly member: Member | null }
  | { readonly type: 'done' };

/**
 * Discord or the network said no. `busy` and `down`: nothing was done, later it may be. `unknownOutcome`: nobody knows
 * whether it was done. `unauthorized`: the token is no longer valid. The rest will not get better by itself.
 */
export interface Failure {
  readonly kind: FailureReason | 'busy' | 'down' | 'unknownOutcome' | 'unauthorized';
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
  /** The copy that is to be edited or deleted. */
  readonly copyId: MessageId | null;
}

/** Turns effects into requests and performs them. */
export interface Courier {
  /** Makes an effect's request. No I/O. `null`: there is nowhere (any more) to send it to. */
  prepare(effect: Effect, address: Address, nonce: string): Request | null;
  /** One attempt. Never throws. */
  perform(effect: Effect, request: Request): Promise<Outcome>;
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
}

export type Found =
  { readonly ok: true; readonly result: Result | null } | { readonly ok: false; readonly failure: Failure };

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
  /** A waiting entry of the same place with the same key is replaced. */
  readonly coalescingKey: string | null;
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

/** The effects that are still to be performed. */
export interface Outbox {
  add(entry: NewEntry): number;
  get(id: number): Entry | null;
  byNonce(nonce: string): Entry | null;
  /** The entry that opens the post with this mark. */
  opening(mark: string): Entry | null;
  /** The next entry of a place and whether it is due, or `null` where nothing waits. See `desk/delivery.ts`. */
  next(place: Place, now: number): { readonly entry: Entry; readonly dueAt: number } | null;
  progress(id: number, progress: EntryProgress): void;
  remove(id: number): void;
  /** Removes an entry and everything that waits for it. */
  removeWithFollowers(id: number): void;
  /** Whether any part of a message's copy is still to be sent, attempted or not. */
  isSending(place: Place, source: MessageId): boolean;
  /** The parts of a message's copy that were never attempted. */
  unsent(place: Place, source: MessageId): readonly number[];
  /** Changes a part that was never attempted, or (`null`) takes it out. */
  rewrite(place: Place, source: MessageId, part: number, outgoing: Outgoing | null): void;
  /** Gives up the copies of a message that still wait in a place. */
  giveUp(place: Place, source: MessageId): void;
  places(): readonly Place[];
  /** How many entries wait. */
  size(): number;
}

/** A message of ours, as it stands on the other side. */
export interface Copy {
  readonly messageId: MessageId;
  readonly place: Place;
  readonly ticketId: TicketId | null;
  readonly source: MessageId | null;
  readonly part: number;
}

/** A message somebody wrote, for the record. */
export interface RecordedMessage {
  readonly writing: Writing;
  readonly author: Person;
  readonly side: 'user' | 'staff';
  readonly userId: UserId;
  /** `null` while it is part of a draft. */
  readonly ticketId: TicketId | null;
  readonly became: Recorded | 'draft';
}

/** A message in the record, with what became of it. */
export interface KnownMessage {
  readonly writing: Writing;
  readonly authorName: string;
  readonly side: 'user' | 'staff';
  readonly ticketId: TicketId | null;
  readonly became: Recorded | 'draft';
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
}

/** What is stored about a user beside tickets. */
export interface StoredUser {
  readonly person: Person;
  readonly channelId: ChannelId | null;
  readonly draftFor: ServerId | null;
  readonly refusedAt: number | null;
}

/** Everything that outlives the process. Every call outside a transaction is one of its own. */
export interface Store {
  /** Runs in one transaction that holds the write lock from the start: all of it is kept, or nothing. */
  transaction<T>(run: () => T): T;
  /** `false` where an event with this key was handled before. */
  isFirst(eventKey: string, now: number): boolean;

  user(id: UserId): StoredUser | null;
  saveUser(user: StoredUser): void;
  member(serverId: ServerId, userId: UserId, knownSince: number): Member | null;
  saveMember(member: Member, now: number): void;

  ticket(id: TicketId): Ticket | null;
  ticketOfPost(postId: PostId): Ticket | null;
  openTicketOf(userId: UserId, serverId: ServerId): Ticket | null;
  openTickets(): readonly Ticket[];
  /** The DMs in which something may have been written that belongs to a ticket or a draft. */
  channelsOfWaitingUsers(): readonly ChannelId[];
  earlierTickets(userId: UserId, serverId: ServerId): { count: number; latest: readonly EarlierTicket[] };
  nextTicketId(): TicketId;
  saveTicket(ticket: Ticket): void;
  log(
    ticketId: TicketId,
    at: number,
    entry: { readonly type: string; readonly by: UserId | null; readonly detail: string | null },
  ): void;

  record(message: RecordedMessage): void;
  /** A message that somebody wrote, as it is now; `null`: it isn't known. */
  recorded(messageId: MessageId): KnownMessage | null;
  /** Keeps the earlier text. */
  recordEdit(messageId: MessageId, after: Pick<Writing, 'text' | 'files'>, editedAt: number): void;
  recordDeletion(messageId: MessageId, now: number): void;
  /** A message is something else now than when it was written. */
  reclassify(messageId: MessageId, became: Recorded): void;
  draft(userId: UserId): readonly Writing[];
  endDraft(userId: UserId, ticketId: TicketId | null): void;

  addCopy(copy: Copy): void;
  isCopy(messageId: string): boolean;
  /** The message that stands for this one on the other side (its first part), or the one that it was made from. */
  counterpart(messageId: MessageId, place: Place): MessageId | null;

  /** Where a part of a message's copy stands. */
  copyOf(source: MessageId, place: Place, part: number): MessageId | null;

  /** The newest message of a channel that was handled: what comes after it may be new. */
  newest(channelId: ChannelId): string | null;
  sawMessage(channelId: ChannelId, messageId: string): void;

  readonly outbox: Outbox;
}

/** A message as it stands in a channel. `event`: what it means, or `null` where it is ours or means nothing. */
export interface ChannelMessage {
  readonly channelId: ChannelId;
  readonly messageId: MessageId;
  readonly event: OutsideEvent | null;
}

/** Reads what stands in channels, for the time when nobody listened. */
export interface History {
  /** Up to 100 messages newer than a message, or than an instant, oldest first. */
  read(channelId: ChannelId, from: { readonly after: string } | { readonly since: number }): Promise<Page>;
  /** When a channel or message was made, in epoch ms. */
  madeAt(id: string): number;
}

export type Page =
  | { readonly ok: true; readonly messages: readonly ChannelMessage[]; readonly isLast: boolean }
  | { readonly ok: false; readonly failure: Failure };

/** What can happen out there. Its key makes that it counts once, however often Discord tells. */
export type OutsideEvent = { readonly key: string } & (UserWrote | StaffWrote | Edited | Deleted | CloseCommanded);
