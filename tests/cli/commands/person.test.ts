import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { rewriteIfDue } from '../../../src/storage/backup.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import type { Database } from '../../../src/storage/database.ts';
import { leaseIn } from '../../../src/storage/lease.ts';
import { holdings } from '../../../src/storage/person/holdings.ts';
import { createStore } from '../../../src/storage/store.ts';
import type { ServerId, TicketId, UserId } from '../../../src/ticket/ticket.ts';
import { openAlone } from '../../../src/wiring/alone.ts';
import { folderWith, VALID } from '../../config/load-text.ts';
import { run } from '../run.ts';

const serverId = '123456789012345678' as ServerId;
const mia = '223456789012345678' as UserId;
const sam = '323456789012345678' as UserId;
const dm = '423456789012345678';
const now = Date.now();

/** All that may be stored about Mia: as a user, and as one of the staff. What is hers alone bears `planted`. */
const planted = `
  INSERT INTO users VALUES ('${mia}', 'Plantedmia', 'plantedmia_name', 'https://cdn.discordapp.com/avatars/${mia}/planted.png', '${dm}', NULL, NULL),
    ('${sam}', 'Sam', 'sam', NULL, '5', NULL, NULL);
  INSERT INTO members VALUES ('${serverId}', '${mia}', 'Captain Plantedmia', 1, '["9"]', 1);
  INSERT INTO not_members VALUES ('7', '${mia}');
  INSERT INTO preferences VALUES ('${mia}', 'de', 1);
  INSERT INTO tickets (ticket_id, server_id, user_id, user_name, status, activity, post_id, mark, opened_at, closed_at, is_anonymous, close_plan, answered_by, claimed_by, watchers) VALUES
    (1, '${serverId}', '${mia}', 'Plantedmia', 'closed', 'awaitingResponse', '401', 'mark1', ${now - 5000}, ${now}, 0, NULL, NULL, '${sam}', '["${sam}"]'),
    (2, '${serverId}', '${mia}', 'Teal Otter', 'closed', 'awaitingResponse', '402', 'mark2', ${now - 5000}, ${now}, 1, NULL, NULL, NULL, '[]'),
    (3, '${serverId}', '${sam}', 'Sam', 'open', 'awaitingResponse', '403', 'mark3', ${now - 5000}, NULL, 0,
      '{"type":"later","id":"c","at":1,"closing":{"by":"${mia}","byName":"Plantedmia","comment":null}}', '${mia}', '${mia}', '["${mia}","${sam}"]');
  UPDATE tickets SET form_answers = '[{"label":"What?","values":["plantedform"]}]' WHERE ticket_id IN (1, 2);
  INSERT INTO conversations VALUES ('${mia}', 1, 1);
  INSERT INTO prompts (user_id, prompt_id, ticket_id, may_reopen, asked_at, is_lapsed, answers) VALUES ('${mia}', '1001', 1, 1, 1, 0, '["plantedanswer"]');
  INSERT INTO messages (message_id, ticket_id, user_id, side, became, author_id, author_name, text, files, written_at, channel_id) VALUES
    ('1001', 1, '${mia}', 'user', 'relayed', '${mia}', 'Plantedmia', 'plantedtext one <@${mia}>', '[{"name":"plantedfile.png"}]', ${now - 4000}, '${dm}'),
    ('1002', 1, '${mia}', 'staff', 'relayed', '${sam}', 'Sam', 'Dear Plantedmia, plantedreply', '[]', ${now - 3000}, '401'),
    ('1003', 2, '${mia}', 'user', 'relayed', '${mia}', 'Plantedmia', 'plantedtext two', '[]', ${now}, '${dm}'),
    ('1004', NULL, '${mia}', 'user', 'draft', '${mia}', 'Plantedmia', 'planteddraft', '[]', ${now}, '${dm}'),
    ('1005', NULL, '${mia}', 'user', 'refused', '${mia}', 'Plantedmia', 'plantedrefused', '[]', ${now}, '${dm}'),
    ('1006', 3, '${sam}', 'staff', 'relayed', '${mia}', 'Plantedmia', 'An answer', '[]', ${now}, '403');
  INSERT INTO earlier_texts VALUES ('1001', 1, 'plantedearlier', '[]');
  INSERT INTO copies VALUES ('2001', 'post/1', 1, '1001', 1, 'plantedtext one', NULL), ('2002', 'user/${mia}', 1, '1002', 1, 'plantedreply', NULL),
    ('2003', 'user/${mia}', NULL, NULL, 0, NULL, NULL), ('401', 'post/1', 1, NULL, 0, NULL, NULL);
  INSERT INTO ticket_log VALUES (1, 1, 1, 'opened', '${mia}', NULL), (2, 1, 2, 'closing', '${sam}', 'plantedcomment'), (3, 3, 2, 'opened', '${mia}', NULL);
  INSERT INTO feedback VALUES (1, 1, '{"server":"H","comment":"plantedshared","closeMessage":"Bye Plantedmia","isSaidAnyway":true}', '2004', 5, 2, '[{"label":"Why","values":["plantedwhy"]}]', 3, '2005');
  INSERT INTO outbox (entry_id, ticket_id, place, urgency, effect, state, request, not_before) VALUES
    (1, 1, 'user/${mia}', 0, '{"type":"wakePost","text":"plantedeffect"}', 'sending', '{"body":"plantedrequest"}', 1),
    (2, NULL, 'member/${serverId}/${mia}', 0, '{"type":"lookUpMember","userId":"${mia}"}', 'queued', NULL, 1),
    (3, 3, 'post/3', 0, '{"type":"wakePost"}', 'queued', NULL, 1);
  INSERT INTO outbox_after VALUES (2, 1);
  INSERT INTO timers VALUES ('prompt:${mia}', 1, '{"type":"promptLapsed","userId":"${mia}","promptId":"p"}'), ('silence/1', 1, '{"type":"silenceDue","ticketId":1}'),
    ('silence/3', 1, '{"type":"silenceDue","ticketId":3}');
  INSERT INTO blacklist VALUES ('${serverId}', 'user', '${mia}', 'Rude', '${sam}', 1, NULL), ('${serverId}', 'ticket', '2', NULL, '${mia}', 1, NULL),
    ('${serverId}', 'user', '${sam}', NULL, '${mia}', 1, NULL);
  INSERT INTO blacklist_told VALUES ('${serverId}', '${mia}', 1);
  INSERT INTO snippets VALUES ('${serverId}', 'hello', 'Hello', 0, '${mia}', 1);
  INSERT INTO overrides VALUES ('${serverId}', 'receipts', 'false', '${mia}', 1);
  INSERT INTO outside_messages VALUES ('3001', '${mia}', '${serverId}', '${sam}', 'plantedoutside', 1, 1), ('3002', '${sam}', '${serverId}', '${mia}', 'To Sam', 1, 1);
  INSERT INTO pauses VALUES ('${serverId}', NULL, 'Away', '${mia}', 1);
  INSERT INTO channels VALUES ('${dm}', '1005'), ('401', '2001');`;

