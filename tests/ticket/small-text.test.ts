import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import { escapeFirstLine, escapeSubtext } from '../../src/ticket/small-text.ts';
import { relayedBy, rulesWith, staffWrote, ticketWith, now, userWrote } from '../support/tickets.ts';
import { hostileText } from './hostile-text.ts';
import { smallTextIn } from './reading.ts';
import type { Client } from './reading.ts';

const clients: readonly Client[] = ['desktop', 'mobile'];

function expectNoSmallText(text: string): void {
  for (const client of clients) expect(smallTextIn(text, client), client).toEqual([]);
}

describe('small text', () => {
  test.each([
    ['-# x', String.raw`\-# x`],
    ['a\n-# x\nb', 'a\n\\-# x\nb'],
    ['-# x\n-# y', '\\-# x\n\\-# y'],
    ['  -# x', String.raw`  \-# x`],
    ['\t-# x', '\t\\-# x'],
    ['\u00a0-# x', '\u00a0\\-# x'],
    ['\u2003\u200b\ufeff-# x', '\u2003\u200b\ufeff\\-# x'],
    ['a\r-# x', 'a\r\\-# x'],
    ['a\u2028-# x', 'a\u2028\\-# x'],
    ['> -# x', String.raw`> \-# x`],
    ['> > -# x', String.raw`> > \-# x`],
    ['>>> -# x', String.raw`>>> \-# x`],
    ['- -# x', String.raw`- \-# x`],
    ['* -# x', String.raw`* \-# x`],
    ['+ -# x', String.raw`+ \-# x`],
    ['  - 1. -# x', String.raw`  - 1. \-# x`],
    ['1. -# x', String.raw`1. \-# x`],
    ['# -# x', String.raw`# \-# x`],
    ['**-# x**', String.raw`**\-# x**`],
    ['||-# x||', String.raw`||\-# x||`],
    ['[-# x](https://example.org)', String.raw`[\-# x](https://example.org)`],
    ['-# -# x', String.raw`\-# -# x`],
    ['~~~\n-# x\n~~~', '~~~\n\\-# x\n~~~'],
  ])('is taken away from %j', (text, expected) => {
    expect(escapeSubtext(text)).toBe(expected);
    expectNoSmallText(expected);
  });

  test.each(['a -# x', 'a\n\\-# x', '`-# x`', 'curl -# https://example.org/-#', '#- x', '', 'x'])(
    'is not in %j, which stays as it is',
    (text) => {
      expect(escapeSubtext(text)).toBe(text);
      expectNoSmallText(text);
    },
  );
});

describe('code', () => {
  test.each([
    '```\n-# x\n```',
    '```diff\n-# x\n+# y\n```',
    '```-# x```',
    'This is the change, see below:\n```diff\n-# x\n```',
    '```\n-# x\n```\nand then:\n```\n-# y\n```',
    '```\n\n\n-# x\n\n```',
    '```a```\n```\n-# x\n```',
  ])('%j stays as it is', (text) => {
    expect(escapeSubtext(text)).toBe(text);
    expectNoSmallText(text);
  });

  // What looks like code by its marks, and isn't: something before has taken the opening mark.
  test.each([
    ['a mark that nothing closes', '```\n-# x'],
    ['an empty block, which is none', '```\n```\na\n```\n-# x\n```'],
    ['an empty block with a language', '```js\n```\na\n```\n-# x\n```'],
    ['a block of spaces', '```\n \n```\na\n```\n-# x\n```'],
    ['four backticks', '````\n-# x\n```\n-# y\n```'],
    ['an escaped mark', '\\```\n-# x\n```'],
    ['a mark in inline code', '`a ``` b`\n-# x\n```'],
    ['a mark in inline code with two backticks', '``a ``` b``\n-# x\n```'],
    ['a mark in bold text', '**```**\n-# x\n```'],
    ['a mark in bold text that ends in the block', '**\n```\n**\n-# x\n```'],
    ['a mark in a spoiler', '||```||\n-# x\n```'],
    ['a mark in struck text', '~~```~~\n-# x\n```'],
    ['a mark in underlined text', '__```__\n-# x\n```'],
    ['a mark in a quote', '> ```\n-# x\n```'],
    ['a mark in a heading', '# ```\n-# x\n```'],
    ['a mark in a list', '- ```\n-# x\n```'],
    ['a mark in a link', 'https://example.org/```\n-# x\n```'],
    ['a mark in a link in angle brackets', '<https://example.org/\n```\n>\n-# x\n```'],
    ['a mark in the text of a link', '[```](https://example.org)\n-# x\n```'],
    ['a mark behind words', 'like this: ```\n-# x\n```'],
  ])('is not taken for granted: %s', (_, text) => {
    const escaped = escapeSubtext(text);
    expect(escaped.match(/^\\-# x/m)).not.toBeNull();
    expectNoSmallText(escaped);
  });
});

test('the first line alone is escaped, by one character at most', () => {
  expect(escapeFirstLine('> -# -# x\n-# y')).toBe('> \\-# -# x\n-# y');
  expect(escapeFirstLine('-# x')).toBe(String.raw`\-# x`);
  expect(escapeFirstLine('a\n-# x')).toBe('a\n-# x');
});

test('escaping twice is escaping once', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const once = escapeSubtext(text);
      expect(escapeSubtext(once)).toBe(once);
    }),
  );
});

test('no text, however hostile and long, shows small text but in the first line of each part', () => {
  fc.assert(
    fc.property(hostileText, fc.constantFrom(...clients), (text, client) => {
      const fromUser = decide(ticketWith(), userWrote(text), rulesWith(), now);
      for (const content of relayedBy(fromUser.effects)) {
        expect(smallTextIn(content, client)).toEqual([expect.stringMatching(/^Mia(?: · \d+\/\d+)?$/)]);
      }
      const fromStaff = decide(ticketWith(), staffWrote(`Hello ${text}`), rulesWith(), now);
      for (const content of relayedBy(fromStaff.effects)) {
        expect(smallTextIn(content, client)).toEqual([expect.stringMatching(/^Sam · Harbour(?: · \d+\/\d+)?$/)]);
      }
    }),
    { numRuns: 400 },
  );
});
