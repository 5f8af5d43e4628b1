import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDuration } from '../../src/lib/duration.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

describe('what is understood', () => {
  test.each([
    ['250ms', 250],
    ['0s', 0],
    ['10 s', 10 * SECOND],
    ['1h 30mins', 90 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['2 hR 38sec', 2 * HOUR + 38 * SECOND],
    [' 1 day\n2\thours ', DAY + 2 * HOUR],
    ['1.5d', 36 * HOUR],
    ['.5h', 30 * MINUTE],
    ['1w', 7 * DAY],
    ['1mo', YEAR / 12],
    ['6 Months', YEAR / 2],
    ['100y', 100 * YEAR],
    ['1h 1h', 2 * HOUR],
  ])('%j', (text, ms) => {
    expect(parseDuration(text)).toEqual({ ok: true, ms });
  });

  test.each([
    ['ms milli millisecond milliseconds', 1],
    ['s sec secs second seconds', SECOND],
    ['m min mins minute minutes', MINUTE],
    ['h hr hrs hour hours', HOUR],
    ['d day days', DAY],
    ['w week weeks', 7 * DAY],
    ['mo mon mth mths month months', YEAR / 12],
    ['y yr yrs year years', YEAR],
  ])('the words %s', (words, ms) => {
    for (const word of words.split(' ')) expect(parseDuration(`2${word}`)).toEqual({ ok: true, ms: 2 * ms });
  });
});

describe('what is refused, with the part that is wrong', () => {
  test.each([
    ['', 'empty', ''],
    ['   ', 'empty', ''],
    ['10', 'noUnit', '10'],
    ['1h 30', 'noUnit', '30'],
    ['soon', 'noNumber', 'soon'],
    ['1h and 5m', 'noNumber', 'and'],
    ['1,5h', 'noUnit', '1'],
    ['5 fortnights', 'unknownUnit', 'fortnights'],
    ['1h 2x', 'unknownUnit', 'x'],
    ['-5m', 'negative', '-5m'],
    ['1h - 5m', 'negative', '- 5m'],
    ['101y', 'tooLong', '101y'],
    ['99y 13mo', 'tooLong', '99y 13mo'],
    [`${'9'.repeat(400)}ms`, 'tooLong', `${'9'.repeat(400)}ms`],
  ])('%j', (text, problem, part) => {
    expect(parseDuration(text)).toEqual({ ok: false, problem, part });
  });
});

const groups = fc.array(
  fc.record({
    number: fc.nat(90),
    unit: fc.constantFrom(['ms', 1], ['sec', SECOND], ['Mins', MINUTE], ['HOURS', HOUR], ['day', DAY] as const),
    before: fc.stringMatching(/^ ?$/),
    between: fc.stringMatching(/^ ?$/),
  }),
  { minLength: 1, maxLength: 10 },
);

test('any sum of groups, however it is spaced, is the sum of its groups', () => {
  fc.assert(
    fc.property(groups, (parts) => {
      const text = parts.map(({ number, unit, before, between }) => `${before}${number}${between}${unit[0]}`).join('');
      const sum = parts.reduce((total, { number, unit }) => total + number * unit[1], 0);
      expect(parseDuration(text)).toEqual({ ok: true, ms: sum });
    }),
  );
});

test('no text makes it throw, and what it accepts is a whole number between nothing and 100 years', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-0-9.,hms y]{0,300}$/));
  fc.assert(
    fc.property(text, (input) => {
      const parsed = parseDuration(input);
      if (!parsed.ok) expect(input).toContain(parsed.part);
      else expect(Number.isInteger(parsed.ms) && parsed.ms >= 0 && parsed.ms <= 100 * YEAR).toBe(true);
    }),
  );
});
