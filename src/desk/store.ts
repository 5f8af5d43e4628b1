import type { Recorded } from '../ticket/decision.ts';
import type { LeftOut } from '../ticket/attached.ts';
import type { Barred, BlacklistEntry } from '../ticket/blacklist.ts';
import type { EarlierTicket } from '../ticket/effects.ts';
import type { TimedEvent } from '../ticket/events.ts';
import type { FormAnswer } from '../ticket/form.ts';
import type { Prompt } from '../ticket/inbox.ts';
import type { Rewrite } from '../ticket/rewrite.ts';
import type { Override } from '../ticket/setting.ts';
import type { Snippet, SnippetProblem } from '../ticket/snippet.ts';
import type {
  Author,
  ChannelId,
  MessageId,
  Person,
  PostId,
  ServerId,
  Ticket,
  TicketId,
  UserId,
  Writing,
} from '../ticket/ticket.ts';
import type { OpeningTable, OutsideTable } from './outside-tables.ts';
import type { FloodTable, LookUpTable, PanelTable, PauseTable, UserTables } from './user-tables.ts';
import type { CopiedFile, Entry, EntryProgress, NewEntry, Place } from './ports.ts';

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
  /** An attempt goes without these files. */
  leaveOut(id: number, files: readonly LeftOut[]): void;
  /** The places in which something waits for an entry. */
  waitingFor(id: number): readonly Place[];
  remove(id: number): void;
  /** Removes an entry and everything that waits for it. */
  removeWithFollowers(id: number): void;
  /** Whether any part of a message's copy is still to be sent, attempted or not. */
  isSending(place: Place, source: MessageId): boolean;
  /** What waits in a place to be done about a message's copy: sending, editing, deleting its parts. In order. */
  about(place: Place, source: MessageId): readonly Entry[];
  /** Changes a part that was never attempted, or (`null`) takes it out. */
  rewrite(place: Place, source: MessageId, part: number, outgoing: Rewrite['outgoing']): void;
  /** Gives up the copies of a message that still wait in a place. */
  giveUp(place: Place, source: MessageId): void;
  /** The entries of a place, in the order in which they were queued. */
  waitingIn(place: Place): readonly number[];
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
  /** What was relayed in it; `null`: nothing. */
  readonly content: string | null;
  readonly files?: readonly CopiedFile[];
}

/** A part of a message's copy. */
export interface CopiedPart {
  readonly part: number;
  readonly content: string | null;
  readonly files: readonly CopiedFile[];
}

/** A message somebody wrote, for the record. */
export interface RecordedMessage {
  /** `null`: it was typed into a command. */
  readonly channelId: ChannelId | null;
  readonly writing: Writing;
  readonly author: Person;
  /** The name under which the user reads it, where that isn't the author's. */
  readonly shownAs?: string | null;
  readonly side: 'user' | 'staff';
  readonly userId: UserId;
  /** `null` while it is part of a draft. */
  readonly ticketId: TicketId | null;
  readonly became: Recorded | 'draft';
}

/** A message in the record, with what became of it. */
export interface KnownMessage {
  readonly writing: Writing;
  readonly author: Author;
  readonly side: 'user' | 'staff';
  /** It was typed into a command. */
  readonly isTyped: boolean;
  readonly ticketId: TicketId | null;
  readonly became: Recorded | 'draft';
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
}

export interface ClosedTicket {
  readonly ticketId: TicketId;
  readonly closedAt: number;
}

/** Everything that outlives the process. Every call outside a transaction is one of its own. */
export interface Store extends UserTables {
  /** Runs in one transaction that holds the write lock from the start: all of it is kept, or nothing. */
  transaction<T>(run: () => T): T;
  /** `false` where an event with this key was handled before. */
  isFirst(eventKey: string, now: number): boolean;

