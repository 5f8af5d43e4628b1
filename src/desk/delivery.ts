import type { FailureReason } from '../ticket/events.ts';
import type { PostId } from '../ticket/ticket.ts';
import { addressOf } from './addressing.ts';
import type { Desk } from './desk.ts';
import type { Clock, Courier, Entry, Failure, Place, Random, Request, Result, Sight } from './ports.ts';
import { isAbsence, spotOf } from './spots.ts';
import type { Store } from './store.ts';
import { countsAsInvalid, createSpacing, finalReason, isRenewed, waitMs } from './retrying.ts';

/** Discord forgets a nonce "after a few minutes"; within this it surely knows it. https://docs.discord.com/developers/resources/message#create-message */
const nonceHoldsMs = 2 * 60_000;
/** A request that lost its answer may still be under way: so long is waited before the place is read. */
const settlesWithinMs = 5_000;
const stopWithinMs = 10_000;
/** After a bug, a place is tried again so much later. */
const brokenWaitMs = 60_000;

export interface DeliveryParts {
  readonly store: Store;
  readonly courier: Courier;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly random: Random;
  readonly sight: Sight;
  /** A post turned out to exist: people may have written in it, unheard. */
  onFoundPost(postId: PostId): void;
  /** Tells of what went wrong, for the log. */
  onTrouble(entry: Entry, failure: Failure): void;
  /** The token is no longer valid. */
  onUnauthorized(): void;
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

/** One try at one entry. `isDoubtful`: an earlier try may have come through. */
interface Attempt {
  readonly entry: Entry;
  readonly request: Request;
  readonly isDoubtful: boolean;
}

/** What becomes of an entry that was not found where it should be. */
type Otherwise = { readonly failedFor: FailureReason } | { readonly result: Result };

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
  #running = false;
  #isOver = false;
  readonly #spaced = createSpacing();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
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
    this.#isOver = true;
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
      await this.#attempt(next.entry);
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

  async #attempt(entry: Entry): Promise<void> {
    const begun = this.#begin(entry);
    if (begun === null) return this.#parts.desk.failed(entry.id, 'gone');
    const attempt: Attempt = { ...begun, isDoubtful: entry.state !== 'queued' };
    if (this.#mustLook(entry, begun.request)) return this.#look(attempt);
    const outcome = await this.#parts.courier.perform(entry.effect, begun.request, (files) => {
      if (!this.#isOver) this.#parts.store.outbox.leaveOut(entry.id, files);
    });
    if (this.#isOver) return;
    // Nothing could be sent now; an earlier attempt may have come through.
    if (outcome.ok && outcome.result.type === 'nothing' && attempt.isDoubtful) {
      return this.#look(attempt, { result: outcome.result });
    }
    if (outcome.ok) return this.#parts.desk.performed(entry.id, outcome.result);
    await this.#failedOnce(attempt, outcome.failure);
  }

