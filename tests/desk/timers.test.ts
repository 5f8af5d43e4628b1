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
  const store = createStore(openDatabase(':memory:'));
  const { timers: table } = store;
  const fired: string[] = [];
  const broken: string[] = [];
  let failures = breaks;
  const desk = {
    fireTimer: (key: string): void => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('broken');
      }
      const event = table.take(key, clock.now());
      if (event?.type === 'promptLapsed') fired.push(event.promptId);
    },
  };
  /** What is still being read, by the name of the timer that waits for it. */
  const unread = new Map<string, Promise<void>>();
  const guard = (handled: string, run: () => void): void => {
    try {
      run();
    } catch {
      broken.push(handled);
    }
  };
  const timers = createTimers({
    timers: table,
    store,
    desk,
    clock,
    guard,
    whenRead: (whose) => unread.get(typeof whose === 'string' ? whose : whose.userId) ?? Promise.resolve(),
  });
  /** Time passes, and all that it sets off happens. */
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
  const set = (name: string, inMs: number): void => {
    const event: TimedEvent = { type: 'promptLapsed', userId: name as UserId, promptId: name };
    table.set(name, clock.now() + inMs, event);
    timers.look();
  };
  return { clock, table, timers, fired, broken, set, unread, pass };
}

test('a timer whose messages can’t be waited for is told like any other trouble', async () => {
  const { timers, unread, broken, set, pass } = clockwork();
  timers.start();
  const failed = Promise.reject(new Error('broken'));
  failed.catch(() => {});
  unread.set('a', failed);
  set('a', 1000);
  await pass(1000);
  expect(broken).toEqual(['timer']);
});

test('timers fire in the order in which they are due, each once and none too early', async () => {
  const { timers, fired, set, pass } = clockwork();
  timers.start();
  set('late', 3000);
  set('early', 1000);
  await pass(999);
  expect(fired).toEqual([]);
  await pass(1);
  expect(fired).toEqual(['early']);
  await pass(day);
  expect(fired).toEqual(['early', 'late']);
});

test('one set again or taken back is due as said last', async () => {
  const { table, timers, fired, set, pass } = clockwork();
  timers.start();
  set('moved', 1000);
  set('moved', 5000);
  set('gone', 1000);
  table.cancel('gone');
  await pass(4999);
  expect(fired).toEqual([]);
  await pass(1);
  expect(fired).toEqual(['moved']);
});

test('what fell due while nobody ran fires at the start', async () => {
  const { timers, fired, set, pass } = clockwork();
  set('missed', 1000);
  await pass(day);
  expect(fired).toEqual([]);
  timers.start();
  await pass(0);
  expect(fired).toEqual(['missed']);
});

test('one in many weeks isn’t lost to the longest wait there is', async () => {
  const { timers, fired, set, pass } = clockwork();
  timers.start();
  set('far', 60 * day);
  await pass(60 * day - 1);
  expect(fired).toEqual([]);
  await pass(1);
  expect(fired).toEqual(['far']);
});

test('one that breaks something is tried again later', async () => {
  const { timers, fired, broken, set, pass } = clockwork(1);
  timers.start();
  set('hard', 1000);
  await pass(1000);
  expect([fired, broken]).toEqual([[], ['timer']]);
  await pass(60_000);
  expect(fired).toEqual(['hard']);
});

test('nothing fires after the end', async () => {
  const { timers, fired, set, pass } = clockwork();
  timers.start();
  set('later', 1000);
  timers.stop();
  await pass(day);
  expect(fired).toEqual([]);
});

test('one waits until what was written before it was read, which may take it back, and holds up no other', async () => {
  const { table, timers, fired, set, unread, pass } = clockwork();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  unread.set('kept', first.promise);
  unread.set('taken back', second.promise);
  timers.start();
  for (const name of ['kept', 'taken back', 'other']) set(name, 1000);
  await pass(1000);
  await pass(day);
  expect(fired).toEqual(['other']);
  table.cancel('taken back');
  first.resolve();
  second.resolve();
  await pass(0);
  expect(fired).toEqual(['other', 'kept']);
});