let cwd: string;
let path: string;
beforeEach(() => {
  cwd = folderWith({ 'config.yaml': VALID });
  path = join(cwd, 'supportmail.db');
  const database = openDatabase(path);
  database.exec(planted);
  // Was sent long ago: what was removed stays in the file until something else takes its place.
  database.exec(`
    INSERT INTO outbox (place, urgency, effect, state, not_before) SELECT 'post/3', 0, '{"type":"wakePost","text":"plantedgone"}', 'queued', 1
      FROM json_each('[${'1,'.repeat(499)}1]');
    DELETE FROM outbox WHERE instr(effect, 'plantedgone') > 0;`);
  database.close();
});

const person = (...argv: readonly string[]) => run(['person', ...argv], { cwd });
function using<Value>(use: (database: Database) => Value): Value {
  const database = openDatabase(path);
  try {
    return use(database);
  } finally {
    database.close();
  }
}
/** The files in which something of Mia's stands, in whatever case. */
const traces = (): readonly string[] =>
  readdirSync(cwd)
    .filter((name) => name.startsWith('supportmail.db'))
    .filter((name) => /planted|223456789012345678|423456789012345678/i.test(readFileSync(join(cwd, name), 'latin1')));

test('every table and column is decided about', () => {
  const columns = using((database) =>
    database
      .prepare<[], { name: string; column: string }>(
        "SELECT m.name, c.name AS column FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT GLOB 'message_words_*'",
      )
      .all(),
  );
  const decided = Object.entries(holdings).flatMap(([name, { columns: of }]) =>
    Object.keys(of).map((column) => `${name}.${column}`),
  );
  // Whoever adds one says in holdings.ts whether it holds anything of a person, sees to it in forget.ts, and plants something in it above.
  expect(decided.toSorted()).toEqual(columns.map(({ name, column }) => `${name}.${column}`).toSorted());
});

