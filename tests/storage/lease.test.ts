import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OperatorError } from '../../src/lib/errors.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { leaseIn } from '../../src/storage/lease.ts';
import type { Holder } from '../../src/storage/lease.ts';

const now = 1_800_000_000_000;
const one: Holder = { id: 'one', host: 'here', pid: 10 };
const other: Holder = { id: 'other', host: 'here', pid: 11 };
const elsewhere: Holder = { id: 'elsewhere', host: 'there', pid: 10 };

let database: Database;
let dead: Set<number>;
beforeEach(() => {
  database = openDatabase(':memory:');
  dead = new Set();
});
afterEach(() => database.close());

const leaseOf = (holder: Holder) => leaseIn(database, holder, (pid) => !dead.has(pid));

describe('a lease is taken', () => {
  test('where nobody has it', () => {
    expect(leaseOf(one).take(now)).toBe(true);
  });

  test('by one at a time', () => {
    leaseOf(one).take(now);
    expect(leaseOf(other).take(now)).toBe(false);
    expect(leaseOf(elsewhere).take(now)).toBe(false);
    expect(leaseOf(one).take(now)).toBe(true);
  });

  test('after it was released', () => {
    const lease = leaseOf(one);
    lease.take(now);
    lease.release();
    expect(leaseOf(other).take(now)).toBe(true);
  });

  test('when its holder gave no sign for more than five seconds, and not before', () => {
    leaseOf(one).take(now);
    expect(leaseOf(elsewhere).take(now + 5_000)).toBe(false);
    expect(leaseOf(elsewhere).take(now + 5_001)).toBe(true);
  });

  test('not while its holder goes on giving signs', () => {
    const lease = leaseOf(one);
    lease.take(now);
    expect(lease.beat(now + 4_000)).toBe(true);
    expect(leaseOf(other).take(now + 8_000)).toBe(false);
  });

  test('at once when its holder on this machine is dead', () => {
    leaseOf(one).take(now);
    dead.add(one.pid);
    expect(leaseOf(other).take(now)).toBe(true);
  });

  test('at once by a process that has the number of the one before, as in a container', () => {
    leaseOf(one).take(now);
    expect(leaseOf({ ...other, pid: one.pid }).take(now)).toBe(true);
  });

  test("not when a process of that number is dead here but the holder was another machine's", () => {
    leaseOf(elsewhere).take(now);
    dead.add(elsewhere.pid);
    expect(leaseOf(one).take(now)).toBe(false);
  });
});

describe('a lease that somebody else took', () => {
  test('beats no more, and the new holder stays', () => {
    const lease = leaseOf(one);
    lease.take(now);
    const taken = leaseOf(elsewhere);
    taken.take(now + 6_000);
    expect(lease.beat(now + 6_001)).toBe(false);
    expect(taken.beat(now + 6_001)).toBe(true);
  });

  test("can't be released by the one that lost it", () => {
    const lease = leaseOf(one);
    lease.take(now);
    const taken = leaseOf(elsewhere);
    taken.take(now + 6_000);
    lease.release();
    expect(() => taken.check()).not.toThrow();
  });

  test('stops whoever would write', () => {
    const lease = leaseOf(one);
    lease.take(now);
    expect(() => lease.check()).not.toThrow();
    leaseOf(elsewhere).take(now + 6_000);
    expect(() => lease.check()).toThrow(OperatorError);
    expect(() => lease.check()).toThrow('Another SupportMail has taken over this database');
  });
});

test('nobody may write before taking it', () => {
  expect(() => leaseOf(one).check()).toThrow(OperatorError);
});
