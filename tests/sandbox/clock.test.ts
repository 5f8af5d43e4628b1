import { describe, expect, test } from 'vitest';
import { createClock } from '../../src/sandbox/clock.ts';
import { compareIds, createIds } from '../../src/sandbox/ids.ts';

describe('the clock', () => {
  test('fires timers in the order in which they become due when it is moved forward', () => {
    const clock = createClock(() => 1000);
    const fired: string[] = [];
    clock.after(200, () => fired.push('late'));
    clock.after(100, () => fired.push('early'));
    clock.after(300, () => fired.push('not yet'));
    clock.advance(250);
    expect(fired).toEqual(['early', 'late']);
    expect(clock.now()).toBe(1250);
  });

  test('does not fire what was cancelled, also by a timer that fires at the same moment', () => {
    const clock = createClock(() => 0);
    const fired: string[] = [];
    const timers = { cancelSecond: () => {} };
    clock.after(10, () => timers.cancelSecond());
    timers.cancelSecond = clock.after(20, () => fired.push('second'));
    clock.advance(30);
    expect(fired).toEqual([]);
  });
});

describe('IDs', () => {
  const now = Date.UTC(2026, 10, 22);

  test('increase strictly while the clock stands still or goes back', () => {
    const clock = { now };
    const ids = createIds(() => clock.now);
    const made = [ids.next(), ids.next()];
    clock.now -= 60_000;
    made.push(ids.next());
    expect(made.toSorted(compareIds)).toEqual(made);
    expect(new Set(made).size).toBe(3);
  });

  test('have 17 to 19 digits and carry their instant', () => {
    const id = createIds(() => now).next();
    expect(id).toMatch(/^\d{17,19}$/);
    expect(Number((BigInt(id) >> 22n) + 1_420_070_400_000n)).toBe(now);
    expect(createIds(() => now).at(Date.UTC(2016, 1, 1))).toMatch(/^\d{17,19}$/);
  });
});
