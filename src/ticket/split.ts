/**
 * Discord's limit for a message's text, for bots. Counted in UTF-16 units, which never counts less than Discord does.
 * https://docs.discord.com/developers/resources/message#create-message
 */
export const messageLimit = 2000;

const fenceMark = '```';
const closing = `\n${fenceMark}`;

interface Fence {
  readonly start: number;
  /** Behind the closing mark. */
  readonly end: number;
  /** What a continued block begins with, such as "```js\n". */
  readonly opening: string;
}

/** The code blocks of a text: a mark without a closing one begins none. */
export function findFences(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  let start = text.indexOf(fenceMark);
  while (start !== -1) {
    const close = text.indexOf(fenceMark, start + fenceMark.length);
    if (close === -1) break;
    const language = /^[\w+.#-]*(?=\n)/.exec(text.slice(start + fenceMark.length, close))?.[0] ?? '';
    fences.push({ start, end: close + fenceMark.length, opening: `${fenceMark}${language}\n` });
    start = text.indexOf(fenceMark, close + fenceMark.length);
  }
  return fences;
}

/**
 * Cuts a text into parts of at most `room` UTF-16 units, at line borders, else at word borders, else between characters.
 * A code block that is cut is closed and opened again. `room` must be 100 or more.
 */
export function splitText(text: string, room: number): readonly string[] {
  const fences = findFences(text);
  const parts: string[] = [];
  let at = 0;
  let opening = '';
  while (opening.length + text.length - at > room) {
    const cut = findCut(text, at, room - opening.length - closing.length, fences);
    const open = fenceAround(fences, cut.end);
    parts.push(opening + text.slice(at, cut.end) + (open === null ? '' : closing));
    opening = open?.opening ?? '';
    at = cut.next;
  }
  parts.push(opening + text.slice(at));
  return parts;
}

interface Cut {
  /** Where the part ends, and where the next one begins: a line break or space between them is dropped. */
  readonly end: number;
  readonly next: number;
}

function findCut(text: string, from: number, room: number, fences: readonly Fence[]): Cut {
  const limit = beforeFenceMark(from, from + room, fences);
  const window = text.slice(from, limit + 1);
  for (const border of ['\n', ' ']) {
    const at = window.lastIndexOf(border);
    if (at > room / 2) return borderCut(from + at, fences);
  }
  const end = beforeSplitCharacter(text, from, limit);
  return { end, next: end };
}

/** A line break or space just behind a code block's opening mark belongs to the mark: it isn't dropped. */
function borderCut(at: number, fences: readonly Fence[]): Cut {
  const fence = fenceAround(fences, at);
  return fence !== null && at < fence.start + fence.opening.length
    ? { end: fence.start, next: fence.start }
    : { end: at, next: at + 1 };
}

/** Never cuts through a code block's opening line or closing mark. */
function beforeFenceMark(from: number, limit: number, fences: readonly Fence[]): number {
  for (const { start, end, opening } of fences) {
    if (limit > start && limit < start + opening.length && start > from) return start;
    if (limit > end - fenceMark.length && limit < end) return end - fenceMark.length;
  }
  return limit;
}

function fenceAround(fences: readonly Fence[], at: number): Fence | null {
  return fences.find(({ start, end }) => at > start && at < end) ?? null;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The last border between two visible characters at or before `limit`: no half emoji, no lost accent. */
function beforeSplitCharacter(text: string, from: number, limit: number): number {
  // No visible character is longer than this in practice; one that is gets cut between code points.
  const lookBack = Math.max(from, limit - 64);
  const segment = graphemes.segment(text.slice(lookBack, limit + 64)).containing(limit - lookBack);
  if (segment === undefined || segment.index === limit - lookBack) return limit;
  const border = lookBack + segment.index;
  if (border > lookBack) return border;
  return isLowSurrogate(text.charCodeAt(limit)) ? limit - 1 : limit;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
