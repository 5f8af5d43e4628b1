import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/lib/errors.ts';
import { checkDatabase, openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { updateDatabase } from '../../src/storage/migrating.ts';
import { factsIn } from '../../src/storage/facts.ts';
import { migrations } from '../../src/storage/migrations/index.ts';
import { createStore } from '../../src/storage/store.ts';
import type { ChannelId, MessageId, UserId } from '../../src/ticket/ticket.ts';
import { makeOldDatabase } from '../support/old-databases.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supportmail-test-'));
  path = join(folder, 'test.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const schemaOf = (database: Database): unknown[] =>
  database.prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all();

function refusal(attempt: () => void = () => openDatabase(path).close()): OperatorError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error('The database was opened');
}

describe('opening', () => {
  test('makes a database of the present version', () => {
    const database = openDatabase(path);
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(schemaOf(database)).not.toEqual([]);
    database.close();
  });

  test('an existing one changes nothing and keeps what is in it', () => {
    const first = openDatabase(path);
    first.prepare("INSERT INTO facts VALUES ('a', 'b')").run();
    const schema = schemaOf(first);
    first.close();
    const second = openDatabase(path);
    expect(schemaOf(second)).toEqual(schema);
    expect(second.prepare('SELECT * FROM facts').all()).toEqual([{ name: 'a', value: 'b' }]);
    second.close();
  });

  test('twice at once works: the command line reads while the bot runs', () => {
    const bot = openDatabase(path);
    const commandLine = openDatabase(path);
    bot.prepare("INSERT INTO facts VALUES ('a', 'b')").run();
    expect(commandLine.prepare('SELECT value FROM facts').pluck().all()).toEqual(['b']);
    bot.close();
    commandLine.close();
  });

  test('for the first time by several processes at once makes one database', async () => {
    const module = new URL('../../src/storage/database.ts', import.meta.url).href;
    const script = `const { openDatabase } = await import(${JSON.stringify(module)});
      process.stdin.once('data', () => { openDatabase(${JSON.stringify(path)}).close(); process.exit(0); });
      process.stdout.write('ready');`;
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
    const ends = children.map((child) => once(child, 'exit'));
    for (const { stdin } of children) stdin.write('go');
    expect((await Promise.all(ends)).map(([code]) => code as number)).toEqual([0, 0, 0, 0]);
  });

  test('keeps references intact, and a killed process loses nothing', () => {
    const database = openDatabase(path);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(() => database.prepare("INSERT INTO ticket_log VALUES (1, 999, 0, 'opened', null, null)").run()).toThrow(
      'FOREIGN KEY',
    );
    database.close();
  });

  test('waits for others that write', () => {
    const database = openDatabase(path);
    expect(database.pragma('busy_timeout', { simple: true })).toBe(5000);
    database.close();
  });
});

