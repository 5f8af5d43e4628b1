import type { Decision } from './decision.ts';
import type { Effect, Outgoing, Planned } from './effects.ts';
import { tagsOf } from './effects.ts';
import type { StaffWrote, UserWrote } from './events.ts';
import { forwardingOf } from './forwarding.ts';
import { plainLine } from './plain-line.ts';
import type { Rules } from './rules.ts';
import { escapeFirstLine, escapeSubtext } from './small-text.ts';
import { messageLimit, splitText } from './split.ts';
import { strikingLength } from './struck-out.ts';
import type { Activity, FileLink, Ticket, Writing } from './ticket.ts';
import { isVisible } from './visible.ts';

/** What a user wrote goes into the post. */
export function relayToPost(ticket: Ticket, event: UserWrote, rules: Rules): Decision {
  const { writing, user } = event;
  const copies = copiesForPost({ writing, name: user.name, receipt: rules.receipts }, rules);
  const activity = ticket.activity === 'unanswered' ? 'unanswered' : 'userResponded';
  return { ...turnTo(ticket, activity, copies.map(plan)), record: 'relayed' };
}

/** What staff wrote goes to the user, or stays in the post. */
export function relayToUser(ticket: Ticket, event: StaffWrote, rules: Rules): Decision {
  const forwarding = forwardingOf(event, rules);
  if (forwarding.to === 'nobody') {
    return { ticket, effects: [], record: forwarding.because === 'bot' ? 'ignored' : 'note' };
  }
  const copies = partsForUser({ ...event.writing, text: forwarding.text }, event.author.name, rules);
  return {
    ...turnTo(
      ticket,
      'awaitingResponse',
      copies.map((copy) => plan({ type: 'sendToUser', ...copy })),
    ),
    record: 'relayed',
  };
}

/** What a user wrote, and how it stands in the post: `marks` behind the name; `receipt`: whether its arrival is confirmed. */
export interface FromUser {
  readonly writing: Writing;
  readonly name: string;
  readonly receipt: boolean;
  readonly marks?: readonly string[];
}

/** The copies that a user's message becomes in the post, in order. */
export function copiesForPost(message: FromUser, rules: Rules): readonly Effect[] {
  return partsForPost(message, rules).map((copy) => ({ type: 'sendToPost', shownByAnswer: false, ...copy }));
}

/** A user's message as it stands in the post. */
export function partsForPost({ writing, name, receipt, marks = [] }: FromUser, rules: Rules): readonly Outgoing[] {
  return outgoingParts(writing, { heading: [plainLine(name), ...marks].join(' · '), receipt, words: rules.words });
}

/** A staff member's message as the user gets it. */
export function partsForUser(writing: Writing, name: string, rules: Rules): readonly Outgoing[] {
  const heading = `${plainLine(name)} · ${plainLine(rules.serverName)}`;
  return outgoingParts(writing, { heading, receipt: rules.receipts, words: rules.words });
}

function plan(effect: Effect): Planned {
  return { effect };
}

/** It is somebody's turn now: where that is new, the tags follow. */
export function turnTo(
  ticket: Ticket,
  activity: Activity,
  effects: readonly Planned[],
): Pick<Decision, 'ticket' | 'effects'> {
  if (activity === ticket.activity) return { ticket, effects };
  const tags: Planned = {
    effect: { type: 'setTags', serverId: ticket.serverId, tags: tagsOf(ticket.status, activity) },
  };
  return { ticket: { ...ticket, activity }, effects: [...effects, tags] };
}

interface Rendering extends Pick<Rules, 'words'> {
  readonly heading: string;
  readonly receipt: boolean;
}

/** A message as the other side gets it: a small first line with the name on every part, then the text. */
function outgoingParts(writing: Writing, { heading, receipt, words }: Rendering): readonly Outgoing[] {
  const relayed = relayedText(writing);
  const text = isVisible(relayed) ? relayed : words.unreadable;
  const parts = fitsAlone(text, heading) ? [text] : splitText(text, roomBelow(heading)).map(escapeFirstLine);
  return parts.map((part, index) => ({
    body: { type: 'relayed', content: headingLine(heading, index + 1, parts.length) + part },
    replyTo: index === 0 ? writing.replyTo : null,
    source: { messageId: writing.messageId, part: index + 1, parts: parts.length, receipt },
  }));
}

function fitsAlone(text: string, heading: string): boolean {
  return headingLine(heading, 1, 1).length + text.length <= messageLimit;
}

/** One character is kept for what {@link escapeFirstLine} may add, and what it takes to strike the part out. */
function roomBelow(heading: string): number {
  return messageLimit - headingLine(heading, 99, 99).length - 1 - strikingLength;
}

function headingLine(heading: string, part: number, parts: number): string {
  return `-# ${heading}${parts > 1 ? ` · ${part}/${parts}` : ''}\n`;
}

function relayedText(writing: Writing): string {
  const lines = [escapeSubtext(writing.text.replaceAll(/\r\n?/g, '\n').trim()), ...writing.files.map(fileLine)];
  return lines.filter((line) => line !== '').join('\n');
}

/** A file that is not uploaded anew, as a readable line. */
function fileLine(file: FileLink): string {
  return `📎 ${plainLine(file.name)} (${sizeInWords(file.size)}): ${file.url}`;
}

function sizeInWords(bytes: number): string {
  const megabytes = bytes / (1024 * 1024);
  return megabytes >= 0.1 ? `${megabytes.toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`;
}
