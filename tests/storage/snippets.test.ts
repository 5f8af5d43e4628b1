import { beforeEach, describe, expect, test } from 'vitest';
import type { SnippetTable } from '../../src/desk/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { snippetsIn } from '../../src/storage/snippets.ts';
import type { Snippet } from '../../src/ticket/snippet.ts';
import type { ServerId, UserId } from '../../src/ticket/ticket.ts';

const here = '900' as ServerId;
const elsewhere = '901' as ServerId;
const change = { by: '5' as UserId, at: 1_750_000_000_000 };
const snippet = (name: string, content = 'Hello', onlyTickets = false): Snippet => ({ name, content, onlyTickets });

let database: Database;
let table: SnippetTable;
beforeEach(() => {
  database = openDatabase(':memory:');
  table = snippetsIn(database);
});

test('a snippet is one server’s, with who changed it last, and when', () => {
  expect(table.add(here, snippet('faq', 'Read {server.name}', true), change)).toBeNull();
  expect(table.edit(here, snippet('faq', 'Read {{it}'), { by: null, at: 2 })).toBeNull();
  expect(table.get(here, 'faq')).toEqual({ name: 'faq', content: 'Read {{it}', onlyTickets: false });
  expect(table.get(elsewhere, 'faq')).toBeNull();
  expect(database.prepare('SELECT changed_by, changed_at FROM snippets').all()).toEqual([
    { changed_by: null, changed_at: 2 },
  ]);
  expect(table.remove(elsewhere, 'faq')).toBe(false);
  expect(table.remove(here, 'faq')).toBe(true);
  expect(table.all(here)).toEqual([]);
});

test('all of them come by name', () => {
  for (const name of ['rules', 'faq', 'hello there']) table.add(here, snippet(name), change);
  expect(table.all(here).map(({ name }) => name)).toEqual(['faq', 'hello there', 'rules']);
});

describe('what isn’t kept:', () => {
  test.each([
    ['a', { type: 'badName' }],
    ['FAQ', { type: 'badName' }],
    [' faq', { type: 'badName' }],
    ['faq:1', { type: 'badName' }],
    ['grüße', { type: 'badName' }],
    ['x'.repeat(51), { type: 'badName' }],
  ])('a snippet named %j', (name, problem) => {
    expect(table.add(here, snippet(name), change)).toMatchObject({ ...problem, name });
    expect(table.all(here)).toEqual([]);
  });

  test.each([
    [' \u200b\n', { type: 'noContent' }],
    ['x'.repeat(2001), { type: 'contentTooLong', length: 2001 }],
    ['Hello {user.nam}', { type: 'unknownPlaceholder', placeholder: 'user.nam', suggestion: 'user.name' }],
    ['Hello {whatever}', { type: 'unknownPlaceholder', placeholder: 'whatever', suggestion: null }],
    ['Hello {user', { type: 'unclosedBrace', rest: '{user' }],
  ])('the content %j, new or in place of another', (content, problem) => {
    table.add(here, snippet('faq'), change);
    expect(table.add(here, snippet('new one', content), change)).toEqual(problem);
    expect(table.edit(here, snippet('faq', content), change)).toEqual(problem);
    expect(table.all(here)).toEqual([snippet('faq')]);
  });

  test('a second one of the same name, and a change of one that isn’t there', () => {
    table.add(here, snippet('faq'), change);
    expect(table.add(here, snippet('faq', 'Other'), change)).toEqual({ type: 'nameTaken', name: 'faq' });
    expect(table.edit(here, snippet('rules'), change)).toEqual({ type: 'noSuchSnippet', name: 'rules' });
    expect(table.all(here)).toEqual([snippet('faq')]);
  });

  test('more than a hundred in a server', () => {
    for (let at = 0; at < 100; at += 1) expect(table.add(here, snippet(`number ${at}`), change)).toBeNull();
    expect(table.add(here, snippet('faq'), change)).toEqual({ type: 'tooManySnippets' });
    expect(table.problemOfAdding(here, 'faq')).toEqual({ type: 'tooManySnippets' });
    expect(table.add(elsewhere, snippet('faq'), change)).toBeNull();
    expect(table.edit(here, snippet('number 7', 'Other'), change)).toBeNull();
  });
});