  ticket(id: TicketId): Ticket | null;
  ticketOfPost(postId: PostId): Ticket | null;
  /** Those of one user in a server: an anonymous one first, then the latest. */
  openTicketsOf(userId: UserId, serverId: ServerId): readonly Ticket[];
  /** The open ticket of a user that a message in their DM, theirs or ours, belongs to. */
  openTicketOfMessage(messageId: MessageId, userId: UserId, serverId: ServerId): TicketId | null;
  /** The names that stand for the users of a server's open tickets. */
  openNames(serverId: ServerId): readonly string[];
  openTickets(): readonly Ticket[];
  /** Up to 25 tickets of a server whose number or user's name begins like a text, newest first. */
  proposals(
    serverId: ServerId,
    which: 'open' | 'closed' | 'all',
    text: string,
  ): readonly { readonly id: TicketId; readonly userName: string }[];
  /** The DMs in which something may have been written that belongs to a ticket or a draft. */
  channelsOfWaitingUsers(): readonly ChannelId[];
  /** The ticket that was closed last, unless that is longer ago. */
  lastClosed(userId: UserId, serverId: ServerId, closedSince: number): ClosedTicket | null;
  /** The closed ticket of a user that a message in their DM, theirs or ours, belongs to. */
  closedTicketOfMessage(messageId: MessageId, userId: UserId, serverId: ServerId): ClosedTicket | null;
  /** The ticket that was found closed, and was open when something was written then (epoch ms): it was delivered. */
  ticketFoundClosed(userId: UserId, serverId: ServerId, writtenAt: number): TicketId | null;
  /** Whether a ticket's closing was found out from its post, after the database forgot it. */
  wasFoundClosed(ticketId: TicketId): boolean;
  /** Who wrote last of what was relayed, in which message, and whether staff ever did. */
  lastTurn(ticketId: TicketId): {
    readonly last: 'user' | 'staff' | null;
    readonly messageId: MessageId | null;
    readonly hasStaffWritten: boolean;
  };
  /** The DMs of users who are not waiting for anything, active since a message ID, most recently active first. */
  channelsOfEarlierUsers(since: string): readonly ChannelId[];
  earlierTickets(userId: UserId, serverId: ServerId): { count: number; latest: readonly EarlierTicket[] };
  nextTicketId(): TicketId;
  /** No ticket gets this number, nor a lower one that none has yet. */
  skipTicketId(id: TicketId): void;
  saveTicket(ticket: Ticket): void;
  /** Keeps what its user filled in before a ticket was opened. */
  saveFormAnswers(ticketId: TicketId, answers: readonly FormAnswer[]): void;
  /** The posts of closed tickets in which something was seen within the last ten minutes in which anything was; the latest first. */
  postsClosedLately(atMost: number): readonly ChannelId[];
  /** Whether the ticket's log knows its user as a member of the server; they begin as one. */
  isMemberAsLogged(ticketId: TicketId): boolean;
  log(
    ticketId: TicketId,
    at: number,
    entry: { readonly type: string; readonly by: UserId | null; readonly detail: string | null },
  ): void;

  record(message: RecordedMessage): void;
  /** A message that somebody wrote, as it is now; `null`: it isn't known. */
  recorded(messageId: MessageId): KnownMessage | null;
  /** What people wrote in a channel and didn't delete, from one message ID to another (both included), in order. */
  writtenIn(channelId: ChannelId, from: string, until: string): readonly MessageId[];
  /** Keeps the earlier text. */
  recordEdit(messageId: MessageId, after: Pick<Writing, 'text' | 'files'>, editedAt: number): void;
  /** What a message says that couldn't be read before. */
  recordContent(messageId: MessageId, content: Pick<Writing, 'text' | 'files'>): void;
  /** An edit that changed nothing: an older one that is told later means nothing either. */
  recordNoEdit(messageId: MessageId, editedAt: number): void;
  recordDeletion(messageId: MessageId, now: number): void;
  /** The user reads it under another name than its author's. */
  recordName(messageId: MessageId, shownAs: string): void;
  /** A message is something else now than when it was written. */
  reclassify(messageId: MessageId, became: Recorded): void;
  draft(userId: UserId): readonly Writing[];
  endDraft(userId: UserId, ticketId: TicketId | null, became: Recorded): void;

  addCopy(copy: Copy): void;
  /** What was made from a message belongs to a ticket from now on. */
  giveCopies(source: MessageId, ticketId: TicketId): void;
  isCopy(messageId: string): boolean;
  /** What a message of ours was made from; `null`: nothing, or it isn't ours. */
  sourceOf(messageId: MessageId): MessageId | null;
  /** The message that stands for this one on the other side (its first part), or the one that it was made from. */
  counterpart(messageId: MessageId, place: Place): MessageId | null;

