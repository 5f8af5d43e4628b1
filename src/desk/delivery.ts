import { createAttempts, settlesWithinMs } from './attempts.ts';
import type { AttemptParts, Attempts } from './attempts.ts';
import type { Entry, Place } from './ports.ts';
import { spotOf } from './spots.ts';

const stopWithinMs = 10_000;
/** After a bug, a place is tried again so much later. */
const brokenWaitMs = 60_000;

export interface DeliveryParts extends AttemptParts {
  /** Something broke inside while a place was worked through. `true`: the others go on, and this one later. */
  onBroken(place: Place, error: unknown): boolean;
}

/** Performs what the outbox holds: places side by side, in each one at a time and in order. */
export interface Delivery {
  wake(places: Iterable<Place>): void;
  /** Takes up what an earlier process left. */
  start(): void;
  /** Begins nothing new, and waits (at most ten seconds) for what is under way. */
  stop(): Promise<void>;
  /** An interaction's answer could not be given (`false`), or nobody knows (`null`): the outbox says it instead. */
  unanswered(entryId: number, wasGiven: false | null): void;
}

/** Makes the delivery. It does nothing before {@link Delivery.start}. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const places = new Places(parts);
  return {
    wake: (woken) => places.wake(woken),
    start: () => places.start(),
    stop: () => places.stop(),
    unanswered: (entryId, wasGiven) => places.unanswered(entryId, wasGiven),
  };
}

class Places {
  readonly #parts: DeliveryParts;
  readonly #working = new Map<Place, Promise<void>>();
  readonly #alarms = new Map<Place, () => void>();
  readonly #attempts: Attempts;
  #running = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#attempts = createAttempts(parts);
  }

  start(): void {
    this.#running = true;
    this.wake(this.#parts.store.outbox.places());
  }

  wake(places: Iterable<Place>): void {
    if (!this.#running) return;
    for (const place of places) {
      if (this.#working.has(place)) continue;
      const work = this.#work(place).catch((error: unknown) => this.#broken(place, error));
      this.#working.set(place, work);
      void work.finally(() => this.#rest(place));
    }
  }

  async stop(): Promise<void> {
    this.#running = false;
    for (const cancel of this.#alarms.values()) cancel();
    this.#alarms.clear();
    let cancel = (): void => {};
    const patience = new Promise<void>((resolve) => {
      cancel = this.#parts.clock.after(stopWithinMs, resolve);
    });
    await Promise.race([Promise.all(this.#working.values()), patience]);
    cancel();
    // What comes back later finds a closed database; the next start asks Discord what became of it.
    this.#attempts.end();
  }

  unanswered(entryId: number, wasGiven: false | null): void {
    const entry = this.#parts.store.outbox.get(entryId);
    if (entry === null) return;
    const notBefore = this.#parts.clock.now();
    const { attempts, unknownSince } = entry;
    this.#parts.store.outbox.progress(
      entryId,
      wasGiven === false
        ? { state: 'queued', attempts, unknownSince: null, notBefore }
        : { state: 'unknown', attempts, unknownSince, notBefore: notBefore + settlesWithinMs },
    );
    this.wake([entry.place]);
  }

  /** Works through a place until it is empty or must wait. */
  async #work(place: Place): Promise<void> {
    // What wakes us is often a commit in the middle of something: let that finish first.
    await Promise.resolve();
    this.#clearAlarm(place);
    while (this.#running) {
      const now = this.#parts.clock.now();
      const next = this.#parts.store.outbox.next(place, now);
      if (next === null || this.#isOutOfSight(next.entry)) return;
      if (next.dueAt > now) return this.#setAlarm(place, next.dueAt - now);
      await this.#attempts.attempt(next.entry);
    }
  }

  /** A bug costs this place alone a pause; what the operator has to mend ends all. */
  #broken(place: Place, error: unknown): void {
    const goesOn = this.#parts.onBroken(place, error);
    if (goesOn) this.#setAlarm(place, brokenWaitMs);
    else this.#running = false;
  }

  #rest(place: Place): void {
    this.#working.delete(place);
    // Woken between its last look and now.
    if (!this.#running || this.#alarms.has(place)) return;
    const next = this.#parts.store.outbox.next(place, this.#parts.clock.now());
    if (next !== null && !this.#isOutOfSight(next.entry)) this.wake([place]);
  }

  /** It waits without an alarm: whoever sees the spot come back wakes all places. */
  #isOutOfSight(entry: Entry): boolean {
    const spot = spotOf(entry, this.#parts.store);
    return spot !== null && !this.#parts.sight.isInSight(spot);
  }

  #clearAlarm(place: Place): void {
    this.#alarms.get(place)?.();
    this.#alarms.delete(place);
  }

  #setAlarm(place: Place, delayMs: number): void {
    if (!this.#running) return;
    this.#clearAlarm(place);
    const cancel = this.#parts.clock.after(delayMs, () => {
      this.#alarms.delete(place);
      this.wake([place]);
    });
    this.#alarms.set(place, cancel);
  }
}
