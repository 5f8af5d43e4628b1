import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/storage/database.ts';
import type { Database } from '../../../src/storage/database.ts';
import { snippetsIn } from '../../../src/storage/snippets.ts';
import type { Snippet } from '../../../src/ticket/snippet.ts';
import type { ServerId } from '../../../src/ticket/ticket.ts';
import { folderWith, VALID } from '../../config/load-text.ts';
import { run } from '../run.ts';

const serverId = '123456789012345678' as ServerId;
const main = join(import.meta.dirname, '../../../src/main.ts');

let cwd: string;
let bot: Database;
beforeEach(() => {
  cwd = folderWith({ 'config.yaml': VALID });
  // The bot has it open all the time.
  bot = openDatabase(join(cwd, 'supportmail.db'));
  return () => bot.close();
});

const snippets = (...argv: readonly string[]) => run(['snippets', ...argv], { cwd });
const kept = (): readonly Snippet[] => snippetsIn(bot).all(serverId);
const snippet = (name: string, content: string, onlyTickets = false): Snippet => ({ name, content, onlyTickets });
const keep = (...given: Parameters<typeof snippet>): void => {
  expect(snippetsIn(bot).add(serverId, snippet(...given), { by: null, at: 0 })).toBeNull();
};
const refused = async (...argv: readonly string[]) => {
  const { exitCode, out, err } = await snippets(...argv);
  expect(out).toBe('');
  return { exitCode, err };
};

describe('snippets add', () => {
  test('keeps a text that is given, or stands in a file', async () => {
    writeFileSync(join(cwd, 'rules.md'), '\uFEFF# Rules\nBe kind.\n');
    expect(await snippets('add', 'welcome', 'Hello {user.name}!')).toEqual({
      exitCode: 0,
      out: '✔ Added: welcome.\n',
      err: '',
    });
    await snippets('add', 'rules', '--file', 'rules.md', '--only-tickets', '--server', serverId);
    expect(kept()).toEqual([snippet('rules', '# Rules\nBe kind.', true), snippet('welcome', 'Hello {user.name}!')]);
  });

  test('reads standard input where there is neither', async () => {
    const child = spawn(process.execPath, [main, 'snippets', 'add', 'welcome'], {
      cwd,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    child.stdin.end('Hello\nthere\n');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(kept()).toEqual([snippet('welcome', 'Hello\nthere')]);
  });

  test.each([
    [['FAQ', 'Hello'], '"FAQ" can\'t be a name: it takes 2 to 50 of a–z, 0–9, _, - and space.'],
    [['welcome', 'Hello'], 'There is a snippet "welcome" already.\nsupportmail snippets edit changes it.'],
    [['faq', ' '], 'A snippet must say something.'],
    [['faq', 'x'.repeat(2001)], 'A snippet takes at most 2000 characters, and this one has 2001.'],
    [['faq', 'Hello {user'], 'A brace is never closed: "{user".\nThere are {user.name} '],
    [['faq', '{user.nam}'], 'There is no placeholder {user.nam}. Did you mean {user.name}?\nThere are {user.name} '],
    [['faq', '--file', 'nowhere.md'], "nowhere.md can't be used: ENOENT"],
  ])('refuses %j', async (argv, sentence) => {
    keep('welcome', 'Hello');
    const { exitCode, err } = await refused('add', ...argv);
    expect(exitCode).toBe(1);
    expect(err.slice(0, sentence.length)).toBe(sentence);
    expect(kept()).toHaveLength(1);
  });

  test('takes one text, not two', async () => {
    expect((await refused('add', 'faq', 'Hello', '--file', 'faq.md')).exitCode).toBe(2);
  });
});

describe('snippets edit', () => {
  test('changes the text, or where it goes, and nothing that isn’t said', async () => {
    keep('welcome', 'Hello', true);
    expect((await snippets('edit', 'Welcome', 'Hi')).out).toBe('✔ Changed: welcome.\n');
    expect(kept()).toEqual([snippet('welcome', 'Hi', true)]);
    await snippets('edit', 'welcome', '--no-only-tickets');
    expect(kept()).toEqual([snippet('welcome', 'Hi', false)]);
    expect((await refused('edit', 'welcome', '{oops')).exitCode).toBe(1);
    expect(kept()).toEqual([snippet('welcome', 'Hi', false)]);
  });

  test('finds nothing to change', async () => {
    expect(await refused('edit', 'faq', 'Hi')).toEqual({
      exitCode: 3,
      err: 'There is no snippet "faq".\nsupportmail snippets list shows those that are there.\n',
    });
  });
});

test('snippets remove takes one out, and ends with 3 where there is none', async () => {
  keep('welcome', 'Hello');
  expect((await snippets('remove', 'welcome')).out).toBe('✔ Removed: welcome.\n');
  expect(kept()).toEqual([]);
  expect((await refused('remove', 'welcome')).exitCode).toBe(3);
});

test('snippets list shows them in lines, or as JSON', async () => {
  expect((await snippets('list')).out).toBe('There are no snippets yet.\n');
  keep('welcome', `Hello\n\nthere ${'x'.repeat(80)}`, true);
  keep('faq', 'Read it.');
  expect((await snippets('list')).out).toBe(
    `faq      Read it.\nwelcome  Hello ⏎ there ${'x'.repeat(45)}…  (only in tickets)\n`,
  );
  expect(JSON.parse((await snippets('list', '--json')).out)).toMatchObject([
    { name: 'faq', content: 'Read it.', only_tickets: false },
    { name: 'welcome', only_tickets: true },
  ]);
});

describe('snippets import', () => {
  const write = (file: unknown): void => writeFileSync(join(cwd, 'in.json'), JSON.stringify(file));

  test('takes what an export wrote', async () => {
    keep('welcome', 'Hello\n"there"', true);
    keep('faq', 'Read it.');
    const before = kept();
    expect((await snippets('export', '--out', 'in.json')).out).toBe('✔ 2 snippets written to in.json.\n');
    expect((await snippets('export')).out).toBe(readFileSync(join(cwd, 'in.json'), 'utf8'));
    for (const { name } of before) await snippets('remove', name);
    expect((await snippets('import', 'in.json')).out).toBe('✔ 2 snippets imported.\n');
    expect(kept()).toEqual(before);
  });

  test('keeps all of a file, or nothing, and names all that is wrong with it', async () => {
    keep('faq', 'Read it.');
    write([
      { name: 'good', content: 'Yes' },
      { name: 'faq', content: 'No' },
      { name: 'bad', content: '{oops}' },
    ]);
    const { exitCode, err } = await refused('import', 'in.json');
    expect(exitCode).toBe(1);
    expect(err.split('\n').slice(0, 3)).toEqual([
      'Nothing was imported from in.json:',
      '  2 (faq): There is a snippet "faq" already.',
      '  3 (bad): There is no placeholder {oops}.',
    ]);
    expect(kept()).toEqual([snippet('faq', 'Read it.')]);
  });

  test('replaces what is there where that is wanted', async () => {
    keep('faq', 'Read it.');
    write([{ name: 'faq', content: 'Read all of it.', only_tickets: true }]);
    await snippets('import', 'in.json', '--replace');
    expect(kept()).toEqual([snippet('faq', 'Read all of it.', true)]);
  });

  test.each([[{}], [[{ name: 'faq' }]], [['faq']], [[{ name: 'faq', content: 'a', only_tickets: 'no' }]]])(
    'says how it is written where it isn’t: %j',
    async (file) => {
      write(file);
      expect((await refused('import', 'in.json')).err).toContain('A snippet is written {"name": "…", "content": "…"');
    },
  );
});