  /** The parts of a message's copy that stand in a place. */
  copiesOf(source: MessageId, place: Place): readonly CopiedPart[];
  /** A part of a copy says something else now, has (where told) fewer files, or (`null`) doesn't stand there any more. */
  changeCopy(
    source: MessageId,
    place: Place,
    part: number,
    change: { readonly content: string; readonly keeps?: readonly string[] } | null,
  ): void;
  /** Where a part of a message's copy stands. */
  copyOf(source: MessageId, place: Place, part: number): MessageId | null;

  /** The newest message of a channel that was handled: what comes after it may be new. */
  newest(channelId: ChannelId): string | null;
  sawMessage(channelId: ChannelId, messageId: string): void;

  /** What a user was asked about their draft. */
  prompt(userId: UserId): Prompt | null;
  savePrompt(userId: UserId, prompt: Prompt): void;
  endPrompt(userId: UserId): void;

  readonly outside: OutsideTable;
  readonly openings: OpeningTable;
  readonly outbox: Outbox;
  readonly timers: TimerTable;
  readonly blacklist: Blacklist;
  readonly overrides: OverrideTable;
  readonly panels: PanelTable;
  readonly pauses: PauseTable;
  readonly floods: FloodTable;
  readonly lookUps: LookUpTable;
  readonly snippets: SnippetTable;
}

/** Who opens no new tickets. An entry that has ended is as if it weren't there. */
export interface Blacklist {
  /** An entry about the same is replaced. */
  add(serverId: ServerId, entry: BlacklistEntry, now: number): void;
  remove(serverId: ServerId, barred: Barred): void;
  clear(serverId: ServerId): void;
  /** At most so many; gives how many there were. */
  clearSome(serverId: ServerId, count: number): number;
  get(serverId: ServerId, barred: Barred, now: number): BlacklistEntry | null;
  /** All that may bar a user: their own entry, those by their tickets, and each one by a role. */
  about(serverId: ServerId, userId: UserId, now: number): readonly BlacklistEntry[];
  /** The newest first, those by ticket behind all others. */
  list(
    serverId: ServerId,
    now: number,
    page?: { readonly limit: number; readonly offset: number },
  ): readonly BlacklistEntry[];
  count(serverId: ServerId, now: number): number;
  /** When a user was told last that they are on it. */
  toldAt(serverId: ServerId, userId: UserId): number | null;
  tell(serverId: ServerId, userId: UserId, now: number): void;
}

/** What managers set in place of the configuration file. */
export interface OverrideTable {
  /** By name. */
  all(serverId: ServerId): readonly Override[];
  /** One with the same name is replaced. */
  save(serverId: ServerId, override: Override): void;
  /** `false`: there was none. */
  remove(serverId: ServerId, name: string): boolean;
}

/** The reusable texts of the servers. */
export interface SnippetTable {
  get(serverId: ServerId, name: string): Snippet | null;
  /** By name. */
  all(serverId: ServerId): readonly Snippet[];
  /** Why no snippet may be added under this name; `null`: it may. */
  problemOfAdding(serverId: ServerId, name: string): SnippetProblem | null;
  /** Keeps a new one, or says why not. `by`: `null`: it was done by the command line. */
  add(
    serverId: ServerId,
    snippet: Snippet,
    change: { readonly by: UserId | null; readonly at: number },
  ): SnippetProblem | null;
  /** Changes one that is there, or says why not. */
  edit: SnippetTable['add'];
  /** `false`: there was none. */
  remove(serverId: ServerId, name: string): boolean;
}

/** What happens at a time of its own. */
export interface TimerTable {
  /** A timer with the same key is replaced. */
  set(key: string, dueAt: number, event: TimedEvent): void;
  cancel(key: string): void;
  /** Those that are due by now, in that order. */
  due(now: number): readonly { readonly key: string; readonly event: TimedEvent }[];
  /** When the first one after this instant is due; `null`: none is. */
  nextAfter(instant: number): number | null;
  /** Takes one out, where it is there and due by now. */
  take(key: string, now: number): TimedEvent | null;
}
