import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../src/lib/duration.ts';
import { durationWords } from '../../src/lib/duration-words.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** The words of each language, and how many ms each stands for. */
const spoken = {
  en: [
    ['ms milli millisecond milliseconds', 1],
    ['s sec secs second seconds', SECOND],
    ['m min mins minute minutes', MINUTE],
    ['h hr hrs hour hours', HOUR],
    ['d day days', DAY],
    ['w week weeks', 7 * DAY],
    ['mo mon mth mths month months', YEAR / 12],
    ['y yr yrs year years', YEAR],
  ],
  de: [
    ['ms milli millisekunde millisekunden', 1],
    ['s sek sekunde sekunden', SECOND],
    ['m min mins minute minuten', MINUTE],
    ['h st std stund stunde stunden', HOUR],
    ['d t tag tage', DAY],
    ['w woche wochen', 7 * DAY],
    ['mo mon mons mth monat monate', YEAR / 12],
    ['y j jh jahr jahre', YEAR],
  ],
  fr: [
    ['ms milli milliseconde millisecondes', 1],
    ['s sec secs seconde secondes', SECOND],
    ['m min mins minute minutes', MINUTE],
    ['h hr hrs heure heures', HOUR],
    ['d j jour jours', DAY],
    ['w sem semaine semaines', 7 * DAY],
    ['mo mon mois', YEAR / 12],
    ['y a an ans année années annee annees', YEAR],
  ],
} satisfies Record<string, [string, number][]>;
const locales = Object.keys(spoken) as (keyof typeof spoken)[];

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

  describe.each(Object.entries(spoken))('in the language %s', (locale, words) => {
    test.each(words)('the words %s', (listed, ms) => {
      for (const word of listed.split(' ')) {
        for (const written of [word, word.toUpperCase(), word.normalize('NFD')]) {
          expect([written, parseDuration(`2${written}`, locale)]).toEqual([written, { ok: true, ms: 2 * ms }]);
        }
      }
    });

    test.each(spoken.en)('and the English words %s', (listed, ms) => {
      for (const word of listed.split(' '))
        expect(parseDuration(`3 ${word}`, locale)).toEqual({ ok: true, ms: 3 * ms });
    });

    test('no word means two things', () => {
      const meant = [...words, ...spoken.en].flatMap(([listed, ms]) => listed.split(' ').map((word) => [word, ms]));
      const different = new Set(meant.map(String));
      expect(different.size).toBe(new Set(meant.map(([word]) => word)).size);
    });
  });

  test('the words listed here are all that there are', () => {
    const listed = (words: readonly string[]) => new Set(words.flatMap((row) => row.split(' ')));
    for (const [locale, words] of Object.entries(spoken)) {
      const table = durationWords[locale as keyof typeof spoken];
      expect(listed(Object.values(table))).toEqual(listed(words.map(([row]) => row)));
    }
  });

  test.each([
    ['1 Std 30 Min', 'de', 90 * MINUTE],
    ['1 TAG 2Stunden', 'de', DAY + 2 * HOUR],
    ['1,5 Tage', 'de', 36 * HOUR],
    ['1.5 Tage', 'de', 36 * HOUR],
    ['0,5 hours 2 stund', 'de', 150 * MINUTE],
    ['2 J', 'de', 2 * YEAR],
    ['2 j', 'fr', 2 * DAY],
    ['1 an 6 mois', 'fr', 1.5 * YEAR],
    ['1,5 H', 'fr', 90 * MINUTE],
    ['1.5h', 'fr', 90 * MINUTE],
    ['2 ANNÉES', 'fr', 2 * YEAR],
    ['1 annee', 'fr', YEAR],
    ['2\u00a0semaines\u202f3\u00a0jours', 'fr', 17 * DAY],
    ['2 weeks', 'fr', 14 * DAY],
  ])('%j in the language %s', (text, locale, ms) => {
    expect(parseDuration(text, locale)).toEqual({ ok: true, ms });
  });

  test('the language is that of the locale; any other is English', () => {
    expect(parseDuration('1 Tag', 'de-AT')).toEqual({ ok: true, ms: DAY });
    for (const locale of ['en-GB', 'pt-BR', 'constructor', '']) {
      expect(parseDuration('1 day', locale)).toEqual({ ok: true, ms: DAY });
      expect(parseDuration('1 Tag', locale)).toEqual({ ok: false, problem: 'unknownUnit', part: 'Tag' });
    }
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

  test.each([
    ['', 'de', 'empty', ''],
    ['10', 'de', 'noUnit', '10'],
    ['1,5', 'fr', 'noUnit', '1,5'],
    ['bald', 'de', 'noNumber', 'bald'],
    ['1 Stunde und 5 Minuten', 'de', 'noNumber', 'und'],
    ['2 jours', 'de', 'unknownUnit', 'jours'],
    ['2 Tage', 'fr', 'unknownUnit', 'Tage'],
    ['-1,5 Tage', 'de', 'negative', '-1,5 Tage'],
    ['101 ans', 'fr', 'tooLong', '101 ans'],
    ['99 Jahre 13 Monate', 'de', 'tooLong', '99 Jahre 13 Monate'],
  ])('%j in the language %s', (text, locale, problem, part) => {
    expect(parseDuration(text, locale)).toEqual({ ok: false, problem, part });
  });

  test.each([
    ['1h,30m', 'de', 'noNumber', ',30m'],
    ['1 Std.30 Min', 'de', 'noNumber', '.30'],
    ['1h.30m', 'en', 'noNumber', '.30m'],
    ['1.000,5h', 'de', 'noUnit', '1.000'],
    ['1\u202f000 s', 'fr', 'noUnit', '1'],
  ])('rather than read as something that was not meant: %j in the language %s', (text, locale, problem, part) => {
    expect(parseDuration(text, locale)).toEqual({ ok: false, problem, part });
  });
});

