import { beforeEach, describe, expect, test } from 'vitest';
import { createIdentifying } from '../../src/discord/identifying.ts';
import type { Identifying } from '../../src/discord/identifying.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';

const minute = 60_000;
const hour = 60 * minute;

let clock: FakeClock;
let stored: Map<string, string>;
let notices: string[];
/** How many sessions Discord says it allows, and in how long it does so again. */
let limit: { remaining: number; reset_after: number };
let asked: number;
let signal: AbortController;
beforeEach(() => {
  clock = createFakeClock();
  stored = new Map();
  notices = [];
  limit = { remaining: 1000, reset_after: 24 * hour };
  asked = 0;
  signal = new AbortController();
});

/** As a process that has just started. */
function start(): Identifying {
  return createIdentifying({
    rest: {
      request: () => {
        asked += 1;
        return Promise.resolve({ session_start_limit: limit });
      },
    },
    memory: { get: (name) => stored.get(name) ?? null, set: (name, value) => void stored.set(name, value) },
    clock,
    onNotice: (notice) => void notices.push(notice),
  });
}

/** Waits for a session to be allowed, counts it, and gives how long that took. */
async function begin(identifying: Identifying): Promise<number> {
  const from = clock.now();
  const state = { isAllowed: false };
  const waiting = identifying.whenAllowed(signal.signal).then(() => (state.isAllowed = true));
  await settled();
  while (!state.isAllowed) {
    if (!clock.toNextAlarm()) throw new Error('It waits for nothing.');
    await settled();
  }
  await waiting;
  identifying.count();
  return clock.now() - from;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a bot that is started again and again', () => {
  test('begins twenty sessions at once, and then waits, twice as long each time, up to five minutes', async () => {
    const waits: number[] = [];
    for (let count = 0; count < 29; count += 1) waits.push(await begin(start()));
    expect(waits.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
    expect(waits.slice(20).map((ms) => ms / 1000)).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  test('says so, with how long it waits and what to do', async () => {
    for (let count = 0; count < 25; count += 1) await begin(start());
    expect(notices.at(-1)).toBe(
      'The bot has connected to Discord 24 times within six hours, and Discord resets the token of a bot that does so too often: waiting 80 s. Is it started again and again? The lines before say why it ended.',
    );
    expect(notices).toHaveLength(5);
  });

  test('every second, for a whole day, stays far below what Discord allows', async () => {
    const until = clock.now() + 24 * hour;
    let sessions = 0;
    for (; clock.now() < until; sessions += 1) {
      await begin(start());
      clock.advance(1_000);
    }
    expect(sessions).toBeGreaterThan(200);
    expect(sessions).toBeLessThan(350);
  });

  test('seldom, doesn’t wait', async () => {
    for (let count = 0; count < 100; count += 1) {
      expect(await begin(start())).toBe(0);
      clock.advance(20 * minute);
    }
    expect(notices).toEqual([]);
  });

  test('waits no longer when it was quiet for six hours', async () => {
    for (let count = 0; count < 30; count += 1) await begin(start());
    clock.advance(6 * hour);
    expect(await begin(start())).toBe(0);
  });

  test('waits from its last session on, not from its start', async () => {
    for (let count = 0; count < 30; count += 1) await begin(start());
    clock.advance(4 * minute);
    expect(await begin(start())).toBe(minute);
  });

  test('isn’t misled by a clock that was put back', async () => {
    for (let count = 0; count < 30; count += 1) await begin(start());
    const others = [...stored].map(
      ([name, value]) => [name, value.replaceAll(/\d+/g, (at) => String(Number(at) + 24 * hour))] as const,
    );
    stored = new Map(others);
    expect(await begin(start())).toBe(0);
  });
});

test('one process begins a session every five seconds at most, and says nothing about so short a wait', async () => {
  const identifying = start();
  expect([await begin(identifying), await begin(identifying)]).toEqual([0, 5_000]);
  clock.advance(2_000);
  expect(await begin(identifying)).toBe(3_000);
  expect(notices).toEqual([]);
});

describe('what Discord allows', () => {
  test.each([10, 1, 0])('is left alone when only %i sessions are left, until there are more', async (remaining) => {
    limit = { remaining, reset_after: 3 * hour };
    const waiting = start().whenAllowed(signal.signal);
    await settled();
    expect(notices).toEqual([
      `Discord allows this bot only ${remaining} more sessions for now, and resets the token of a bot that uses them up: waiting 180 min.`,
    ]);
    clock.advance(3 * hour - 1);
    limit = { remaining: 1000, reset_after: 24 * hour };
    await settled();
    expect(asked).toBe(1);
    clock.advance(1);
    await waiting;
    expect(asked).toBe(2);
  });

  test('is used as long as there is more', async () => {
    limit = { remaining: 11, reset_after: 3 * hour };
    expect(await begin(start())).toBe(0);
  });
});

test('whoever ends while waiting waits no longer, and leaves no alarm behind', async () => {
  limit = { remaining: 0, reset_after: 3 * hour };
  const waiting = start().whenAllowed(signal.signal);
  await settled();
  signal.abort(new Error('over'));
  await expect(waiting).rejects.toThrow('over');
  expect(clock.toNextAlarm()).toBe(false);
  await expect(start().whenAllowed(signal.signal)).rejects.toThrow('over');
  expect(asked).toBe(1);
});
