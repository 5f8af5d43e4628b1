import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/storage/database.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { createStore } from '../../../src/storage/store.ts';
import type { Barred, BlacklistEntry } from '../../../src/ticket/blacklist.ts';
import type { ServerId, TicketId, UserId } from '../../../src/ticket/ticket.ts';
import { folderWith, VALID } from '../../config/load-text.ts';
import { makeOldDatabase } from '../../support/old-databases.ts';
import { miaAsMember, sam, ticketWith } from '../../support/tickets.ts';
import { run } from '../run.ts';

const serverId = '123456789012345678' as ServerId;
const mia = '223456789012345678' as UserId;
const jonas = '323456789012345678' as UserId;
const role = '423456789012345678';
const day = 86_400_000;

let cwd: string;
let bot: Database;
beforeEach(() => {
  cwd = folderWith({ 'config.yaml': `${VALID}    blacklist: { immune: [{ user: 523456789012345678 }] }\n` });
  // The bot has it open all the time.
  bot = openDatabase(join(cwd, 'supportmail.db'));
  const store = createStore(bot);
  store.saveUser({ person: { ...sam, id: mia, name: 'Mia' }, channelId: null, draftFor: null, refusedAt: null });
  store.saveMember({ ...miaAsMember, serverId, userId: mia, roleIds: [role] }, Date.now());
  store.saveTicket(ticketWith({ serverId, userId: mia }));
  return () => bot.close();
});

const blacklist = (...argv: readonly string[]) => run(['blacklist', ...argv], { cwd });
const entries = (): readonly BlacklistEntry[] => createStore(bot).blacklist.list(serverId, Date.now());
const about = (barred: Barred): object => ({ barred, reason: null, by: null, endsAt: null });
const refused = async (...argv: readonly string[]) => {
  const { exitCode, out, err } = await blacklist(...argv);
  expect(out).toBe('');
  return { exitCode, err };
};

describe('blacklist add', () => {
  test('takes a user, a role, or the user of a ticket', async () => {
    expect(await blacklist('add', mia)).toEqual({
      exitCode: 0,
      out: `✔ On the blacklist: user ${mia}. Open tickets go on.\n`,
      err: '',
    });
    await blacklist('add', role, '--role');
    await blacklist('add', '--ticket', '7');
    expect(entries().toSorted((a, b) => a.addedAt - b.addedAt)).toMatchObject([
      about({ type: 'user', id: mia }),
      about({ type: 'role', id: role }),
      about({ type: 'ticket', id: 7 as TicketId }),
    ]);
  });

  test('keeps the reason and the time it ends, and replaces what was there', async () => {
    await blacklist('add', mia);
    const before = Date.now();
    const { out } = await blacklist('add', mia, '--reason', 'Rude', '--expires', '1w', '--server', serverId);
    expect(out).toMatch(/^✔ On the blacklist until \d{4}-\d\d-\d\d \d\d:\d\d UTC: user \d+\. Open tickets go on\.\n$/);
    expect(entries()).toHaveLength(1);
    expect(entries()).toMatchObject([{ reason: 'Rude' }]);
    expect(Math.abs((entries()[0]?.endsAt ?? 0) - before - 7 * day)).toBeLessThan(60_000);
  });

  test.each<[string, readonly string[], number, string]>([
    ['nobody', [], 2, 'Name either the ID of a user or role, or a ticket by --ticket.'],
    ['two', [mia, '--ticket', '7'], 2, 'Name either'],
    ['a name', ['mia'], 2, '"mia" is no ID of a user or role.'],
    ['a ticket that is none', ['--ticket', 'x'], 2, 'A ticket has a number from 1 on.'],
    ['an unknown ticket', ['--ticket', '8'], 3, 'There is no ticket 8 in this server.'],
    ['everyone', [serverId, '--role'], 1, 'This is the role that everybody has.'],
    ['somebody immune', ['523456789012345678'], 1, "can't be blacklisted: `blacklist.immune` in the configuration"],
    ['a time that is none', [mia, '--expires', 'soon'], 2, '--expires is "soon", which is no time.'],
    ['a long reason', [mia, '--reason', 'x'.repeat(501)], 1, 'The reason has more than 500 characters.'],
    ['another server', [mia, '--server', '1'], 2, 'There is no server 1 in the configuration.'],
  ])('of %s is refused', async (_, argv, exitCode, sentence) => {
    const refusal = await refused('add', ...argv);
    expect(refusal.exitCode).toBe(exitCode);
    expect(refusal.err).toContain(sentence);
    expect(entries()).toEqual([]);
  });
});

