import { beforeEach, expect, test } from 'vitest';
import { createWatchdog } from '../../src/wiring/watchdog.ts';
import type { Watchdog } from '../../src/wiring/watchdog.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';

const minute = 60_000;

let clock: FakeClock;
let isAlive: boolean;
let renewedAt: number[];
let watchdog: Watchdog;
beforeEach(() => {
  clock = createFakeClock();
  isAlive = true;
  renewedAt = [];
  const begun = clock.now();
  const renew = (): void => void renewedAt.push((clock.now() - begun) / minute);
  watchdog = createWatchdog({ gateway: { isAlive: () => isAlive, renew }, clock });
  watchdog.start();
});

test('a connection that is alive is left alone', () => {
  clock.advance(60 * minute);
  expect(renewedAt).toEqual([]);
});

test('one that is dead for two minutes is made anew, and again if that doesn’t help', () => {
  isAlive = false;
  clock.advance(7 * minute);
  expect(renewedAt).toEqual([2, 4, 6]);
});

test('one that comes back by itself is left alone', () => {
  for (let time = 0; time < 10; time += 1) {
    isAlive = false;
    clock.advance(1.5 * minute);
    isAlive = true;
    clock.advance(10_000);
  }
  expect(renewedAt).toEqual([]);
});

test('a process that slept for hours gives a connection the same time as any other', () => {
  isAlive = false;
  clock.advance(minute);
  const { now } = clock;
  // The alarms ring late, and each of them once.
  clock.now = () => now() + 5 * 60 * minute;
  clock.toNextAlarm();
  expect(renewedAt).toEqual([]);
  isAlive = true;
  clock.advance(10 * minute);
  expect(renewedAt).toEqual([]);
});

test('when it is stopped, it looks no more', () => {
  isAlive = false;
  watchdog.stop();
  clock.advance(60 * minute);
  expect(renewedAt).toEqual([]);
  expect(clock.toNextAlarm()).toBe(false);
});
