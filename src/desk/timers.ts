import type { Clock } from './ports.ts';
import type { Desk } from './desk.ts';
import type { TimerTable } from './store.ts';

/** Node can't wait longer than 24.8 days at once. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const longestWaitMs = 24 * 60 * 60_000;
/** A timer that breaks something is tried again so much later. */
const brokenWaitMs = 60_000;

export interface TimerParts {
  readonly timers: Pick<TimerTable, 'nextAt'>;
  readonly desk: Pick<Desk, 'fireTimer'>;
  readonly clock: Clock;
  /** Runs what may break. */
  guard(handled: string, run: () => void): void;
}

/** Sees to what happens at a time of its own. Timers are stored: what was due while nobody ran happens at the start. */
export interface Timers {
  start(): void;
  /** A timer was set or taken back. */
  look(): void;
  stop(): void;
}

/** Makes the timers: one alarm for the next that is due. Does nothing before {@link Timers.start}. */
export function createTimers({ timers, desk, clock, guard }: TimerParts): Timers {
  let isRunning = false;
  let isFiring = false;
  let cancel = (): void => {};
  const setAlarm = (delayMs: number): void => {
    cancel();
    cancel = clock.after(Math.min(delayMs, longestWaitMs), fire);
  };
  const look = (): void => {
    if (!isRunning || isFiring) return;
    cancel();
    guard('timers', () => {
      const nextAt = timers.nextAt();
      if (nextAt !== null) setAlarm(Math.max(0, nextAt - clock.now()));
    });
  };
  const fire = (): void => {
    let isBroken = true;
    isFiring = true;
    guard('timer', () => {
      while (desk.fireTimer());
      isBroken = false;
    });
    isFiring = false;
    if (!isRunning) return;
    if (isBroken) setAlarm(brokenWaitMs);
    else look();
  };
  return {
    start: () => {
      isRunning = true;
      look();
    },
    look,
    stop: () => {
      isRunning = false;
      cancel();
    },
  };
}
