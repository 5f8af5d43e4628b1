import ms from 'ms';
import type { StringValue } from 'ms';

/** What is wrong with a time-string; `part` of the result is the offending part of the text. */
export type DurationProblem = 'empty' | 'noNumber' | 'noUnit' | 'unknownUnit' | 'negative' | 'tooLong';

export type ParsedDuration = { ok: true; ms: number } | { ok: false; problem: DurationProblem; part: string };

type Unit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'month' | 'y';

// Another language is another table.
const englishUnits: Readonly<Record<Unit, string>> = {
  ms: 'ms milli millisecond milliseconds',
  s: 's sec secs second seconds',
  m: 'm min mins minute minutes',
  h: 'h hr hrs hour hours',
  d: 'd day days',
  w: 'w week weeks',
  month: 'mo mon mth mths month months',
  y: 'y yr yrs year years',
};

const unitOfWord = new Map<string, Unit>(
  (Object.keys(englishUnits) as Unit[]).flatMap((unit) => englishUnits[unit].split(' ').map((word) => [word, unit])),
);

const GROUP = /(-?)\s*(\d+(?:\.\d+)?|\.\d+)\s*(\p{L}*)\s*/uy;
const LONGEST_MS = ms('100y');

/** Reads a time-string such as `1h 30mins`: a sum of numbers with units, in any case, with spaces anywhere. */
export function parseDuration(text: string): ParsedDuration {
  const rest = text.trim();
  if (rest === '') return { ok: false, problem: 'empty', part: '' };
  let totalMs = 0;
  GROUP.lastIndex = 0;
  while (GROUP.lastIndex < rest.length) {
    const start = GROUP.lastIndex;
    const match = GROUP.exec(rest);
    if (match === null) return { ok: false, problem: 'noNumber', part: firstWord(rest.slice(start)) };
    const group = parseGroup(match);
    if (!group.ok) return group;
    totalMs += group.ms;
  }
  if (totalMs > LONGEST_MS) return { ok: false, problem: 'tooLong', part: rest };
  return { ok: true, ms: Math.round(totalMs) };
}

function parseGroup([whole, minus, number = '', word = '']: RegExpExecArray): ParsedDuration {
  const part = whole.trim();
  if (minus === '-') return { ok: false, problem: 'negative', part };
  if (word === '') return { ok: false, problem: 'noUnit', part };
  const unit = unitOfWord.get(word.toLowerCase());
  if (unit === undefined) return { ok: false, problem: 'unknownUnit', part: word };
  const amount = Number(number);
  // Beyond this `ms` would be handed `1e+21`, which it can't read; every unit is far too long by then.
  if (amount > LONGEST_MS) return { ok: false, problem: 'tooLong', part };
  return { ok: true, ms: unit === 'month' ? groupMs(number, 'y') / 12 : groupMs(number, unit) };
}

// At most 100 characters are read by `ms`; digits that far behind the point make no difference.
function groupMs(number: string, unit: Exclude<Unit, 'month'>): number {
  return ms(`${number.replace(/^0+(?=\d)/, '').slice(0, 90)}${unit}` as StringValue);
}

function firstWord(text: string): string {
  return /^\S+/.exec(text)?.[0] ?? text;
}