describe('what is written', () => {
  test.each([
    [0, '0 seconds', '0 Sekunden', '0 seconde'],
    [1, '1 millisecond', '1 Millisekunde', '1 milliseconde'],
    [90 * MINUTE, '1 hour 30 minutes', '1 Stunde 30 Minuten', '1 heure 30 minutes'],
    [DAY + 2 * SECOND, '1 day 2 seconds', '1 Tag 2 Sekunden', '1 jour 2 secondes'],
    [14 * DAY, '14 days', '14 Tage', '14 jours'],
    [YEAR, '365 days 6 hours', '365 Tage 6 Stunden', '365 jours 6 heures'],
    [100 * YEAR, '36525 days', '36525 Tage', '36525 jours'],
  ])('%d ms', (ms, ...written) => {
    expect(locales.map((locale) => formatDuration(ms, locale).replaceAll('\u00a0', ' '))).toEqual(written);
  });

  test('is in the language of the locale; any other is English', () => {
    expect(['de-AT', 'en-GB', 'pt-BR'].map((locale) => formatDuration(DAY, locale))).toEqual([
      '1 Tag',
      '1 day',
      '1 day',
    ]);
  });

  test('is read back to the same', () => {
    const anyMs = fc.oneof(fc.nat(100_000), fc.integer({ min: 0, max: 100 * YEAR }));
    fc.assert(
      fc.property(anyMs, fc.constantFrom(...locales), (ms, locale) => {
        expect(parseDuration(formatDuration(ms, locale), locale)).toEqual({ ok: true, ms });
      }),
    );
  });
});

const anySum = fc.constantFrom(...locales).chain((locale) => {
  const units = [...spoken[locale], ...spoken.en].flatMap(([words, ms]) =>
    words.split(' ').map((word) => [word, ms] as const),
  );
  const space = fc.constantFrom('', ' ', '\t', '\n  ', '\u00a0');
  const group = fc.record({
    quarters: fc.nat(360),
    point: fc.constantFrom(...(locale === 'en' ? ['.'] : ['.', ','])),
    unit: fc.constantFrom(...units),
    isLoud: fc.boolean(),
    before: space,
    between: space,
  });
  return fc.record({ locale: fc.constant(locale), groups: fc.array(group, { minLength: 1, maxLength: 10 }) });
});

test('any sum of groups, in any order and case and however it is spaced, is the sum of its groups', () => {
  fc.assert(
    fc.property(anySum, ({ locale, groups }) => {
      const written = groups.map(({ quarters, point, unit: [word], isLoud, before, between }) => {
        const number = String(quarters / 4).replace('.', point);
        return `${before}${number}${between}${isLoud ? word.toUpperCase() : word}`;
      });
      const sum = groups.reduce((total, { quarters, unit: [, ms] }) => total + (quarters * ms) / 4, 0);
      const expected = sum > 100 * YEAR ? { ok: false, problem: 'tooLong' } : { ok: true, ms: Math.round(sum) };
      expect(parseDuration(written.join(''), locale)).toMatchObject(expected);
    }),
  );
});

test('no text makes it throw, and what it accepts is a whole number between nothing and 100 years', () => {
  const piece = fc.constantFrom(...'-0159.,  smhdj'.split(''), 'ms', 'mo', 'année', 'Tage', '\u0301');
  // A fast-check string of the unit `binary` takes seconds to begin with.
  const anything = fc.nat(0x10ffff).map((point) => String.fromCodePoint(point));
  const text = fc.oneof(
    fc.string({ unit: piece, maxLength: 300 }),
    fc.array(anything).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, fc.constantFrom(...locales), (input, locale) => {
      const parsed = parseDuration(input, locale);
      if (!parsed.ok) expect(input).toContain(parsed.part);
      else expect(Number.isInteger(parsed.ms) && parsed.ms >= 0 && parsed.ms <= 100 * YEAR).toBe(true);
      if (!parsed.ok && parsed.problem !== 'empty') expect(parsed.part.trim()).not.toBe('');
    }),
  );
});
