import type { Clock } from '../desk/ports.ts';
import type { SeenSweep } from '../storage/seen.ts';

const day = 24 * 60 * 60_000;
/** Far longer than Discord keeps a session, and so repeats what it told. */
const keptForMs = 2 * day;
/** Between two steps, so that messages never wait. */
const restMs = 50;

export interface SweepingParts {
  readonly sweep: SeenSweep;
  readonly clock: Clock;
  transaction<T>(run: () => T): T;
  guard(handled: string, run: () => void): void;
}

/** Goes through the keys of what was handled once a day, in small steps, and drops those that nobody needs any more. */
export interface Sweeping {
  start(): void;
  stop(): void;
}

/** Makes the sweeping. */
export function createSweeping({ sweep, clock, transaction, guard }: SweepingParts): Sweeping {
  let cancel = (): void => {};
  const later = (delayMs: number, after: string): void => {
    cancel = clock.after(delayMs, () => {
      let last: string | null = null;
      guard('sweeping', () => (last = transaction(() => sweep.next(after, clock.now() - keptForMs))));
      later(last === null ? day : restMs, last ?? '');
    });
  };
  return {
    // Not while a start has other things to do.
    start: () => later(10 * 60_000, ''),
    stop: () => cancel(),
  };
}
