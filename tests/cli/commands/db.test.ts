import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/storage/database.ts';
import type { Database } from '../../../src/storage/database.ts';
import { leaseIn } from '../../../src/storage/lease.ts';
import { createStore } from '../../../src/storage/store.ts';
import type { ChannelId, MessageId } from '../../../src/ticket/ticket.ts';
import { folderWith, VALID } from '../../config/load-text.ts';
import { mia, ticketWith, writingOf } from '../../support/tickets.ts';
import { run } from '../run.ts';

let cwd: string;
let path: string;
let bot: Database;
beforeEach(() => {
  cwd = folderWith({ 'config.yaml': VALID });
  path = join(cwd, 'supportmail.db');
  bot = openDatabase(path);
  const store = createStore(bot);
  const ticket = ticketWith({ status: 'closed', closedAt: Date.now() - 10 * 86_400_000 });
  store.saveTicket(ticket);
  store.record({
    channelId: '300' as ChannelId,
    writing: writingOf('plantedtext', { messageId: '1001' as MessageId }),
    author: mia,
    side: 'user',
    userId: mia.id,
    ticketId: ticket.id,
    became: 'relayed',
  });
  return () => bot.close();
});

const db = (...argv: readonly string[]) => run(['db', ...argv], { cwd });
const runBot = (): unknown =>
  leaseIn(bot, { id: 'bot', host: hostname(), pid: process.pid }, () => true).take(Date.now());
const textsIn = (database: Database): unknown[] => database.prepare('SELECT text FROM messages').pluck().all();

describe('db backup', () => {
  test('writes a whole copy while somebody else has it open and in use', async () => {
    bot.exec('BEGIN IMMEDIATE');
    const { exitCode, out, err } = await db('backup', 'copy.db');
    bot.exec('ROLLBACK');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/^✔ copy\.db: a whole copy of the database \(\d+ kB\)\.\n$/);
    const copy = openDatabase(join(cwd, 'copy.db'));
    expect(textsIn(copy)).toEqual(['plantedtext']);
    copy.close();
    expect(statSync(join(cwd, 'copy.db')).mode & 0o777).toBe(0o600);
    expect(readdirSync(cwd).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  test('replaces nothing unless it is told to', async () => {
    writeFileSync(join(cwd, 'copy.db'), 'mine');
    expect(await db('backup', 'copy.db')).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('copy.db is there already.') as string,
    });
    expect(readFileSync(join(cwd, 'copy.db'), 'utf8')).toBe('mine');
    expect((await db('backup', 'copy.db', '--force')).exitCode).toBe(0);
  });

  test.each(['supportmail.db', 'folder', 'nowhere/copy.db'])('to %s is refused', async (target) => {
    mkdirSync(join(cwd, 'folder'));
    const { exitCode, err, out } = await db('backup', target, '--force');
    expect(exitCode).toBeGreaterThan(0);
    expect(out).toBe('');
    expect(err).not.toContain('    at ');
    expect(textsIn(bot)).toEqual(['plantedtext']);
  });

  test('of what isn’t there says so', async () => {
    const elsewhere = folderWith({ 'config.yaml': VALID });
    const { exitCode, err } = await run(['db', 'backup', 'copy.db'], { cwd: elsewhere });
    expect(exitCode).toBe(1);
    expect(err).toContain('There is no database');
  });
});

describe('db check', () => {
  test('says that nothing is wrong', async () => {
    const { exitCode, out } = await db('check');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/supportmail\.db: nothing is wrong with it \(\d+ kB, 1 ticket\)\.\n$/);
  });

  test('finds damage, and says what to do', async () => {
    bot.pragma('foreign_keys = OFF');
    bot.prepare("INSERT INTO ticket_log VALUES (1, 999, 0, 'opened', null, null)").run();
    const { exitCode, err, out } = await db('check');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toContain('supportmail.db is damaged:\n  a row of ticket_log belongs to none of tickets\nStop the bot');
  });
});

describe('db prune', () => {
  test('removes what was written in tickets that are old enough', async () => {
    expect((await db('prune', '--older-than', '11d')).out).toBe('✔ What was written in 0 tickets was removed.\n');
    expect(textsIn(bot)).toEqual(['plantedtext']);
    runBot();
    expect((await db('prune', '--older-than', '9d')).out).toBe('✔ What was written in 1 ticket was removed.\n');
    expect(textsIn(bot)).toEqual([]);
  });

  test('goes by the configuration, too', async () => {
    writeFileSync(join(cwd, 'config.yaml'), `retention: 9d\n${VALID}`);
    await db('prune');
    expect(textsIn(bot)).toEqual([]);
  });

  test.each<[readonly string[], string]>([
    [[], 'How old is a ticket to be?'],
    [['--older-than', 'old'], '"old" is no age.'],
    [['--older-than', '0s'], '"0s" is no age.'],
  ])('%j is refused', async (argv, sentence) => {
    const { exitCode, err, out } = await db('prune', ...argv);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(sentence);
  });

  test('writes the file anew where that is asked for, so that no trace is left, but not under a running bot', async () => {
    runBot();
    const refused = await db('prune', '--older-than', '9d', '--compact');
    expect(refused).toMatchObject({ exitCode: 1, out: '' });
    expect(refused.err).toContain('while the bot runs');
    expect(textsIn(bot)).toEqual(['plantedtext']);
    bot.prepare('DELETE FROM lease').run();
    expect((await db('prune', '--older-than', '9d', '--compact')).out).toContain('The file was written anew.');
    for (const file of readdirSync(cwd)) expect(readFileSync(join(cwd, file)).includes('plantedtext')).toBe(false);
  });
});

test('every subcommand has examples', async () => {
  for (const name of ['backup', 'check', 'prune']) {
    expect((await db(name, '--help')).out).toContain(`$ supportmail db ${name}`);
  }
});
