import type { MessageAsked, MessageTyped } from './commands.ts';
import type { Contact } from './contact.ts';
import type { AnswerTo, Effect } from './effects.ts';
import { partsUnder } from './parts.ts';
import { plainLine } from './plain-line.ts';
import type { Rules } from './rules.ts';
import { statementTo } from './saying.ts';
import { authorFor, seenByUser } from './seen.ts';
import { quotable, splitText } from './split.ts';
import type { Statement } from './statement.ts';
import type { Wish } from './wish.ts';
import type { ChannelId, MessageId, Person, ServerId, Ticket, UserId } from './ticket.ts';
import { isVisible } from './visible.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A message that staff send to a person, and that belongs to no ticket. */
export interface Outside {
  /** Of the command that brought it: it counts as written under this. */
  readonly id: MessageId;
  readonly serverId: ServerId;
  /** Where the command was used. */
  readonly channelId: ChannelId;
  readonly by: Person;
  readonly to: UserId;
  readonly text: string;
  /** In epoch ms. */
  readonly typedAt: number;
  readonly answerTo: AnswerTo;
  /** It opens a ticket. */
  readonly contact?: Contact;
}

/** Opens the DM with somebody who may never have written; `outside`: for this, else for what waits in their own queue. */
export interface OpenDm {
  readonly type: 'openDm';
  readonly to: UserId;
  readonly outside: Outside | null;
  /** Who is told where they may write. */
  readonly wish?: Wish;
}

/** Such a message, once it was sent. */
export interface SentOutside {
  readonly id: MessageId;
  readonly userId: UserId;
  readonly serverId: ServerId;
  readonly by: UserId;
  readonly text: string;
  readonly sentAt: number;
}

/** The conversations that the bot began lately. */
export interface Openings {
  /** Within the last hour, in order; in epoch ms. */
  readonly openedAt: readonly number[];
  /** When Discord refused one last, within the last hour. */
  readonly refusedAt: number | null;
}

/** Whom `/send` writes to outside of any ticket; `null`: it is for the ticket in whose post it is used. */
export function recipientOutside(ticket: Ticket | null, to: UserId | null): UserId | null {
  // Of an anonymous ticket nobody may learn whose it is by naming one person after the other.
  return ticket !== null && !ticket.isAnonymous && ticket.userId === to ? null : to;
}

/** Why a message can't be sent outside of tickets; `null`: it can be. `openings`: of which this would be one, where it would. */
export function refusalOutside(
  event: MessageTyped | MessageAsked,
  openings: Openings | null,
  rules: Rules,
  now: number,
): Statement | null {
  if (event.isAnonymous !== null) return { type: 'notAnonymousOutside' };
  if (event.type === 'messageTyped' && !isVisible(event.text)) return { type: 'nothingToSend' };
  return openings === null ? null : spent(openings, rules.dmOpening, now);
}

/** Why no more conversations may be begun now; `null`: one may. */
export function spent({ openedAt, refusedAt }: Openings, allowed: Rules['dmOpening'], now: number): Statement | null {
  if (refusedAt !== null) return { type: 'dmsStopped', at: refusedAt + hourMs };
  const at = Math.max(freeAt(openedAt, allowed.perMinute, minuteMs), freeAt(openedAt, allowed.perHour, hourMs));
  return at > now ? { type: 'dmsSpent', at } : null;
}

/** When one more may be begun. */
function freeAt(openedAt: readonly number[], allowed: number, withinMs: number): number {
  return (openedAt.at(-allowed) ?? Number.NEGATIVE_INFINITY) + withinMs;
}

/** The message as the person gets it: from the staff as a whole, under a line that says that it belongs to no ticket. */
export function outsideParts(outside: Outside, rules: Rules): readonly Effect[] {
  const { id, text, typedAt } = outside;
  const writing = { messageId: id, text, files: [], replyTo: null, writtenAt: typedAt };
  const shown = seenByUser(writing, authorFor(outside.by, rules), { receipts: false });
  const parts = partsUnder(plainLine(rules.words.outside), shown, rules);
  return parts.map((part) => ({ type: 'sendToUser', ...part, outside }));
}

/** Quotes in a ticket's post what its user answers. What replies to it is shown as a reply to this. */
export function quoteOutside(ticket: Ticket, sent: SentOutside | null, rules: Rules): readonly Effect[] {
  // Staff know whom they wrote to.
  if (sent === null || ticket.isAnonymous) return [];
  const texts = splitText(sent.text, quotable);
  return texts.map((text, index) => ({
    ...statementTo('post', { type: 'answersOutside', by: sent.by, at: sent.sentAt, text }, rules),
    source: { messageId: sent.id, part: index + 1, parts: texts.length, receipt: false },
  }));
}
