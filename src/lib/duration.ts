import ms from 'ms';
import type { StringValue } from 'ms';
import { durationWords } from './duration-words.ts';
import type { DurationLanguage, Unit } from './duration-words.ts';

/** What is wrong with a time-string. */
export type DurationProblem = 'empty' | 'noNumber' | 'noUnit' | 'unknownUnit' | 'negative' | 'tooLong';

/** A time-string that can't be read; `part` is the offending part of the text, as it stands there. */
export interface DurationMistake {
  ok: false;
  problem: DurationProblem;
  part: string;
}

export type ParsedDuration = { ok: true; ms: number } | DurationMistake;

/** What a language is read by. */
interface Grammar {
  unitOfWord: ReadonlyMap<string, Unit>;
  /** Sticky: minus, number and word of the group that begins at `lastIndex`. */
  group: RegExp;
}

// A point is understood everywhere, as English is.
const grammars: Readonly<Record<DurationLanguage, Grammar>> = {
  en: grammarOf('en', '.'),
  de: grammarOf('de', '.,'),
  fr: grammarOf('fr', '.,'),
};
const LONGEST_MS = ms('100y');

/**
 * Reads a time-string such as `1h 30mins`: a sum of numbers with units, in any case, with spaces anywhere. Besides English, the
 * words of the locale's language (`de`, `fr`, `en-GB`) are understood. Gives whole ms, from 0 to 100 years; a month has 30.4375 days.
 */
export function parseDuration(text: string, locale = 'en'): ParsedDuration {
  const rest = text.trim();
  if (rest === '') return { ok: false, problem: 'empty', part: '' };
  const { unitOfWord, group } = grammars[languageOf(locale)];
  let totalMs = 0;
  group.lastIndex = 0;
  while (group.lastIndex < rest.length) {
    const start = group.lastIndex;
    const match = group.exec(rest);
    if (match === null) return { ok: false, problem: 'noNumber', part: firstWord(rest.slice(start)) };
    const parsed = parseGroup(match, unitOfWord);
    if (!parsed.ok) return parsed;
    totalMs += parsed.ms;
  }
  if (totalMs > LONGEST_MS) return { ok: false, problem: 'tooLong', part: rest };
  return { ok: true, ms: Math.round(totalMs) };
}

/**
 * Writes whole ms, from 0 on, in words of the locale's language that `parseDuration` reads back to the same: `1 day 2 hours`. No unit is
 * longer than a day, since nobody takes a month for 30.4375 days.
 */
export function formatDuration(totalMs: number, locale: string): string {
  const language = languageOf(locale);
  let rest = totalMs;
  const groups = writtenUnits.flatMap(([unit, unitMs]) => {
    const amount = Math.floor(rest / unitMs);
    rest -= amount * unitMs;
    return amount === 0 ? [] : [inWords(amount, unit, language)];
  });
  return groups.length === 0 ? inWords(0, 'second', language) : groups.join(' ');
}

const writtenUnits = [
  ['day', ms('1d')],
  ['hour', ms('1h')],
  ['minute', ms('1m')],
  ['second', ms('1s')],
  ['millisecond', 1],
] as const;

// Node knows the words and their plurals; without groups of thousands, which can't be told from decimals.
function inWords(amount: number, unit: string, language: DurationLanguage): string {
  return amount.toLocaleString(language, { style: 'unit', unit, unitDisplay: 'long', useGrouping: false });
}

function languageOf(locale: string): DurationLanguage {
  const [language = ''] = locale.split('-');
  return Object.hasOwn(durationWords, language) ? (language as DurationLanguage) : 'en';
}

function grammarOf(language: DurationLanguage, points: string): Grammar {
  const tables = [durationWords.en, durationWords[language]].flatMap((table) => Object.entries(table));
  // Right behind a word a point ends an abbreviation: `1 Std.30 Min` isn't an hour and a third of a minute.
  const number = String.raw`\d+(?:[${points}]\d+)?|(?<![\p{L}\p{M}])\.\d+`;
  return {
    unitOfWord: new Map(tables.flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit as Unit]))),
    group: new RegExp(String.raw`(-?)\s*(${number})\s*([\p{L}\p{M}]*)\s*`, 'uy'),
  };
}

function parseGroup(
  [whole, minus, number = '', word = '']: RegExpExecArray,
  unitOfWord: Grammar['unitOfWord'],
): ParsedDuration {
  const part = whole.trim();
  if (minus === '-') return { ok: false, problem: 'negative', part };
  if (word === '') return { ok: false, problem: 'noUnit', part };
  // Some keyboards send `é` as `e` and an accent.
  const unit = unitOfWord.get(word.normalize('NFC').toLowerCase());
  if (unit === undefined) return { ok: false, problem: 'unknownUnit', part: word };
  const decimal = number.replace(',', '.');
  // Beyond this `ms` would be handed `1e+21`, which it can't read; every unit is far too long by then.
  if (Number(decimal) > LONGEST_MS) return { ok: false, problem: 'tooLong', part };
  return { ok: true, ms: unit === 'mo' ? groupMs(decimal, 'y') / 12 : groupMs(decimal, unit) };
}

// At most 100 characters are read by `ms`; digits that far behind the point make no difference.
function groupMs(number: string, unit: Exclude<Unit, 'mo'>): number {
  return ms(`${number.replace(/^0+(?=\d)/, '').slice(0, 90)}${unit}` as StringValue);
}

function firstWord(text: string): string {
  return /^\S+/.exec(text)?.[0] ?? text;
}
