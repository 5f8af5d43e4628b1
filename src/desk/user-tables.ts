import type { Panel } from '../ticket/panel.ts';
import type { Pause } from '../ticket/pausing.ts';
import type { DraftFor } from '../ticket/inbox.ts';
import type { FoundMessage, ListedTicket, WrittenCounts } from '../ticket/look-up-statement.ts';
import type { ChannelId, Member, MessageId, Person, ServerId, TicketId, UserId } from '../ticket/ticket.ts';

/** What is stored about a user beside tickets. */
export interface StoredUser {
  readonly person: Person;
  readonly channelId: ChannelId | null;
  readonly draftFor: DraftFor | null;
  readonly refusedAt: number | null;
}

/** What a user said about themselves; `null`: nothing. */
export interface Preferences {
  readonly language: string | null;
  /** With several open tickets, what they write goes to the one that was active last. */
  readonly autoRedirect: boolean;
}

/** In which of several open tickets somebody said that they speak, and when they did so last. */
export interface Conversation {
  readonly ticketId: TicketId;
  readonly spokenAt: number;
}

/** What staff look up about tickets; nothing of it says who an anonymous user is. */
export interface LookUpTable {
  written(ticketId: TicketId): WrittenCounts;
  /** A user's tickets in a server, but for one and those in which they are anonymous. Of somebody who was forgotten there are none. */
  countOf(userId: UserId, serverId: ServerId, except: TicketId | null): number;
  /** The same, newest first. */
  listOf(
    userId: UserId,
    serverId: ServerId,
    page: { readonly except: TicketId | null; readonly limit: number; readonly offset: number },
  ): readonly ListedTicket[];
  /** The newest messages of a server's tickets that say so, of those that staff could read. */
  find(text: string, serverId: ServerId, limit: number): readonly FoundMessage[];
}

/** What is stored about people, and about them as members of servers. */
export interface UserTables {
  user(id: UserId): StoredUser | null;
  saveUser(user: StoredUser): void;
  member(serverId: ServerId, userId: UserId, knownSince: number): Member | null;
  saveMember(member: Member, now: number): void;
  /** Whether Discord said, since their draft was begun, that a user is no member. */
  isAbsent(serverId: ServerId, userId: UserId): boolean;
  saveAbsence(serverId: ServerId, userId: UserId): void;
  forgetAbsences(userId: UserId): void;
  preferences(userId: UserId): Preferences;
  savePreferences(userId: UserId, preferences: Preferences): void;
  conversation(userId: UserId): Conversation | null;
  saveConversation(userId: UserId, conversation: Conversation): void;
  endConversation(userId: UserId): void;
  /** What the user of a ticket wrote first in it. */
  beginningOf(ticketId: TicketId): string;
}

/** The servers that take no new tickets for a while. */
export interface PauseTable {
  /** One that has ended is as if it weren't there. */
  get(serverId: ServerId, now: number): Pause | null;
  /** In place of one that is there. `by`: `null`: it was done by the command line. */
  save(serverId: ServerId, pause: Pause, change: { readonly by: UserId | null; readonly at: number }): void;
  /** `false`: there was none. */
  end(serverId: ServerId, now: number): boolean;
}

/** How many new tickets a server gets at once. */
export interface FloodTable {
  /** Whether so many were opened since then. */
  hasOpened(serverId: ServerId, count: number, since: number): boolean;
  latestTicket(serverId: ServerId): TicketId | null;
  /** When there were too many the last time, in epoch ms. */
  seenAt(serverId: ServerId): number | null;
  see(serverId: ServerId, now: number): void;
}

/** The panels of the servers, those still to be sent among them. */
export interface PanelTable {
  of(serverId: ServerId): readonly Panel[];
  ofMessage(messageId: string): Panel | null;
  isIn(channelId: string): boolean;
  /** What a panel is to show; `null`: it isn't known. */
  shows(id: MessageId): string | null;
  save(panel: Panel, shows: string): void;
  remove(id: MessageId): void;
}
