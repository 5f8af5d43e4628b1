import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainLine } from '../../src/ticket/plain-line.ts';
import { hostileText } from './hostile-text.ts';
import { smallTextIn } from './reading.ts';

test.each([
  ['Mia', 'Mia'],
  ['Zoë van der Berg-Straße', 'Zoë van der Berg-Straße'],
  ['  Mia \t Lee ', 'Mia Lee'],
  ['Mia\n-# Sam', 'Mia -# Sam'],
  ['a\r\nb\u2028c\u2029d\u0000e\u0085f', 'a b c d e f'],
  ['\u202eaiM\u202c', 'aiM'],
  ['snake_case', String.raw`snake\_case`],
  ['**a** ~~b~~ ||c|| `d`', String.raw`\*\*a\*\* \~\~b\~\~ \|\|c\|\| \`d\``],
  ['[a](b) <@200>', String.raw`\[a\](b) \<@200\>`],
  [String.raw`a\_b`, String.raw`a\\\_b`],
  ['see https://example.org', String.raw`see https\://example.org`],
  ['# big', String.raw`\# big`],
  ['-# small', String.raw`\-# small`],
  ['> quoted', String.raw`\> quoted`],
  ['+ a', String.raw`\+ a`],
  ['1. FC', String.raw`1\. FC`],
  ['', ''],
])('the name %j becomes the line %j', (name, line) => {
  expect(plainLine(name)).toBe(line);
});

test('a line has at most 80 characters, and no half ones', () => {
  expect(plainLine('x'.repeat(81))).toBe('x'.repeat(80));
  expect(plainLine('😀'.repeat(81))).toBe('😀'.repeat(80));
  expect(plainLine('_'.repeat(81))).toBe(String.raw`\_`.repeat(80));
});

test('no name makes a line of more or less than small text', () => {
  fc.assert(
    fc.property(hostileText, (name) => {
      const line = plainLine(name);
      expect(line).not.toMatch(/[\r\n\u2028]/);
      expect(smallTextIn(`-# a${line}\nb`, 'desktop')).toEqual([`a${line}`]);
    }),
  );
});
