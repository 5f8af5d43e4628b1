import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { strikingLength, struckOut } from '../../src/ticket/struck-out.ts';
import { hostileText } from './hostile-text.ts';

test.each([
  ['a text', 'Hello', '~~Hello~~'],
  ['lines', 'One\nTwo\n', '~~One\nTwo~~'],
  ['a line through some of it', 'One ~~two~~', '~~One two~~'],
  ['code', '```js\nlet a;\n```', '~~let a;~~'],
  ['nothing but marks', '```\n```', ''],
])('%s is struck out below its first line, once', (_, text, expected) => {
  const struck = struckOut(`-# Mia · 2/3\n${text}`);
  expect(struck).toBe(expected === '' ? '-# Mia · 2/3' : `-# Mia · 2/3\n${expected}`);
  expect(struckOut(struck)).toBe(struck);
});

test('any text becomes longer by two marks at most', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const content = `-# Mia · 2/3\n${text}`;
      expect(struckOut(content).length).toBeLessThanOrEqual(content.length + strikingLength);
    }),
  );
});