describe('an update', () => {
  const mayChange = (): void => undefined;
  function update(): Database {
    const database = openDatabase(path);
    updateDatabase(database, path, mayChange);
    return database;
  }
  const versionOf = (file: string): unknown => {
    const database = new SqliteDatabase(file, { readonly: true });
    const version = database.pragma('user_version', { simple: true });
    database.close();
    return version;
  };
  const countsIn = (file: string): Map<string, number> => {
    const database = new SqliteDatabase(file, { readonly: true });
    const tables = database
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    const counts = tables.map((table): [string, number] => [
      table,
      Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
    ]);
    database.close();
    return new Map(counts);
  };

  test.each(migrations.map((_, index) => index + 1))(
    'from version %i ends with the present schema, and all that was there is read',
    (version) => {
      makeOldDatabase(path, version);
      const before = countsIn(path);
      // Whoever adds a table adds to what stands in the old databases.
      expect([...before].filter(([, count]) => count === 0)).toEqual([]);
      const database = update();
      const fresh = openDatabase(':memory:');
      const columns = (of: Database): unknown =>
        of
          .prepare(
            "SELECT m.name, c.name AS column, c.type FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2",
          )
          .all();
      expect(columns(database)).toEqual(columns(fresh));
      expect(database.pragma('foreign_key_check')).toEqual([]);
      checkDatabase(database, path);

      const store = createStore(database);
      expect(store.openTickets().map(({ id, postId }) => [id, postId])).toEqual([[1, '400']]);
      expect(store.recorded('1001' as MessageId)).toMatchObject({ writing: { text: 'Hello' }, ticketId: 1 });
      expect(store.draft('201' as UserId).map(({ text }) => text)).toEqual(['Is anybody there?']);
      expect(store.copiesOf('1001' as MessageId, 'post/1')).toHaveLength(1);
      expect(store.writtenIn('300' as ChannelId, '0', '9999')).toEqual(['1001']);
      expect(store.writtenIn('400' as ChannelId, '0', '9999')).toEqual(['1002']);
      const next = store.outbox.next('user/200', 1_760_000_000_000)?.entry;
      expect(next).toMatchObject({ state: 'sending', attempts: 1, request: { body: { nonce: 'n1' } }, leftOut: [] });
      expect(store.outbox.next('post/1', 1_760_000_000_000)).toBeNull();
      store.outbox.remove(next?.id ?? 0);
      expect(store.outbox.next('post/1', 1_760_000_000_000)?.entry.effect.type).toBe('setTags');
      expect(store.isFirst('create:1001', 0)).toBe(false);
      expect(factsIn(database).get('first-session-at')).toBe('1730000000000');
      database.close();
      const after = countsIn(path);
      const smaller = [...before].filter(([table, count]) => (after.get(table) ?? 0) < count).map(([table]) => table);
      // What was taken out just now.
      expect(smaller).toEqual(['outbox', 'outbox_after']);
    },
  );

  test('runs what databases out there have run, to the letter; a new migration comes at the end', () => {
    const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
    expect(migrations.map(digest)).toEqual([
      'b57b5a776644',
      '3e4be6802f00',
      '4e8c2b1af1b7',
      'a252b87bc34e',
      '5b24ad82ea1e',
      '9c69fe3c0c01',
      '192c6392eac7',
      '744a3695fdc9',
      '259e5a1eedd1',
      '0c40b37e2af0',
      '6755c678ceb9',
      '8ea7fc56dbe4',
      'c36f4d467400',
      '0c9fc10a0431',
      'bbe4f4168e20',
      '3fb4b9f47953',
      '8bbc4f036397',
      '925fa5488dab',
      '31c17e6f900c',
      '34ae3137ff87',
      'bd08f5fc18a7',
      'f9e19538ca84',
      'fdef7aed5c73',
      '6f9731f1ad1c',
      '9fe0c9a85105',
      'b8d218ffb7f9',
      '419c24e60dd6',
    ]);
  });

  test('waits until it is asked for: whoever wrote the database may still be running', () => {
    makeOldDatabase(path, 2);
    openDatabase(path).close();
    expect(readdirSync(folder)).toEqual(['test.db']);
    expect(versionOf(path)).toBe(2);
  });

  test('is left to whoever took the database over while the copy was made', () => {
    makeOldDatabase(path, 2);
    const database = openDatabase(path);
    const lost = new OperatorError('storage.leaseLost', 'somebody else');
    expect(() =>
      updateDatabase(database, path, () => {
        throw lost;
      }),
    ).toThrow(lost);
    database.close();
    expect(versionOf(path)).toBe(2);
  });

  test('leaves a copy of the database as it was, once', () => {
    makeOldDatabase(path, 2);
    update().close();
    expect(readdirSync(folder).filter((name) => name.startsWith('test.db.'))).toEqual(['test.db.version-2']);
    expect(versionOf(`${path}.version-2`)).toBe(2);
    expect(versionOf(path)).toBe(migrations.length);
    update().close();
    expect(readdirSync(folder).filter((name) => name.startsWith('test.db.'))).toEqual(['test.db.version-2']);
  });

  test('isn’t made where there is no room for the copy', () => {
    makeOldDatabase(path, 2);
    mkdirSync(`${path}.version-2.${process.pid}`);
    expect(refusal(() => update().close())).toMatchObject({
      code: 'storage.noCopy',
      hint: expect.stringContaining('room') as string,
    });
    expect(versionOf(path)).toBe(2);
  });

  test('of a database that is new needs no copy', () => {
    update().close();
    expect(readdirSync(folder)).toEqual(['test.db']);
  });
});

describe('a database is refused, untouched, with what to do', () => {
  test('when a newer version wrote it', () => {
    const database = openDatabase(path);
    database.pragma(`user_version = ${migrations.length + 1}`);
    database.close();
    const before = readFileSync(path);
    expect(refusal()).toMatchObject({
      code: 'storage.newer',
      exitCode: 1,
      hint: expect.stringContaining('Update') as string,
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("when it isn't SQLite", () => {
    writeFileSync(path, 'Dear diary. '.repeat(500));
    expect(refusal()).toMatchObject({ code: 'storage.unusable', exitCode: 1 });
    expect(readFileSync(path, 'utf8')).toBe('Dear diary. '.repeat(500));
  });

  test('when it is a folder, or in a folder that is missing', () => {
    mkdirSync(path);
    expect(refusal()).toMatchObject({ code: 'storage.unusable' });
    rmSync(path, { recursive: true });
    path = join(folder, 'nowhere', 'test.db');
    expect(refusal()).toMatchObject({ code: 'storage.unusable' });
  });

  describe('when it is damaged', () => {
    const restore = { code: 'storage.damaged', exitCode: 1, hint: expect.stringContaining('newest backup') as string };
    function damage(spoil: (bytes: Buffer) => void): void {
      const database = openDatabase(path);
      for (let index = 0; index < 500; index += 1) {
        database.prepare('INSERT INTO facts VALUES (?, ?)').run(`fact ${index}`, 'x'.repeat(200));
      }
      database.close();
      const bytes = readFileSync(path);
      spoil(bytes);
      writeFileSync(path, bytes);
    }

    test('at its beginning, at once', () => {
      damage((bytes) => bytes.fill(0x5a, 100, 4096));
      expect(refusal()).toMatchObject(restore);
    });

    test('somewhere in it, when it is looked through', () => {
      damage((bytes) => bytes.fill(0x5a, bytes.length - 40_000));
      const database = openDatabase(path);
      const found = refusal(() => checkDatabase(database, path));
      expect(found).toMatchObject(restore);
      expect(found.message).toMatch(/^The database .*test\.db is damaged: /);
      database.close();
    });
  });

  test('when it belongs to another program', () => {
    const database = openDatabase(path);
    database.exec('DROP TABLE lease; PRAGMA user_version = 0');
    database.close();
    expect(refusal()).toMatchObject({ code: 'storage.unusable' });
  });
});
