import { findFences } from './fences.ts';
import type { Fence } from './fences.ts';
import { tokenThrough } from './tokens.ts';
import { isVisible } from './visible.ts';

/** A quotation has two characters more on each line, and a statement holds 4,000. */
export const quotable = 1300;

/**
 * Discord's limit for a message's text, for bots. Counted in UTF-16 units, which never counts less than Discord does.
 * https://docs.discord.com/developers/resources/message#create-message
 */
export const messageLimit = 2000;

const closing = '\n```';

/**
 * Cuts a text into parts of at most `room` UTF-16 units, at line borders, else at word borders, else between characters,
 * and never within a mention, an emoji or a link where it can be helped. A code block that is cut is closed and opened again. Parts without anything visible are left out. `room` must be 100
 * or more.
 */
export function splitText(text: string, room: number): readonly string[] {
  const fences = findFences(text);
  const parts: string[] = [];
  let at = 0;
  let opening = '';
  while (opening.length + text.length - at > room) {
    const cut = findCut(text, at, at + room - opening.length - closing.length, fences);
    const part = text.slice(at, cut.end);
    if (isVisible(part)) parts.push(opening + part + cut.closing);
    opening = cut.opening;
    at = cut.next;
  }
  const last = text.slice(at);
  return isVisible(last) || parts.length === 0 ? [...parts, opening + last] : parts;
}

interface Cut {
  /** Where the part ends, and where the next one begins: a line break or space between them is dropped. */
  readonly end: number;
  readonly next: number;
  /** What ends the part, and begins the next one, where a code block is cut. */
  readonly closing: string;
  readonly opening: string;
}

function findCut(text: string, from: number, limit: number, fences: readonly Fence[]): Cut {
  const { end, next } = findBorder(text, from, limit);
  const fence = fences.find((candidate) => end > candidate.start && end < candidate.end);
  return fence === undefined ? cutAt(end, next) : cutInFence(text, from, fence, cutAt(end, next));
}

function findBorder(text: string, from: number, limit: number): Pick<Cut, 'end' | 'next'> {
  const border = lastBorder(text, from, limit);
  const end = border ?? lastCharacterBorder(text, from, limit);
  const token = tokenThrough(text, from, end);
  // One that fills the part is cut all the same.
  if (token !== null && token > from) return { end: token, next: token };
  return { end, next: border === null ? end : end + 1 };
}

function cutAt(end: number, next: number): Cut {
  return { end, next, closing: '', opening: '' };
}

/** Code is cut only where some is on both sides: an empty block would be none, and its marks would pair with others. */
function cutInFence(text: string, from: number, fence: Fence, { end, next }: Cut): Cut {
  if (end <= fence.codeAt) {
    const isFirst = fence.start === from;
    return isFirst ? { ...cutAt(from, fence.codeAt), opening: fence.opening } : cutAt(fence.start, fence.start);
  }
  const isRestBlank = text.slice(next, fence.closingAt).trim() === '';
  return isRestBlank
    ? { ...cutAt(Math.min(end, fence.closingAt), fence.end), closing }
    : { end, next, closing, opening: fence.opening };
}

function lastBorder(text: string, from: number, limit: number): number | null {
  const window = text.slice(from, limit + 1);
  const found = ['\n', ' '].map((border) => window.lastIndexOf(border)).find((at) => at > (limit - from) / 2);
  return found === undefined ? null : from + found;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The last border between two visible characters at or before `limit`: no half emoji, no lost accent. */
function lastCharacterBorder(text: string, from: number, limit: number): number {
  const character = graphemes.segment(text.slice(from, limit + 2)).containing(limit - from);
  const border = from + (character?.index ?? 0);
  if (border > from) return border;
  // A heap of accents that fills the whole part is cut between two of them.
  return isLowSurrogate(text.charCodeAt(limit)) ? limit - 1 : limit;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