  /** Writes down what is about to be sent, before it is: from here on its outcome may be unknown. */
  #begin(entry: Entry): Pick<Attempt, 'entry' | 'request'> | null {
    const { store, courier, random, clock } = this.#parts;
    return store.transaction(() => {
      const nonce = random.nonce();
      const address = addressOf(entry, store);
      const kept = isRenewed(entry) ? null : entry.request;
      const request = kept ?? courier.prepare(entry.effect, address, nonce);
      if (request === null) return null;
      const newest = address.channelId === null ? null : store.newest(address.channelId);
      const sending: Entry = {
        ...entry,
        state: 'sending',
        attempts: entry.attempts + 1,
        unknownSince: entry.unknownSince ?? clock.now(),
        anchor: entry.anchor ?? newest,
      };
      store.outbox.progress(entry.id, { ...sending, ...(kept === null ? { request, nonce } : { request }) });
      return { entry: sending, request };
    });
  }

  /** An attempt of which nobody knows whether it did something is never repeated blindly. */
  #mustLook({ state, request, unknownSince }: Entry, { repeat }: Request): boolean {
    if (state === 'queued' || repeat === 'harmless') return false;
    // An answer to an interaction bore no nonce, and its request was made only now.
    if (request === null || repeat === 'never') return true;
    return unknownSince !== null && this.#parts.clock.now() - unknownSince >= nonceHoldsMs;
  }

  /** Reads the place to learn what became of an attempt; `otherwise`: what comes of it if it isn't there, instead of another one. */
  async #look({ entry, request }: Attempt, otherwise?: Otherwise): Promise<void> {
    const { store, courier, desk, clock } = this.#parts;
    const since = entry.unknownSince ?? clock.now();
    const settledAt = since + settlesWithinMs;
    if (clock.now() < settledAt)
      return store.outbox.progress(entry.id, { ...entry, state: 'unknown', notBefore: settledAt });
    const isKnown = (messageId: string): boolean => store.isCopy(messageId);
    const found = await courier.find(entry.effect, request, { after: entry.anchor, since, isKnown });
    if (this.#isOver) return;
    if (!found.ok) {
      if (await this.#isAbsent({ entry, request, isDoubtful: true }, found.failure)) return;
      const reason = finalReason(entry, found.failure);
      return reason === null ? this.#wait(entry, found.failure, true) : desk.failed(entry.id, reason);
    }
    if (found.result !== null) return this.#found(entry, found.result);
    if (otherwise !== undefined && 'result' in otherwise) return desk.performed(entry.id, otherwise.result);
    if (otherwise !== undefined) return desk.failed(entry.id, otherwise.failedFor);
    store.outbox.progress(entry.id, { ...entry, state: 'queued', unknownSince: null });
  }

  #found(entry: Entry, result: Result): void {
    this.#parts.desk.performed(entry.id, result);
    if (result.type === 'post') this.#parts.onFoundPost(result.postId);
  }

  async #failedOnce(attempt: Attempt, failure: Failure): Promise<void> {
    const { entry, request, isDoubtful } = attempt;
    const reason = finalReason(entry, failure);
    if (failure.kind === 'unauthorized') this.#parts.onUnauthorized();
    if (await this.#isAbsent(attempt, failure)) return;
    if (reason === null) return this.#wait(entry, failure, isDoubtful || failure.kind === 'unknownOutcome');
    this.#parts.onTrouble(entry, failure);
    // The answer is about this attempt; an earlier one may have come through.
    if (isDoubtful && request.repeat !== 'harmless') return this.#look(attempt, { failedFor: reason });
    return this.#parts.desk.failed(entry.id, reason);
  }

  /**
   * Whether a whole channel or server isn't there, and all was done about that: what is out of sight is waited for; only a
   * post that is missing where its forum is to be seen is gone for good.
   */
  async #isAbsent({ entry, isDoubtful }: Attempt, failure: Failure): Promise<boolean> {
    const { store, desk, sight, clock, onTrouble } = this.#parts;
    const spot = isAbsence(failure) ? spotOf(entry, store) : null;
    if (spot === null) return false;
    const isThere = await sight.ask(spot);
    if (this.#isOver) return true;
    if (!isThere) {
      onTrouble(entry, failure);
      const doubt = isDoubtful ? ({ state: 'unknown' } as const) : ({ state: 'queued', unknownSince: null } as const);
      store.outbox.progress(entry.id, { ...entry, ...doubt, notBefore: clock.now() });
      return true;
    }
    const postId = entry.ticketId === null ? null : (store.ticket(entry.ticketId)?.postId ?? null);
    if (failure.kind !== 'lost' || spot.what !== 'forum' || entry.effect.type === 'openPost') return false;
    if (postId !== null) desk.postDeleted(postId);
    desk.failed(entry.id, 'gone');
    return true;
  }

  #wait(entry: Entry, failure: Failure, isDoubtful: boolean): void {
    const { store, clock, random } = this.#parts;
    this.#parts.onTrouble(entry, failure);
    const earliest = clock.now() + waitMs(entry.attempts, failure, random.fraction());
    const notBefore = countsAsInvalid(failure) ? this.#spaced(earliest) : earliest;
    const doubt = isDoubtful ? ({ state: 'unknown' } as const) : ({ state: 'queued', unknownSince: null } as const);
    store.outbox.progress(entry.id, { ...entry, ...doubt, notBefore });
  }
}
