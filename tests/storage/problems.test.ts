import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { storageProblem } from '../../src/storage/problems.ts';

let folder: string;
let path: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supportmail-test-'));
  path = join(folder, 'test.db');
  database = openDatabase(path);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (into: Database, value = 'b'): unknown => into.prepare("INSERT INTO facts VALUES ('a', ?)").run(value);

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing went wrong.');
}

test('a disk without room', () => {
  database.pragma('max_page_count = 1');
  expect(storageProblem(errorOf(() => write(database, 'x'.repeat(100_000))))).toMatchObject({
    code: 'storage.failed',
    exitCode: 1,
    message: 'There is no room for the database any more: database or disk is full (SQLITE_FULL).',
    hint: 'Make room on its disk. Then start the bot again: nothing is lost, it goes on from there.',
  });
});

test('a database that may not be written', () => {
  const reader = new SqliteDatabase(path, { readonly: true });
  expect(storageProblem(errorOf(() => write(reader)))).toMatchObject({
    code: 'storage.failed',
    message: 'The database may not be written any more: attempt to write a readonly database (SQLITE_READONLY).',
    hint: expect.stringContaining('must be allowed to write the file and its folder') as string,
  });
  reader.close();
});

test('a database that somebody else holds', () => {
  const other = new SqliteDatabase(path, { timeout: 0 });
  database.exec('BEGIN IMMEDIATE');
  expect(storageProblem(errorOf(() => write(other)))).toMatchObject({
    message: 'Something else holds the database: database is locked (SQLITE_BUSY).',
    hint: expect.stringContaining('backup') as string,
  });
  other.close();
});

test('what is no fault of the storage', () => {
  write(database);
  expect(storageProblem(errorOf(() => write(database)))).toBeNull();
  expect(storageProblem(new Error('a mistake'))).toBeNull();
  expect(storageProblem('nothing')).toBeNull();
});