describe('blacklist remove', () => {
  test('takes an entry away, and ends with 3 where there is none', async () => {
    await blacklist('add', mia);
    expect((await blacklist('remove', mia)).out).toBe(`✔ No longer on the blacklist: user ${mia}.\n`);
    expect(await refused('remove', mia)).toEqual({ exitCode: 3, err: `Not on the blacklist: user ${mia}.\n` });
    expect(entries()).toEqual([]);
  });
});

describe('blacklist check', () => {
  test('finds a user by themselves and by a role, never by a ticket', async () => {
    await blacklist('add', '--ticket', '7');
    expect((await refused('check', mia)).exitCode).toBe(3);
    await blacklist('add', role, '--role', '--reason', 'Muted');
    const { exitCode, out } = await blacklist('check', mia);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^role 4\d+, without end, since \d{4}-.* UTC by the operator\n {4}Muted\n$/);
    await blacklist('add', mia);
    expect((await blacklist('check', mia)).out).toMatch(/^user 2\d+ \(Mia\), .*\nrole 4/);
    expect((await blacklist('check', '--ticket', '7')).out).toMatch(/^ticket 7, without end/);
  });

  test('gives JSON, too', async () => {
    const nothing = await blacklist('check', mia, '--json');
    expect({ ...nothing, out: JSON.parse(nothing.out) as unknown }).toEqual({
      exitCode: 3,
      out: [],
      err: `Not on the blacklist: user ${mia}.\n`,
    });
    await blacklist('add', mia);
    expect(JSON.parse((await blacklist('check', mia, '--json')).out)).toMatchObject([{ type: 'user', id: mia }]);
  });
});

describe('blacklist list and clear', () => {
  test('show all, and remove all when that is confirmed', async () => {
    expect((await blacklist('list')).out).toBe('The blacklist is empty.\n');
    expect((await blacklist('list', '--json')).out).toBe('[]\n');
    await blacklist('add', mia);
    await blacklist('add', jonas);
    expect((await blacklist('list')).out.split('\n')).toHaveLength(3);
    expect(await refused('clear')).toEqual({
      exitCode: 2,
      err: 'This would remove 2 entries.\nAdd --yes to do it. `supportmail blacklist export` keeps a copy.\n',
    });
    expect(entries()).toHaveLength(2);
    expect((await blacklist('clear', '--yes')).out).toBe('✔ The blacklist is empty: 2 entries removed.\n');
    expect(entries()).toEqual([]);
    expect(entries()).toEqual([]);
  });
});

