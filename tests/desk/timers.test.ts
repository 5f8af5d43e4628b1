import { expect, test } from 'vitest';
import { createTimers } from '../../src/desk/timers.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { createStore } from '../../src/storage/store.ts';
import type { TimedEvent } from '../../src/ticket/events.ts';
import type { UserId } from '../../src/ticket/ticket.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const day = 24 * 60 * 60_000;

/** Timers over a real table, which write down what they fire; `breaks`: how often firing goes wrong first. */
function clockwork(breaks = 0) {
  const clock = createFakeClock();
  const { timers: table } = createStore(openDatabase(':memory:'));
  const fired: string[] = [];
  const broken: string[] = [];
  let failures = breaks;
  const desk = {
    fireTimer: (): boolean => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('broken');
      }
      const event = table.take(clock.now());
      if (event === null) return false;
      fired.push(event.promptId);
      return true;
    },
  };
  const guard = (handled: string, run: () => void): void => {
    try {
      run();
    } catch {
      broken.push(handled);
    }
  };
  const timers = createTimers({ timers: table, desk, clock, guard });
  const set = (name: string, inMs: number): void => {
    const event: TimedEvent = { type: 'promptLapsed', userId: '1' as UserId, promptId: name };
    table.set(name, clock.now() + inMs, event);
    timers.look();
  };
  return { clock, table, timers, fired, broken, set };
}

test('timers fire in the order in which they are due, each once and none too early', () => {
  const { clock, timers, fired, set } = clockwork();
  timers.start();
  set('late', 3000);
  set('early', 1000);
  clock.advance(999);
  expect(fired).toEqual([]);
  clock.advance(1);
  expect(fired).toEqual(['early']);
  clock.advance(day);
  expect(fired).toEqual(['early', 'late']);
});

test('one set again or taken back is due as said last', () => {
  const { clock, table, timers, fired, set } = clockwork();
  timers.start();
  set('moved', 1000);
  set('moved', 5000);
  set('gone', 1000);
  table.cancel('gone');
  clock.advance(4999);
  expect(fired).toEqual([]);
  clock.advance(1);
  expect(fired).toEqual(['moved']);
});

test('what fell due while nobody ran fires at the start', () => {
  const { clock, timers, fired, set } = clockwork();
  set('missed', 1000);
  clock.advance(day);
  expect(fired).toEqual([]);
  timers.start();
  clock.advance(0);
  expect(fired).toEqual(['missed']);
});

test('one in many weeks isn’t lost to the longest wait there is', () => {
  const { clock, timers, fired, set } = clockwork();
  timers.start();
  set('far', 60 * day);
  clock.advance(60 * day - 1);
  expect(fired).toEqual([]);
  clock.advance(1);
  expect(fired).toEqual(['far']);
});

test('one that breaks something is tried again later', () => {
  const { clock, timers, fired, broken, set } = clockwork(1);
  timers.start();
  set('hard', 1000);
  clock.advance(1000);
  expect([fired, broken]).toEqual([[], ['timer']]);
  clock.advance(60_000);
  expect(fired).toEqual(['hard']);
});

test('nothing fires after the end', () => {
  const { clock, timers, fired, set } = clockwork();
  timers.start();
  set('later', 1000);
  timers.stop();
  clock.advance(day);
  expect(fired).toEqual([]);
});
