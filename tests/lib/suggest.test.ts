import { expect, test } from 'vitest';
import { suggest } from '../../src/lib/suggest.ts';

test.each([
  ['databse', 'database'],
  ['DATABASE', 'database'],
  ['tokne', 'token'],
  ['auto_forwrad', 'auto_forward'],
  ['langauge', 'language'],
  ['lang', 'language'],
  ['databasefile', 'database'],
])('%s is taken for %s', (word, meant) => {
  expect(suggest(word, ['database', 'token', 'auto_forward', 'language'])).toBe(meant);
});

test('the nearest candidate wins', () => {
  expect(suggest('rulse', ['role', 'roles', 'rules'])).toBe('rules');
});

test.each(['xyz', '', 'a', 'completely_different'])('nothing is suggested for %j', (word) => {
  expect(suggest(word, ['id', 'forum', 'b'])).toBeNull();
});