describe('blacklist export and import', () => {
  const nasty: readonly BlacklistEntry[] = [
    {
      barred: { type: 'user', id: mia },
      reason: 'Said "no", and\nmore, ',
      by: jonas,
      addedAt: 1_750_000_000_000,
      endsAt: null,
    },
    {
      barred: { type: 'role', id: role },
      reason: ' =1+1',
      by: null,
      addedAt: 1_740_000_000_000,
      endsAt: Date.now() + day,
    },
    { barred: { type: 'ticket', id: 7 as TicketId }, reason: null, by: null, addedAt: 1, endsAt: null },
  ];

  test.each(['csv', 'json'])('keep everything, as %s', async (format) => {
    for (const entry of nasty) createStore(bot).blacklist.add(serverId, entry, Date.now());
    const name = `list.${format}`;
    expect((await blacklist('export', '--out', name)).out).toBe(`✔ 3 entries written to ${name}.\n`);
    const { out } = await blacklist('export', '--format', format);
    expect(out).toBe(readFileSync(join(cwd, name), 'utf8'));
    await blacklist('clear', '--yes');
    expect((await blacklist('import', name)).out).toBe('✔ 3 entries imported.\n');
    expect(entries()).toEqual(nasty);
  });

  test('of a list written by hand needs no more than IDs, and leaves out what has ended', async () => {
    writeFileSync(join(cwd, 'a.csv'), `\uFEFFid,reason,expires_at\n${mia},Rude,\n\n${jonas},"Two, words",2020-01-01\n`);
    expect((await blacklist('import', 'a.csv')).out).toBe(
      '✔ 1 entry imported. 1 left out, since it has ended already.\n',
    );
    expect(entries()).toMatchObject([{ barred: { type: 'user', id: mia }, reason: 'Rude', by: null, endsAt: null }]);
  });

  test('names all that is wrong in a CSV file by its line, and imports nothing', async () => {
    const lines = [
      'type,id,reason,expires_at,resaon',
      `user,${mia},"a reason`,
      'of two lines",,',
      `user,${mia},,tomorrow,`,
      'user,Mia,,,',
      'person,1,,,x',
      'ticket,99,,,',
      'user,523456789012345678,,,',
      'ticket,7,a,b,c,d',
    ];
    writeFileSync(join(cwd, 'a.csv'), lines.join('\n'));
    const { exitCode, err } = await refused('import', 'a.csv');
    expect({ exitCode, err: err.split('\n') }).toEqual({
      exitCode: 1,
      err: [
        'There are 8 mistakes, so nothing was imported:',
        'a.csv:4 expires_at is "tomorrow", but it must be a time such as 2026-12-31T18:00:00Z.',
        `a.csv:4 user ${mia} is listed twice; line 2 has it, too.`,
        'a.csv:5 "Mia" is no ID of a user.',
        'a.csv:6 There is no field "resaon"; did you mean "reason"?',
        'a.csv:6 The type is "person", but it must be user, role or ticket.',
        'a.csv:7 There is no ticket 99 in this server.',
        "a.csv:8 user 523456789012345678 can't be blacklisted: `blacklist.immune` in the configuration says so.",
        'a.csv:9 found 6 cells, but there are 5 columns.',
        '`supportmail blacklist export` shows how such a file is written.',
        '',
      ],
    });
    expect(entries()).toEqual([]);
  });

  test('names all that is wrong in a JSON file by its line', async () => {
    const text = `[
  {"type": "user", "id": "${mia}", "reason": "[\\"{,"},
  {"type": "user",
   "id": 223456789012345678},
  "mia", [1, [2]],
  {"id": "${jonas}", "by": "Sam", "reason": 5}
]`;
    writeFileSync(join(cwd, 'a.json'), text);
    expect((await refused('import', 'a.json')).err.split('\n').slice(1, -2)).toEqual([
      'a.json:3 The id is 223456789012345660, but it must be a text.',
      'a.json:5 found "mia", but an entry is an object.',
      'a.json:5 found [1,[2]], but an entry is an object.',
      'a.json:6 The reason is 5, but it must be a text.',
      'a.json:6 by is "Sam", which is no ID of a user.',
    ]);
  });

  test.each([
    ['a.json', '[\n{"id": }]', 'a.json This is no JSON: Unexpected token'],
    ['a.json', '[\n{"id" 1}]', 'a.json:2 This is no JSON: '],
    ['a.json', '{}', 'a.json:1 The file must hold a list of entries'],
    ['a.csv', `${mia}\n`, 'a.csv:1 The first line must name the columns: type,id,'],
    ['a.csv', 'id;reason\n1;2\n', 'a.csv:1 The first line must name the columns'],
    ['a.csv', `id\n"${mia}`, 'a.csv:2 A quote is astray here, or one is missing.'],
  ])('%s with %j is refused', async (name, text, sentence) => {
    writeFileSync(join(cwd, name), text);
    expect((await refused('import', name)).err).toContain(sentence);
  });

  test('of a file that isn’t there is refused', async () => {
    expect(await refused('import', 'nothing.csv')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining("can't be used") as string,
    });
  });
});

describe('without the bot’s database', () => {
  test('says that there is none, and makes none', async () => {
    const elsewhere = folderWith({ 'config.yaml': VALID });
    const { exitCode, err } = await run(['blacklist', 'list'], { cwd: elsewhere });
    expect({ exitCode, err }).toEqual({
      exitCode: 1,
      err: expect.stringMatching(
        /^There is no database .*supportmail\.db yet\.\nThe bot makes it when it starts/,
      ) as string,
    });
    expect((await run(['blacklist', 'list'], { cwd: elsewhere })).exitCode).toBe(1);
  });

  test('of this version says that the bot has to be started', async () => {
    const elsewhere = folderWith({ 'config.yaml': VALID });
    makeOldDatabase(join(elsewhere, 'supportmail.db'), 3);
    const { exitCode, err } = await run(['blacklist', 'list'], { cwd: elsewhere });
    expect(exitCode).toBe(1);
    expect(err).toContain('was written by an older version of SupportMail.\nStart the bot of this version once');
  });
});
