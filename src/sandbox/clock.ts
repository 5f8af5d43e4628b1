/** The sandbox's time: readable, and with timers that also fire when a test moves it forward. */
export interface Clock {
  now(): number;
  /** Runs `action` once `delayMs` have passed on this clock; the returned function cancels it. */
  after(delayMs: number, action: () => void): () => void;
  /** Moves the clock forward and fires what has become due, in order. */
  advance(ms: number): void;
}

interface Timer {
  readonly dueAt: number;
  readonly action: () => void;
  wake: NodeJS.Timeout | null;
}

/** A clock over a source of time. A source that stands still is fine: then timers fire by `advance` alone. */
export function createClock(source: () => number): Clock {
  let offsetMs = 0;
  const timers = new Set<Timer>();
  const now = () => source() + offsetMs;

  const cancel = (timer: Timer): void => {
    timers.delete(timer);
    if (timer.wake !== null) clearTimeout(timer.wake);
  };
  const arm = (timer: Timer): void => {
    const waitMs = Math.min(Math.max(timer.dueAt - now(), 1), 2 ** 31 - 1);
    timer.wake = setTimeout(() => (now() >= timer.dueAt ? fire(timer) : arm(timer)), waitMs);
    timer.wake.unref();
  };
  const fire = (timer: Timer): void => {
    cancel(timer);
    timer.action();
  };

  return {
    now,
    after(delayMs, action) {
      const timer: Timer = { dueAt: now() + delayMs, action, wake: null };
      timers.add(timer);
      arm(timer);
      return () => cancel(timer);
    },
    advance(ms) {
      offsetMs += ms;
      const due = [...timers].filter((timer) => timer.dueAt <= now()).sort((a, b) => a.dueAt - b.dueAt);
      for (const timer of due) if (timers.has(timer)) fire(timer);
    },
  };
}
