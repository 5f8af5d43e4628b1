import type { Passage } from './attached.ts';
import type { Outgoing } from './effects.ts';
import { dmFileLimit, sortFiles } from './file-groups.ts';
import type { Sorted, Terms } from './file-groups.ts';
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

/** What somebody wrote, and how the other side reads it. */
export interface Shown {
  readonly writing: Writing;
  /** Their name, or the one that stands for it. */
  readonly name: string;
  /** Nothing may tell who they are. */
  readonly isHidden: boolean;
  /** Whether its arrival is confirmed. */
  readonly receipt: boolean;
  /** What stands behind the name. */
  readonly marks?: readonly string[];
}

/** A user's message as it stands in the post. */
export function partsForPost(shown: Shown, rules: Rules): readonly Outgoing[] {
  return laidOut(shown, headingForPost(shown), termsForPost(shown, rules), rules);
}

/** A staff member's message as the user gets it. */
export function partsForUser(shown: Shown, rules: Rules): readonly Outgoing[] {
  return partsUnder(headingForUser(shown, rules), shown, rules);
}

/** The same under another first line. */
export function partsUnder(heading: string, shown: Shown, rules: Rules): readonly Outgoing[] {
  return laidOut(shown, heading, termsForUser(shown), rules);
}

/** What a user's message that has changed shall be in the post. A file that was there stays, for the record. */
export function changedForPost(shown: Shown, standing: readonly Standing[], rules: Rules): readonly Outgoing[] {
  const changing = { standing, keepsSent: true, terms: termsForPost(shown, rules) };
  return laidOutAgain(shown, headingForPost(shown), changing, rules);
}

/** What a staff member's message that has changed shall be for the user. */
export function changedForUser(shown: Shown, standing: readonly Standing[], rules: Rules): readonly Outgoing[] {
  const changing = { standing, keepsSent: false, terms: termsForUser(shown) };
  return laidOutAgain(shown, headingForUser(shown, rules), changing, rules);
}

function laidOut(shown: Shown, heading: string, terms: Terms, { words }: Rules): readonly Outgoing[] {
  const { writing } = shown;
  const sorted = sortFiles(writing.files, terms);
  const slots = layOut(textsOf(writing, sorted, { heading, words }), sorted, passageOf(terms));
  return outgoingParts(shown, heading, slots);
}

interface ChangedOn extends Pick<Changing, 'standing' | 'keepsSent'> {
  readonly terms: Terms;
}

function laidOutAgain(
  shown: Shown,
  heading: string,
  { terms, ...changed }: ChangedOn,
  { words }: Rules,
): readonly Outgoing[] {
  const { writing } = shown;
  const changing = { ...changed, files: writing.files, passage: passageOf(terms) };
  const sorted = sortFiles(writing.files, terms);
  return outgoingParts(
    shown,
    heading,
    layOutAgain(changedTexts(writing, sorted, { heading, words }, changing), changing),
  );
}

/** Which files go from the user to the post, and how. */
export function termsForPost({ isHidden }: Pick<Shown, 'isHidden'>, { userFiles, forumFileLimit }: Rules): Terms {
  return { kinds: userFiles, limit: forumFileLimit, isHidden };
}

/** Which files go to the user, and how. */
export function termsForUser({ isHidden }: Pick<Shown, 'isHidden'>): Terms {
  return { kinds: 'all', limit: dmFileLimit, isHidden };
}

/** Where no files are passed on, those that are all the same are recordings. */
function passageOf({ kinds, isHidden }: Terms): Passage {
  return { kinds: kinds === 'none' ? 'media' : kinds, isHidden };
}

function headingForPost({ name, marks = [] }: Shown): string {
  return [plainLine(name), ...marks].join(' · ');
}

function headingForUser({ name }: Shown, { serverName }: Rules): string {
  return `${plainLine(name)} · ${plainLine(serverName)}`;
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
  { writing: { messageId, replyTo }, receipt }: Shown,
  heading: string,
  slots: readonly Slot[],
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
