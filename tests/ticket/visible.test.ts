import { describe, expect, test } from 'vitest';
import { isVisible } from '../../src/ticket/visible.ts';

describe('a text shows nothing', () => {
  test.each([
    ['nothing at all', ''],
    ['spaces and lines', ' \n\t\u00a0\u3000\u2028'],
    ['spaces without a width', '\u200b\u200c\u200d\u2060\ufeff'],
    ['marks of direction', '\u200e\u200f\u202e\u2066\u2069'],
    ['a soft hyphen', '\u00ad'],
    ['fillers of Hangul', '\u3164\u115f\u1160\uffa0'],
    ['empty braille', '\u2800'],
    ['variation selectors', '\ufe0f\u{e0100}'],
    ['tags', '\u{e0041}\u{e007f}'],
    ['control signs', '\u0000\u0007'],
    ['bold nothing', '** **'],
    ['underlined nothing, as for a blank line', '_ _\n_ _'],
    ['nothing struck out', '~~\u200b~~'],
    ['a heading of nothing', '# \u200b'],
  ])('%s', (_, text) => {
    expect(isVisible(text)).toBe(false);
  });
});

describe('a text shows something', () => {
  test.each([
    'x',
    '.',
    '👍',
    '\u200bx',
    '_',
    '__',
    '** **x',
    '#',
    '# \n',
    '```\n```',
    '-',
    '>',
    '\u0301',
    '||​||',
    '<:a:1>',
  ])('%j', (text) => {
    expect(isVisible(text)).toBe(true);
  });
});

test('200,000 marks are gone over once', () => {
  for (const unit of ['_ ', '*', '** ', '# \u200b\n', ' ', '\u200b']) isVisible(unit.repeat(100_000));
});
