import { describe, expect, test } from 'vitest';
import { splitText } from '../../src/ticket/split.ts';

describe('not cut in two, where it fits into a part', () => {
  test.each([
    '<@123456789012345678>',
    '<@!123456789012345678>',
    '<@&123456789012345678>',
    '<#123456789012345678>',
    '<:wave:123456789012345678>',
    '<a:wave:123456789012345678>',
    '<t:1750000000>',
    '<t:-1750000000:R>',
    '</config snippets add:123456789012345678>',
    '<id:customize>',
    '<id:linked-roles>',
    'https://example.org/a/b?c=d#e',
    '<https://example.org/a/b>',
    '[the list of prices](https://example.org/)',
    String.raw`\*`,
    String.raw`\\`,
  ])('%s', (token) => {
    for (let before = 60; before <= 100; before += 1) {
      const parts = splitText(`${'x'.repeat(before)} ${token}${'y'.repeat(70)}`, 100);
      expect(parts.filter((part) => part.includes(token))).toHaveLength(1);
      expect(parts.join('').replaceAll(' ', '')).toBe(
        `${'x'.repeat(before)}${token}${'y'.repeat(70)}`.replaceAll(' ', ''),
      );
    }
  });

  test('a row of emoji without spaces', () => {
    const parts = splitText('<:wave:123456789012345678>'.repeat(40), 100);
    expect(new Set(parts)).toEqual(new Set(['<:wave:123456789012345678>'.repeat(3), '<:wave:123456789012345678>']));
  });
});

test('a link longer than a part is cut all the same', () => {
  const link = `https://example.org/${'a'.repeat(300)}`;
  const parts = splitText(link, 100);
  expect(parts.join('')).toBe(link);
  expect(parts.every((part) => part.length <= 100)).toBe(true);
});

test.each(['<', '[', '[a', '[a](', 'https://', '<a:', '</', '\\', '<@'])('200,000 units of %j take no time', (unit) => {
  const parts = splitText(unit.repeat(Math.ceil(200_000 / unit.length)), 1900);
  expect(parts.every((part) => part.length <= 1900)).toBe(true);
});
