import { hostname } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { leaseIn } from '../../src/storage/lease.ts';
import { runAlone } from '../../src/wiring/alone.ts';

let database: Database;
beforeEach(() => {
  database = openDatabase(':memory:');
});
afterEach(() => database.close());

const holdAs = (holder: { host: string; pid: number }, at: number) =>
  leaseIn(database, { id: 'before', ...holder }, () => true).take(at);
// No process has so high a number. https://man7.org/linux/man-pages/man5/proc_sys_kernel.5.html
const deadPid = 2 ** 22 + 1;

test('a database that nobody holds is taken', async () => {
  const lease = await runAlone(database, 'test.db');
  expect(() => lease.check()).not.toThrow();
});

test('what a dead process of this machine held is taken over at once', async () => {
  holdAs({ host: hostname(), pid: deadPid }, Date.now());
  const lease = await runAlone(database, 'test.db');
  expect(() => lease.check()).not.toThrow();
});

test('what a container that is gone held is taken over when it gave no sign for a while', async () => {
  // A quarter of a second before its lease runs out.
  holdAs({ host: 'another-container', pid: process.pid }, Date.now() - 4_750);
  const lease = await runAlone(database, 'test.db');
  expect(() => lease.check()).not.toThrow();
});
