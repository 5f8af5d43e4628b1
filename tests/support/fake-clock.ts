import type { Clock } from '../../src/desk/ports.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Goes on to the next alarm and lets it ring; `false` where none is set. */
  toNextAlarm(): boolean;
  /** Goes on by so much, letting every alarm on the way ring. */
  advance(byMs: number): void;
  /** Forgets all alarms, as the end of a process does. */
  clear(): void;
}

/** Begins in 2026. */
export function createFakeClock(): FakeClock {
  let now = Date.UTC(2026, 0, 1);
  let alarms: { at: number; run: () => void }[] = [];
  const toNextAlarm = (): boolean => {
    const next = alarms.toSorted((a, b) => a.at - b.at)[0];
    if (next === undefined) return false;
    alarms = alarms.filter((alarm) => alarm !== next);
    now = Math.max(now, next.at);
    next.run();
    return true;
  };
  return {
    now: () => now,
    after: (delayMs, run) => {
      const alarm = { at: now + delayMs, run };
      alarms.push(alarm);
      return () => {
        alarms = alarms.filter((other) => other !== alarm);
      };
    },
    toNextAlarm,
    advance: (byMs) => {
      const until = now + byMs;
      while (alarms.some(({ at }) => at <= until)) toNextAlarm();
      now = until;
    },
    clear: () => {
      alarms = [];
    },
  };
}
