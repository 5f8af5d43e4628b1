import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/lib/errors.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrations } from '../../src/storage/migrations/index.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supportmail-test-'));
  path = join(folder, 'test.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const schemaOf = (database: Database): unknown[] =>
  database.prepare("SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name").all();

function refusal(): OperatorError {
  try {
    openDatabase(path).close();
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
  /** As the version with so many migrations left it. */
  function ofVersion(version: number): void {
    const database = new SqliteDatabase(path);
    for (const migration of migrations.slice(0, version)) database.exec(migration);
    database.prepare("INSERT INTO facts VALUES ('a', 'b')").run();
    database.pragma(`user_version = ${version}`);
    database.close();
  }
  const versionOf = (file: string): unknown => {
    const database = new SqliteDatabase(file, { readonly: true });
    const version = database.pragma('user_version', { simple: true });
    database.close();
    return version;
  };

  test.each(migrations.map((_, index) => index + 1))(
    'from version %i ends with the present schema and what was there',
    (version) => {
      ofVersion(version);
      const database = openDatabase(path);
      const fresh = openDatabase(':memory:');
      const columns = (of: Database): unknown =>
        of
          .prepare(
            "SELECT m.name, c.name AS column, c.type FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1, 2",
          )
          .all();
      expect(columns(database)).toEqual(columns(fresh));
      expect(database.prepare('SELECT * FROM facts').all()).toEqual([{ name: 'a', value: 'b' }]);
      database.close();
    },
  );

  test('leaves a copy of the database as it was, once', () => {
    ofVersion(2);
    openDatabase(path).close();
    expect(readdirSync(folder).filter((name) => name.startsWith('test.db.'))).toEqual(['test.db.version-2']);
    expect(versionOf(`${path}.version-2`)).toBe(2);
    expect(versionOf(path)).toBe(migrations.length);
    openDatabase(path).close();
    expect(readdirSync(folder).filter((name) => name.startsWith('test.db.'))).toEqual(['test.db.version-2']);
  });

  test('isn’t made where there is no room for the copy', () => {
    ofVersion(2);
    mkdirSync(`${path}.version-2.${process.pid}`);
    expect(refusal()).toMatchObject({ code: 'storage.noCopy', hint: expect.stringContaining('room') as string });
    expect(versionOf(path)).toBe(2);
  });

  test('of a database that is new needs no copy', () => {
    openDatabase(path).close();
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

  test('when it is damaged', () => {
    const database = openDatabase(path);
    for (let index = 0; index < 500; index += 1) {
      database.prepare('INSERT INTO facts VALUES (?, ?)').run(`fact ${index}`, 'x'.repeat(200));
    }
    database.close();
    const bytes = readFileSync(path);
    // The header stays, the schema behind it is gone.
    bytes.fill(0x5a, 100, 4096);
    writeFileSync(path, bytes);
    expect(refusal()).toMatchObject({ code: 'storage.unusable' });
  });

  test('when it belongs to another program', () => {
    const database = openDatabase(path);
    database.exec('DROP TABLE lease; PRAGMA user_version = 0');
    database.close();
    expect(refusal()).toMatchObject({ code: 'storage.unusable' });
  });
});
