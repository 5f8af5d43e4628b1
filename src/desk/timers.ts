import type { Clock } from './ports.ts';
import type { Desk } from './desk.ts';
import type { TimedEvent } from '../ticket/events.ts';
import type { Store, TimerTable } from './store.ts';
import type { PostId, UserId } from '../ticket/ticket.ts';

/** Node can't wait longer than 24.8 days at once. https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const longestWaitMs = 24 * 60 * 60_000;
/** A timer that breaks something is tried again so much later. */
const brokenWaitMs = 60_000;

export interface TimerParts {
  readonly timers: Pick<TimerTable, 'due' | 'nextAfter'>;
  readonly desk: Pick<Desk, 'fireTimer'>;
  readonly clock: Clock;
  readonly store: Pick<Store, 'ticket'>;
  /** Resolves when all was handled that was written before now on both sides of a post's ticket, or of a user's open ones. */
  whenRead(whose: PostId | { readonly userId: UserId }): Promise<void>;
  /** Runs what may break. */
  guard(handled: string, run: () => void): void;
}

/**
 * Sees to what happens at a time of its own. Timers are stored: what was due while nobody ran happens at the start, but not
 * before what people wrote meanwhile was read: it may have taken the timer back. One that waits for that holds up no other.
 */
export interface Timers {
  start(): void;
  /** A timer was set or taken back. */
  look(): void;
  stop(): void;
}

/** Makes the timers: one alarm for the next that is due. Does nothing before {@link Timers.start}. */
export function createTimers(parts: TimerParts): Timers {
  return new Clockwork(parts);
}

class Clockwork implements Timers {
  readonly #parts: TimerParts;
  /** Due, and waiting for what is still to be read, or for another try. */
  readonly #waiting = new Set<string>();
  #isRunning = false;
  #cancel = (): void => {};

  constructor(parts: TimerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#isRunning = true;
    this.look();
  }

  stop(): void {
    this.#isRunning = false;
    this.#cancel();
  }

  look(): void {
    const { timers, clock, guard } = this.#parts;
    if (!this.#isRunning) return;
    this.#cancel();
    guard('timers', () => {
      const now = clock.now();
      for (const { key, event } of timers.due(now)) if (!this.#waiting.has(key)) this.#begin(key, event);
      const nextAt = timers.nextAfter(now);
      if (nextAt === null) return;
      this.#cancel = clock.after(Math.min(nextAt - now, longestWaitMs), () => this.look());
    });
  }

  /** Whose messages may have taken the timer back; `null`: nobody's. */
  #whose(event: TimedEvent): PostId | { readonly userId: UserId } | null {
    if (event.type === 'promptLapsed') return event;
    // Discord's answer is awaited, not the user's.
    if (event.type === 'membersAwaited') return null;
    const ticket = this.#parts.store.ticket(event.ticketId);
    return ticket?.postId ?? ticket;
  }

  #begin(key: string, event: TimedEvent): void {
    void this.#fire(key, event).catch((error: unknown) =>
      this.#parts.guard('timer', () => {
        throw error;
      }),
    );
  }

  async #fire(key: string, event: TimedEvent): Promise<void> {
    const { desk, clock, guard, whenRead } = this.#parts;
    this.#waiting.add(key);
    const whose = this.#whose(event);
    if (whose !== null) await whenRead(whose);
    if (!this.#isRunning) return;
    let isBroken = true;
    guard('timer', () => {
      desk.fireTimer(key);
      isBroken = false;
    });
    const rest = (): void => {
      this.#waiting.delete(key);
      this.look();
    };
    if (isBroken) clock.after(brokenWaitMs, rest);
    else rest();
  }
}
