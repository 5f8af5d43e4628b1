import { describe, expect, test } from 'vitest';
import { sayDurationMistake } from '../../src/discord/duration-mistake.ts';
import { parseDuration } from '../../src/lib/duration.ts';
import { durationWords } from '../../src/lib/duration-words.ts';
import { catalogues, say } from '../../src/texts/texts.ts';
import type { Language } from '../../src/texts/texts.ts';

const example = 'Write a time such as `1h 30m` or `2 days`.';
const allLanguages = Object.keys(catalogues) as Language[];

/** What is said about a text that can't be read. */
function saidAbout(text: string): string {
  const parsed = parseDuration(text);
  if (parsed.ok) throw new Error(`${text} is a time`);
  return sayDurationMistake(parsed, 'en');
}

describe('a time-string that is not understood', () => {
  test.each([
    ['', 'No time was given.'],
    ['soon', '**soon** is no time.'],
    ['1h 30', '**30** has no unit of time.'],
    ['1h 5 fortnights', '**fortnights** is no unit of time.'],
    ['1h -5m', String.raw`**\-5m** is a negative time.`],
    ['101y', '**101y** is more than 100 years.'],
  ])('%j: the part is named, and how one is written', (text, sentence) => {
    expect(saidAbout(text)).toBe(`${sentence} ${example}`);
  });

  test('nothing in it is markup, and a long part is cut', () => {
    expect(saidAbout('@everyone**')).toContain(String.raw`**@everyone\*\*** is no time`);
    expect(saidAbout('x'.repeat(6000)).length).toBeLessThan(200);
  });

  test('a part that shows nothing counts as no time', () => {
    expect(saidAbout('\u0000')).toBe(`No time was given. ${example}`);
  });
});

describe.each(allLanguages)('in the language %s', (language) => {
  test('the examples are times', () => {
    const examples = [...say(language, 'duration.example').matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);
    expect(examples).not.toEqual([]);
    for (const text of examples) expect([text, parseDuration(text, language).ok]).toEqual([text, true]);
  });

  test('there are words for units of time', () => {
    expect(Object.keys(durationWords)).toContain(language);
  });
});
