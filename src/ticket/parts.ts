import type { FileKinds } from './attached.ts';
import type { Outgoing } from './effects.ts';
import { dmFileLimit, sortFiles } from './file-groups.ts';
import type { Sorted } from './file-groups.ts';
import { fileLine } from './file-line.ts';
import { layOut, layOutAgain, partsWithFiles } from './layout.ts';
import type { Changing, Slot } from './layout.ts';
import { saysSomething } from './only-files.ts';
import { plainLine } from './plain-line.ts';
import type { Rules } from './rules.ts';
import { escapeFirstLine, escapeSubtext } from './small-text.ts';
import { messageLimit, splitText } from './split.ts';
import type { Standing } from './standing.ts';
import { strikingLength } from './struck-out.ts';
import type { FileLink, Writing } from './ticket.ts';
import { isVisible } from './visible.ts';

/** What a user wrote, and how it stands in the post: `marks` behind the name; `receipt`: whether its arrival is confirmed. */
export interface FromUser {
  readonly writing: Writing;
  readonly name: string;
  readonly receipt: boolean;
  readonly marks?: readonly string[];
}

/** A user's message as it stands in the post. */
export function partsForPost(message: FromUser, rules: Rules): readonly Outgoing[] {
  const { writing, receipt } = message;
  const { userFiles, words } = rules;
  const heading = headingForPost(message);
  const sorted = sortFiles(writing.files, userFiles, rules.forumFileLimit);
  const slots = layOut(textsOf(writing, sorted, { heading, words }), sorted, kindsOf(userFiles));
  return outgoingParts(writing, slots, { heading, receipt });
}

/** A staff member's message as the user gets it. */
export function partsForUser(writing: Writing, name: string, rules: Rules): readonly Outgoing[] {
  const heading = headingForUser(name, rules);
  const sorted = sortFiles(writing.files, 'all', dmFileLimit);
  const slots = layOut(textsOf(writing, sorted, { heading, words: rules.words }), sorted, 'all');
  return outgoingParts(writing, slots, { heading, receipt: rules.receipts });
}

/** What a user's message that has changed shall be in the post. A file that was there stays, for the record. */
export function changedForPost(message: FromUser, standing: readonly Standing[], rules: Rules): readonly Outgoing[] {
  const { writing, receipt } = message;
  const { userFiles, words, forumFileLimit } = rules;
  const heading = headingForPost(message);
  const changing = { standing, files: writing.files, keepsSent: true, kinds: kindsOf(userFiles) };
  const sorted = sortFiles(writing.files, userFiles, forumFileLimit);
  const slots = layOutAgain(changedTexts(writing, sorted, { heading, words }, changing), changing);
  return outgoingParts(writing, slots, { heading, receipt });
}

/** What a staff member's message that has changed shall be for the user. */
export function changedForUser(
  { writing, name, receipt }: FromUser,
  standing: readonly Standing[],
  rules: Rules,
): readonly Outgoing[] {
  const heading = headingForUser(name, rules);
  const changing = { standing, files: writing.files, keepsSent: false, kinds: 'all' } as const;
  const sorted = sortFiles(writing.files, 'all', dmFileLimit);
  const slots = layOutAgain(changedTexts(writing, sorted, { heading, words: rules.words }, changing), changing);
  return outgoingParts(writing, slots, { heading, receipt });
}

function headingForPost({ name, marks = [] }: FromUser): string {
  return [plainLine(name), ...marks].join(' · ');
}

function headingForUser(name: string, { serverName }: Rules): string {
  return `${plainLine(name)} · ${plainLine(serverName)}`;
}

/** Where no files are passed on, those that are all the same are recordings. */
function kindsOf(userFiles: Rules['userFiles']): FileKinds {
  return userFiles === 'none' ? 'media' : userFiles;
}

interface Wording extends Pick<Rules, 'words'> {
  readonly heading: string;
}

/** The text in as many parts as it takes. None: there are files alone, or nothing that may be passed on. */
function textsOf(writing: Writing, sorted: Sorted, wording: Wording): readonly string[] {
  const text = relayedText(writing, sorted.links);
  const { groups, doubtful, refused } = sorted;
  const others = groups.length + doubtful.length;
  if (isVisible(text) && (saysSomething(text) || others > 0)) {
    return inParts(text, groups.length > 1 || doubtful.length > 0, wording);
  }
  return others + refused.length === 0 ? [wording.words.unreadable] : [];
}

function changedTexts(writing: Writing, { links }: Sorted, wording: Wording, changing: Changing): readonly string[] {
  const text = relayedText(writing, links);
  const others = partsWithFiles(changing);
  if (isVisible(text))
    return inParts(
      text,
      others.some(({ isOwn }) => isOwn),
      wording,
    );
  return others.length > 0 ? [] : [wording.words.unreadable];
}

/** A text that is not alone needs room for its number. */
function inParts(text: string, isNumbered: boolean, { heading }: Wording): readonly string[] {
  if (!isNumbered && fitsAlone(text, heading)) return [text];
  return splitText(text, roomBelow(heading)).map(escapeFirstLine);
}

/** A message as the other side gets it: a small first line with the name on every part, then the text. */
function outgoingParts(
  { messageId, replyTo }: Writing,
  slots: readonly Slot[],
  { heading, receipt }: { readonly heading: string; readonly receipt: boolean },
): readonly Outgoing[] {
  const last = slots.at(-1)?.part ?? 0;
  return slots.map(({ part, text, attached }, index) => ({
    body: { type: 'relayed', content: headed(headingLine(heading, index + 1, slots.length), text) },
    replyTo: index === 0 ? replyTo : null,
    source: { messageId, part, parts: last, receipt },
    ...(attached === null ? {} : { attached }),
  }));
}

function headed(heading: string, text: string): string {
  return text === '' ? heading.trimEnd() : heading + text;
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

function relayedText(writing: Writing, links: readonly FileLink[]): string {
  const lines = [escapeSubtext(writing.text.replaceAll(/\r\n?/g, '\n').trim()), ...links.map(fileLine)];
  return lines.filter((line) => line !== '').join('\n');
}