test('something of a person is planted here in every table that may hold it', () => {
  const empty = Object.entries(holdings).flatMap(([table, { rows }]) => {
    if (rows === null) return [];
    const count = using((database) =>
      database.prepare(`SELECT count(*) FROM ${table} WHERE ${rows}`).pluck().get({ id: mia }),
    );
    return count === 0 ? [table] : [];
  });
  expect(empty).toEqual([]);
});

describe('person export', () => {
  test('writes everything that is stored about somebody, and nothing of others', async () => {
    const { exitCode, out, err } = await person('export', mia);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    const { user, stored } = JSON.parse(out) as { user: string; stored: Record<string, Record<string, unknown>[]> };
    expect(user).toBe(mia);
    expect(Object.keys(stored).toSorted()).toEqual(
      Object.entries(holdings)
        .filter(([, { rows }]) => rows !== null)
        .map(([table]) => table)
        .toSorted(),
    );
    for (const text of [
      'plantedtext one',
      'plantedtext two',
      'planteddraft',
      'plantedwhy',
      'plantedoutside',
      'An answer',
    ]) {
      expect(out).toContain(text);
    }
    // Whom she wrote to as staff, and which ones of the staff wrote to her or blacklisted her.
    expect(out).not.toContain(sam);
    expect(stored['tickets']?.map((ticket) => ticket['user_name'])).toEqual(['Plantedmia', 'Teal Otter', null]);
    expect(stored['tickets']?.map((ticket) => ticket['claimed_by'])).toEqual([null, null, mia]);
    expect(stored['tickets']?.map((ticket) => ticket['watchers'])).toEqual([[], [], [mia]]);
  });

  test('writes a file that only its owner may read', async () => {
    expect((await person('export', mia, '--out', 'mia.json')).out).toBe(
      `✔ Everything that is stored about user ${mia} is in mia.json.\n`,
    );
    expect(readFileSync(join(cwd, 'mia.json'), 'utf8')).toContain('plantedtext one');
  });

  test.each<[string, string, number, string]>([
    ['nobody', '999999999999999999', 3, 'Nothing is stored about user 999999999999999999.'],
    ['a name', 'mia', 2, 'The ID of a user has 17 to 20 digits.'],
  ])('of %s says so', async (_, id, code, sentence) => {
    for (const verb of ['export', 'forget']) {
      const { exitCode, out, err } = await person(verb, id);
      expect({ exitCode, out }).toEqual({ exitCode: code, out: '' });
      expect(err).toContain(sentence);
    }
  });
});

