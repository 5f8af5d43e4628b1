import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillTemplate, parseTemplate } from '../../src/lib/template.ts';

const names = ['user.name', 'server.name'] as const;
const values = { 'user.name': 'Ann', 'server.name': 'Chess' };

function fill(text: string): string {
  const parsed = parseTemplate(text, names);
  if (!parsed.ok) throw new Error(parsed.type);
  return fillTemplate(parsed.parts, values);
}

test.each([
  ['', ''],
  ['Hello {user.name}!', 'Hello Ann!'],
  ['{user.name}{server.name}', 'AnnChess'],
  ['{{user.name}', '{user.name}'],
  ['{{{user.name}}', '{Ann}'],
  ['a } b', 'a } b'],
  ['{{{{', '{{'],
])('%j becomes %j', (text, filled) => {
  expect(fill(text)).toBe(filled);
});

test('a value with braces is not taken for a template itself', () => {
  expect(fillTemplate([{ placeholder: 'a' }], { a: '{b}' })).toBe('{b}');
});

test('an unknown placeholder is named, with the one that was probably meant', () => {
  expect(parseTemplate('Hi {user.nmae}', names)).toEqual({
    ok: false,
    type: 'unknown',
    placeholder: 'user.nmae',
    suggestion: 'user.name',
  });
  expect(parseTemplate('Hi {weather}', names)).toMatchObject({ placeholder: 'weather', suggestion: null });
  expect(parseTemplate('{ user.name }', names)).toMatchObject({ placeholder: ' user.name ', suggestion: 'user.name' });
});

test.each([
  ['a {user.name', '{user.name'],
  ['{{ and {', '{'],
  ['{a{user.name}', '{a{user.name}'],
])('the brace that is never closed is shown: %j', (text, rest) => {
  expect(parseTemplate(text, names)).toEqual({ ok: false, type: 'unclosed', rest });
});

test('any text with its braces doubled comes out as it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fill(text.replaceAll('{', '{{')) === text));
});
