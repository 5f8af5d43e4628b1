import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { leaseIn } from '../../src/storage/lease.ts';
import type { Lease } from '../../src/storage/lease.ts';
import { migrations } from '../../src/storage/migrations/index.ts';
import { openAlone } from '../../src/wiring/alone.ts';
import type { OwnDatabase } from '../../src/wiring/alone.ts';
import { makeOldDatabase } from '../support/old-databases.ts';

let folder: string;
let path: string;
let open: { close(): void }[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supportmail-test-'));
  path = join(folder, 'test.db');
  open = [];
});
afterEach(() => {
  for (const one of open) one.close();
  rmSync(folder, { recursive: true, force: true });
});

function holdAs(holder: { host: string; pid: number }, at: number): Lease {
  const database = openDatabase(path);
  open.push(database);
  const lease = leaseIn(database, { id: 'before', ...holder }, () => true);
  lease.take(at);
  return lease;
}

async function opened(): Promise<OwnDatabase> {
  const own = await openAlone(path);
  open.push(own.database);
  return own;
}

const versionOf = (file: string): unknown => {
  const database = new SqliteDatabase(file, { readonly: true });
  open.push(database);
  return database.pragma('user_version', { simple: true });
};

// No process has so high a number. https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html
const deadPid = 2 ** 22 + 1;

describe('a database', () => {
  test('that nobody holds is taken', async () => {
    const { lease } = await opened();
    expect(() => lease.check()).not.toThrow();
  });

  test('that a dead process of this machine held is taken over at once', async () => {
    holdAs({ host: hostname(), pid: deadPid }, Date.now());
    const { lease } = await opened();
    expect(() => lease.check()).not.toThrow();
  });

  test('that a container which is gone held is taken over when it gave no sign for a while', async () => {
    // A quarter of a second before its lease runs out.
    holdAs({ host: 'another-container', pid: process.pid }, Date.now() - 4_750);
    const { lease } = await opened();
    expect(() => lease.check()).not.toThrow();
  });
});

describe('a database of an older version', () => {
  test('stays as it is while that one runs, and is brought up to date once it let go', async () => {
    makeOldDatabase(path, 2);
    const lease = holdAs({ host: 'another-container', pid: process.pid }, Date.now());
    const opening = opened();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(versionOf(path)).toBe(2);
    lease.release();
    await opening;
    expect(versionOf(path)).toBe(migrations.length);
    expect(readdirSync(folder)).toContain('test.db.version-2');
  });
});

describe('a database whose last user didn’t let go', () => {
  /** The pages of the facts are destroyed, which nothing reads at the start. */
  function damage(): void {
    const database = openDatabase(path);
    for (let index = 0; index < 500; index += 1) {
      database.prepare('INSERT INTO facts VALUES (?, ?)').run(`fact ${index}`, 'x'.repeat(200));
    }
    database.close();
    const bytes = readFileSync(path);
    bytes.fill(0x5a, bytes.length - 40_000);
    writeFileSync(path, bytes);
  }

  test('is looked through, and refused where it is damaged, at every start', async () => {
    const database = openDatabase(path);
    leaseIn(database, { id: 'before', host: hostname(), pid: deadPid }, () => false).take(Date.now());
    database.close();
    damage();
    for (let start = 1; start <= 2; start += 1) {
      await expect(openAlone(path)).rejects.toMatchObject({
        code: 'storage.damaged',
        message: expect.stringMatching(/^The database .*test\.db is damaged: /) as string,
        hint: expect.stringContaining('backup') as string,
      });
    }
  });

  test('is the only one that is looked through: it takes a third of a second for each 100 MB', async () => {
    damage();
    await expect(opened()).resolves.toBeDefined();
  });
});
