import type { FileKinds } from './attached.ts';
import type { Ping } from './effects.ts';
import type { FeedbackRules } from './feedback.ts';
import { categoryNamed } from './category.ts';
import type { Category } from './category.ts';
import type { FloodLimit } from './flood.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { PanelRules } from './panel.ts';
import type { Pause } from './pausing.ts';
import type { ServerId, Ticket } from './ticket.ts';

/** Text with places to fill in, parsed already. */
export type Template = readonly (string | { readonly placeholder: string })[];

/** The settings of one server that decisions depend on. */
export interface Rules {
  readonly serverId: ServerId;
  readonly serverName: string;
  readonly language: string;
  /** In which the user is told something: their own, else the server's. */
  readonly userLanguage: string;
  readonly ticketsEnabled: boolean;
  /** No new tickets for a while. */
  readonly pause: Pause | null;
  /** How many open tickets a user may have. */
  readonly maxOpen: number;
  /** Users whose account, or membership, is younger than that open none. */
  readonly minAccountAgeMs: number;
  readonly minMembershipMs: number;
  /** `null`: however many there are, it is no flood. */
  readonly flood: FloodLimit | null;
  /** There are more new tickets than that at this moment. */
  readonly isFlooded: boolean;
  /** Users are asked before a ticket is made, even where there is nothing to choose. */
  readonly confirms: boolean;
  /** Users may hide from staff who they are. */
  readonly offersAnonymity: boolean;
  readonly receipts: boolean;
  /** Whether somebody who is blacklisted is told so. */
  readonly tellsBarred: boolean;
  /** For whom the blacklist doesn't count. */
  readonly immune: readonly Ping[];
  /** Whether Discord shows what is written in a post without a mention of the bot. */
  readonly readsContent: boolean;
  /** Whether what staff write goes to the user by itself; else only what is addressed to the user does. */
  readonly autoForward: boolean;
  /** Bots whose messages in a post count as staff's. */
  readonly allowedBots: readonly string[];
  /** The ways in which a message mentions the bot, such as `<@1>`: at its beginning, they address the user. */
  readonly botMentions: readonly string[];
  /** How many conversations may be begun with people who never wrote. */
  readonly dmOpening: { readonly perMinute: number; readonly perHour: number };
  /** What stands behind the name of who wrote a message that changed, and for one that can't be shown, in the server's language. */
  readonly words: {
    readonly edited: string;
    readonly deletedByUser: string;
    readonly unreadable: string;
    readonly outside: string;
  };
  /** Staff messages that start so stay in the post; `''` = none do. */
  readonly notePrefix: string;
  /** Whether users read the alias in place of the names of staff; `optional`: where staff say so. */
  readonly anonymousReplies: 'never' | 'optional' | 'always';
  readonly staffAlias: string;
  readonly postTitle: Template;
  readonly creationMessage: Template | null;
  readonly closeMessage: Template | null;
  /** `null`: nobody is asked how it was. */
  readonly feedback: FeedbackRules | null;
  readonly pings: readonly Ping[];
  readonly panel: PanelRules;
  /** When staff are there; `null`: nobody says. */
  readonly hours: OpeningHours | null;
  /** What tickets may be about, in order. */
  readonly categories: readonly Category[];
  readonly autoArchiveMinutes: number;
  /** Which files of users are passed on. Recordings always are. */
  readonly userFiles: FileKinds | 'none';
  /** The largest file that the forum takes, in bytes. */
  readonly forumFileLimit: number;
  /** So long after the closing a message is asked about before it opens a new ticket. */
  readonly graceMs: number;
  /** So long after the last message a user who doesn't answer is reminded, and their ticket closed; `null`: never. */
  readonly remindAfterMs: number | null;
  readonly closeAfterMs: number | null;
  /** So long after the closing the user may open the ticket again. */
  readonly reopenWithinMs: number;
}

/** The name under which users read what a member of the staff writes; `isWished`: they said that they want to be anonymous. */
export function nameForUser(name: string, rules: Rules, isWished = false): string {
  return hidesStaff(rules, isWished) ? rules.staffAlias : name;
}

/** Whether users must not learn who of the staff writes. */
export function hidesStaff({ anonymousReplies }: Rules, isWished = false): boolean {
  return isWished || anonymousReplies === 'always';
}

/** Fills a template in; a placeholder without a value stays empty. */
export function fill(template: Template, values: Readonly<Record<string, string>>): string {
  return template.map((part) => (typeof part === 'string' ? part : (values[part.placeholder] ?? ''))).join('');
}

/** What the placeholders of a ticket's texts stand for. */
export function placeholders(ticket: Ticket, rules: Rules, staffName = ''): Readonly<Record<string, string>> {
  return {
    'user.name': ticket.userName,
    'user.mention': ticket.isAnonymous ? ticket.userName : `<@${ticket.userId}>`,
    'user.id': ticket.isAnonymous ? ticket.userName : ticket.userId,
    'server.name': rules.serverName,
    'ticket.id': String(ticket.id),
    category: categoryNamed(ticket.category, rules),
    'staff.name': staffName,
  };
}
