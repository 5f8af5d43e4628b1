import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OperatorError } from '../../src/lib/errors.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { leaseIn } from '../../src/storage/lease.ts';
import type { Lease } from '../../src/storage/lease.ts';
import { storageProblem } from '../../src/storage/problems.ts';
import { createHeartbeat } from '../../src/wiring/heartbeat.ts';
import type { Heartbeat } from '../../src/wiring/heartbeat.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';

let database: Database;
let clock: FakeClock;
let heartbeat: Heartbeat;
let lost: OperatorError[];
let broken: unknown[];
beforeEach(() => {
  database = openDatabase(':memory:');
  clock = createFakeClock();
  lost = [];
  broken = [];
  const lease = leaseOf('us');
  lease.take(clock.now());
  heartbeat = createHeartbeat({ lease, clock, onLost: (error) => void lost.push(error), guard });
});
afterEach(() => database.close());

const guard = (_handled: string, run: () => void): void => {
  try {
    run();
  } catch (error) {
    broken.push(error);
  }
};

const leaseOf = (id: string): Lease => leaseIn(database, { id, host: id, pid: 1 }, () => true);

test('a bot that lives keeps its lease', () => {
  heartbeat.start();
  clock.advance(60_000);
  expect(leaseOf('others').take(clock.now())).toBe(false);
  expect(lost).toEqual([]);
});

test('a bot that stopped beating loses it to the next one', () => {
  heartbeat.start();
  heartbeat.stop();
  clock.advance(6_000);
  expect(leaseOf('others').take(clock.now())).toBe(true);
});

test('a bot that was held up for too long is told once that it lost its lease, and beats no more', () => {
  heartbeat.start();
  leaseOf('others').take(clock.now() + 6_000);
  clock.advance(60_000);
  expect(lost.map(({ code }) => code)).toEqual(['storage.leaseLost']);
  expect(clock.toNextAlarm()).toBe(false);
});

test('a database that fails in the middle is reported, and does not end the process by itself', () => {
  heartbeat.start();
  database.exec('DROP TABLE lease');
  clock.advance(1_000);
  expect(broken.map(storageProblem).map((problem) => problem?.code)).toEqual(['storage.failed']);
  expect(clock.toNextAlarm()).toBe(false);
});
