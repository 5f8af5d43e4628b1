import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitText } from '../../src/ticket/split.ts';
import { hostileText } from './hostile-text.ts';
import { codeAndProse } from './reading.ts';

const room = fc.integer({ min: 100, max: 400 });

function withoutSpace(text: string): string {
  return text.replaceAll(/[\s\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/gu, '');
}

/** How long one visible character may be made of a base and its accents. */
function accented(marks: number): string {
  return `a${'\u0301'.repeat(marks)}`;
}

describe('where a text is cut', () => {
  test('nowhere, as long as it fits', () => {
    expect(splitText('', 100)).toEqual(['']);
    expect(splitText('x'.repeat(100), 100)).toEqual(['x'.repeat(100)]);
    expect(splitText(`${'x'.repeat(60)}\n${'y'.repeat(39)}`, 100)).toHaveLength(1);
  });

  test('at the last line border, which is dropped', () => {
    const lines = ['a '.repeat(25), 'b '.repeat(15), 'c '.repeat(20)];
    expect(splitText(lines.join('\n'), 100)).toEqual([lines.slice(0, 2).join('\n'), lines[2]]);
  });

  test('else at the last space, which is dropped', () => {
    const words = ['x'.repeat(50), 'y'.repeat(40), 'z'.repeat(10)];
    expect(splitText(words.join(' '), 100)).toEqual([`${words[0]} ${words[1]}`, words[2]]);
  });

  test('at a space rather than at a line border in the first half', () => {
    const text = `${'a'.repeat(20)}\n${'b '.repeat(60)}`;
    const [first = ''] = splitText(text, 100);
    expect(first.length).toBeGreaterThan(80);
    expect(first).toMatch(/b$/);
  });

  test('else between two characters', () => {
    const text = '日'.repeat(250);
    expect(splitText(text, 100).map((part) => part.length)).toEqual([96, 96, 58]);
  });

  test('a part that would show nothing is left out', () => {
    expect(splitText(`a${'\n'.repeat(500)}b`, 100).map((part) => part.trim())).toEqual(['a', 'b']);
    expect(splitText(`a${' '.repeat(500)}`, 100).map((part) => part.trim())).toEqual(['a']);
    expect(splitText(' '.repeat(500), 100)).toHaveLength(1);
  });
});

describe('what is never cut', () => {
  test.each([
    ['an emoji of two units', '😀'],
    ['a family', '👩‍👩‍👧‍👦'],
    ['a skin tone', '👍🏽'],
    ['a flag', '🇩🇪'],
    ['an accent', 'e\u0301'],
    ['many accents', accented(20)],
    ['Hangul in pieces', '\u1112\u1161\u11ab'],
    ['a syllable of Devanagari', 'क्षि'],
    ['a keycap', '1️⃣'],
  ])('%s', (_, character) => {
    for (let shift = 0; shift < 2 * character.length; shift += 1) {
      const text = 'x'.repeat(shift) + character.repeat(Math.ceil(400 / character.length));
      const parts = splitText(text, 100);
      expect(parts.join('')).toBe(text);
      for (const part of parts.slice(1)) expect(part.startsWith(character)).toBe(true);
    }
  });

  test('a character too long for a part is cut all the same, but not in half a sign', () => {
    const text = accented(250);
    expect(splitText(text, 100).join('')).toBe(text);
    const hats = `a${'\u{1e000}'.repeat(150)}`;
    const parts = splitText(hats, 100);
    expect(parts.join('')).toBe(hats);
    expect(parts.every((part) => part.isWellFormed())).toBe(true);
  });

  test('right-to-left text keeps its order', () => {
    const words = Array.from({ length: 60 }, (_, index) => `שלום${index}`);
    expect(splitText(words.join(' '), 100).join(' ')).toBe(words.join(' '));
  });
});

describe('a code block', () => {
  const line = 'x'.repeat(30);

  test('that is cut is closed, and opened again with its language', () => {
    const parts = splitText(`\`\`\`js\n${line}\n${line}\n${line}\n\`\`\``, 100);
    expect(parts).toEqual([`\`\`\`js\n${line}\n${line}\n\`\`\``, `\`\`\`js\n${line}\n\`\`\``]);
  });

  test('that is cut between characters is opened again without a language it doesn’t have', () => {
    const parts = splitText(`\`\`\`${'日'.repeat(150)}\`\`\``, 100);
    expect(parts).toEqual([`\`\`\`${'日'.repeat(93)}\n\`\`\``, `\`\`\`\n${'日'.repeat(57)}\`\`\``]);
  });

  test.each([87, 88, 89, 90, 91, 92, 93, 94, 95, 96])('after %i characters is never left empty', (before) => {
    const parts = splitText(`${'a'.repeat(before)}\n\`\`\`js\n${line}\n\`\`\`\nb`, 100);
    expect(parts.map((part) => part.trim())).toEqual(['a'.repeat(before), `\`\`\`js\n${line}\n\`\`\`\nb`]);
  });

  test.each([76, 80, 83, 84, 85, 86, 87, 88, 89, 90])('with %i characters is never continued by nothing', (length) => {
    const text = `\`\`\`js\n${'x'.repeat(length)}\n\`\`\`\n${'after '.repeat(10)}`;
    const parts = splitText(text, 100);
    expect(parts[0]).toBe(`\`\`\`js\n${'x'.repeat(length)}\n\`\`\``);
    expect(parts.slice(1).join('')).not.toContain('`');
  });

  test('that begins with many line breaks loses them rather than its code', () => {
    const [first, ...others] = splitText(`\`\`\`js\n${'\n'.repeat(300)}${line}\n\`\`\` after`, 100);
    expect([first, ...others]).toEqual([`\`\`\`js\n${line}\n\`\`\` after`]);
  });

  test('that ends in many line breaks loses them rather than its end', () => {
    expect(splitText(`\`\`\`\n${line}${'\n'.repeat(300)}\`\`\`after`, 100)).toEqual([
      expect.stringMatching(/^```\nx{30}\n+```$/),
      'after',
    ]);
  });

  test('whose first line is longer than the room ends, too', () => {
    const text = `\`\`\`${'a'.repeat(3000)}\nb\n\`\`\``;
    const parts = splitText(text, 1900);
    expect(parts).toHaveLength(2);
    expect(parts.every((part) => part.length <= 1900)).toBe(true);
    expect(parts.map((part) => codeAndProse(part).code).join('')).toBe(`${'a'.repeat(3000)}b`);
  });

  test.each([2000, 3999, 4000])('%i backticks end, too', (count) => {
    const parts = splitText('`'.repeat(count), 1900);
    expect(parts.length).toBeLessThan(5);
    expect(parts.every((part) => part.length <= 1900)).toBe(true);
  });
});

describe('for every text', () => {
  test('each part has room, none but a lone one is blank, and together they are the text', () => {
    fc.assert(
      fc.property(hostileText, room, (text, size) => {
        const parts = splitText(text, size);
        expect(parts.every((part) => part.length <= size)).toBe(true);
        expect(parts.length === 1 || parts.every((part) => part.trim() !== '')).toBe(true);
        if (!text.includes('```')) expect(withoutSpace(parts.join(''))).toBe(withoutSpace(text));
      }),
    );
  });

  test('what is code stays code, and what isn’t does not become it', () => {
    fc.assert(
      fc.property(hostileText, room, (text, size) => {
        // A name of a language that doesn't fit into a part becomes code.
        fc.pre(!/```[^\s`]{80}/.test(text));
        const parts = splitText(text, size).map(codeAndProse);
        const whole = codeAndProse(text);
        expect(parts.map(({ code }) => code).join('')).toBe(whole.code);
        // A part of marks alone, such as `* *`, shows nothing, and is left out.
        const seen = (prose: string): string => prose.replaceAll(/[*~_|>#-]/g, '');
        expect(seen(parts.map(({ prose }) => prose).join(''))).toBe(seen(whole.prose));
      }),
    );
  });

  test('any characters at all are cut between two of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 80, maxLength: 400 }), room, (text, size) => {
        for (const part of splitText(text, size)) expect(part.isWellFormed()).toBe(true);
      }),
    );
  });
});

test.each(['`', '```', '```a', '```\n', '\n', ' ', 'x', '😀', '-# ', '```js\nx\n```\n', '\u0301', '\u2028'])(
  'a text of 200,000 units of %j is cut without going over it again and again',
  (unit) => {
    const text = unit.repeat(Math.ceil(200_000 / unit.length));
    const parts = splitText(text, 1900);
    expect(parts.every((part) => part.length <= 1900)).toBe(true);
  },
);