describe('person forget', () => {
  test('asks first', async () => {
    const { exitCode, out, err } = await person('forget', mia);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^This would erase, for good:\n {2}users: 1\n/);
    expect(using((database) => createStore(database).user(mia))).not.toBeNull();
  });

  test('leaves no ID, name or text of theirs in the database’s files', async () => {
    expect(traces()).toEqual(['supportmail.db']);
    const { exitCode, err } = await person('forget', mia, '--yes');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(traces()).toEqual([]);
    using((database) => {
      expect(database.pragma('foreign_key_check')).toEqual([]);
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    });
  });

  test('leaves what belongs to others, and what the figures need', async () => {
    await person('forget', mia, '--yes');
    using((database) => {
      const store = createStore(database);
      expect(store.ticket(1 as TicketId)).toMatchObject({
        userId: '0',
        userName: '(forgotten)',
        postId: '401',
        mark: 'mark1',
      });
      expect(store.ticket(3 as TicketId)).toMatchObject({ userId: sam, userName: 'Sam', status: 'open' });
      expect(store.ticket(3 as TicketId)).toMatchObject({ claimedBy: null, watchers: [sam] });
      expect(store.ticket(3 as TicketId)?.closePlan).toMatchObject({ closing: { by: '0', byName: '(forgotten)' } });
      expect(store.user(sam)).not.toBeNull();
      expect(database.prepare('SELECT text, author_id FROM messages').all()).toEqual([
        { text: 'An answer', author_id: '0' },
      ]);
      expect(database.prepare('SELECT text FROM outside_messages').pluck().all()).toEqual(['To Sam']);
      expect(database.prepare('SELECT key FROM timers').pluck().all()).toEqual(['silence/3']);
      expect(store.outbox.places()).toEqual(['post/3']);
      expect(store.isCopy('401')).toBe(true);
      expect(database.prepare('SELECT rating, answers FROM feedback').all()).toEqual([{ rating: 5, answers: '[]' }]);
      expect(database.prepare('SELECT answered_by FROM tickets WHERE ticket_id = 1').pluck().get()).toBe(sam);
    });
  });

  test('leaves the blacklist working, by user and by ticket, and it can be taken back', async () => {
    await person('forget', mia, '--yes');
    const about = (): unknown[] =>
      using((database) =>
        createStore(database)
          .blacklist.about(serverId, mia, now)
          .map(({ barred }) => barred.type)
          .toSorted(),
      );
    expect(about()).toEqual(['ticket', 'user']);
    expect(using((database) => createStore(database).blacklist.about(serverId, '9' as UserId, now))).toEqual([]);
    const blacklist = (...argv: readonly string[]) => run(['blacklist', ...argv], { cwd });
    expect((await blacklist('check', mia)).exitCode).toBe(0);
    const { out } = await blacklist('export');
    expect(out).toMatch(/"id": "forgotten-[0-9a-f]{32}"/);
    expect((await blacklist('remove', mia)).exitCode).toBe(0);
    expect(about()).toEqual(['ticket']);
    writeFileSync(join(cwd, 'list.json'), out);
    expect((await blacklist('import', 'list.json')).exitCode).toBe(0);
    expect(about()).toEqual(['ticket', 'user']);
    expect((await blacklist('add', mia)).exitCode).toBe(0);
    expect((await blacklist('list')).out.match(/^user /gm)).toHaveLength(2);
  });

  test('reports what stays and why, also in what others wrote', async () => {
    using((database) => {
      database.exec(`INSERT INTO messages (message_id, ticket_id, user_id, side, became, author_id, author_name, text, files, written_at) VALUES
        ('1010', 3, '${sam}', 'user', 'relayed', '${sam}', 'Sam', 'Ask plantedmia!', '[]', 1),
        ('1011', 3, '${sam}', 'user', 'relayed', '${sam}', 'Sam', 'plantedmiasma', '[]', 1);
        UPDATE snippets SET content = 'Write to <@${mia}>';`);
    });
    writeFileSync(`${path}.version-3`, '');
    const { out } = await person('forget', mia, '--yes');
    expect(out).toContain(`✔ User ${mia} is forgotten.\nWhat stays:\n- 2 tickets by number and time`);
    expect(out).toContain('- 1 message to others, without the name');
    expect(out).toContain('- In Discord: their name on what they wrote to others as staff');
    expect(out).toContain('- 2 entries of the blacklist, by a hash');
    expect(out).toContain('- Others name them, by ID or name, in messages of others (ticket 3): ');
    expect(out).toContain('in snippets (');
    expect(out).toContain('- supportmail.db.version-3: a copy from before an update.');
    expect(out).not.toContain('Traces in unused parts');
    expect((await person('forget', mia, '--yes')).exitCode).toBe(3);
  });

  test('refuses while a ticket of theirs is open', async () => {
    const { exitCode, err } = await person('forget', sam, '--yes');
    expect(exitCode).toBe(1);
    expect(err).toContain(`User ${sam} has open tickets: 3.\nClose them first: supportmail tickets close 3.`);
  });

  test('under a running bot erases at once, and the next start writes the file anew', async () => {
    const bot = openDatabase(path);
    const lease = leaseIn(bot, { id: 'bot', host: hostname(), pid: process.pid }, () => true);
    lease.take(Date.now());
    const { out } = await person('forget', mia, '--yes');
    expect(out).toContain('Traces in unused parts of the file, until the bot starts the next time');
    expect(createStore(bot).user(mia)).toBeNull();
    lease.release();
    bot.close();
    const { database } = await openAlone(path);
    rewriteIfDue(database);
    database.close();
    expect(traces()).toEqual([]);
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});

test('every subcommand has examples', async () => {
  for (const name of ['export', 'forget']) {
    expect((await person(name, '--help')).out).toContain(`$ supportmail person ${name}`);
  }
});
