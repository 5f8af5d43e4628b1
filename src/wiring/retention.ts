import type { Clock } from '../desk/ports.ts';
import { atFirst } from '../storage/removal.ts';
import type { Cursor, Removal } from '../storage/removal.ts';

/** How often it is looked for tickets that are old enough. */
const everyMs = 60 * 60_000;
/** Between two steps, so that messages never wait. */
const restMs = 50;

export interface RetentionParts {
  readonly removal: Removal;
  /** `null`: nothing is ever removed. */
  afterMs(): number | null;
  readonly clock: Clock;
  transaction<T>(run: () => T): T;
  guard(handled: string, run: () => void): void;
}

/** Takes out what was written in tickets that were closed long enough ago, in small steps. */
export interface Retention {
  start(): void;
  stop(): void;
}

/** Makes the retention. */
export function createRetention({ removal, afterMs, clock, transaction, guard }: RetentionParts): Retention {
  let cancel = (): void => {};
  const later = (delayMs: number, from: Cursor): void => {
    cancel = clock.after(delayMs, () => {
      // Where something breaks, it is begun anew an hour later.
      let next: Cursor | null = null;
      guard('retention', () => (next = step(from)));
      later(next === null ? everyMs : restMs, next ?? atFirst);
    });
  };
  /** Where to go on; `null`: everything was looked at. */
  const step = (from: Cursor): Cursor | null => {
    const tickets = removal.next(from, clock.now() - (afterMs() ?? Infinity));
    const full = tickets.findIndex(({ isFull }) => isFull);
    const ticket = tickets[full];
    if (ticket === undefined) return tickets.at(-1) ?? null;
    const isEmpty = transaction(() => removal.takeOut(ticket.id));
    return isEmpty ? ticket : (tickets[full - 1] ?? from);
  };
  return {
    start: () => {
      if ((afterMs() ?? 0) > 0) later(restMs, atFirst);
    },
    stop: () => cancel(),
  };
}
