import type { FailureReason } from '../ticket/events.ts';
import type { MessageId, PostId } from '../ticket/ticket.ts';
import { addressOf } from './addressing.ts';
import type { Desk } from './desk.ts';
import { changesOf, saidBy } from './foretold.ts';
import { createDoubt, isOnlyDoubted } from './doubt.ts';
import type { Doubt } from './doubt.ts';
import { createOriginals } from './originals.ts';
import type { Originals, OriginalsParts } from './originals.ts';
import type { Clock, Courier, Entry, Failure, Found, Random, Request, Result, Search, Sight } from './ports.ts';
import { countsAsInvalid, createSpacing, finalReason, isRenewed, waitMs } from './retrying.ts';
import { isAbsence, spotOf } from './spots.ts';
import type { Store } from './store.ts';

/** Discord forgets a nonce "after a few minutes"; within this it surely knows it. https://docs.discord.com/developers/resources/message#create-message */
const nonceHoldsMs = 2 * 60_000;
/** A request that lost its answer may still be under way: so long is waited before the place is read. */
export const settlesWithinMs = 5_000;

export interface AttemptParts extends Pick<OriginalsParts, 'history' | 'guard'> {
  readonly store: Store;
  readonly courier: Courier;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly random: Random;
  readonly sight: Sight;
  /** Whether a message was written before this process began. */
  isEarlier(this: void, messageId: MessageId): boolean;
  /** A post turned out to exist: people may have written in it, unheard. */
  onFoundPost(postId: PostId): void;
  /** Tells of what went wrong, for the log. */
  onTrouble(entry: Entry, failure: Failure): void;
  /** The token is no longer valid. */
  onUnauthorized(): void;
}

/** Tries entries, one try each, and writes down what came of it. */
export interface Attempts {
  /** Resolves when the entry is done, given up, or has the time of its next try. */
  attempt(entry: Entry): Promise<void>;
  /** What comes back from now on is heard by nobody: the database may be closed. */
  end(): void;
}

/** One try at one entry. `isDoubtful`: an earlier try may have come through. */
interface Attempt {
  readonly entry: Entry;
  readonly request: Request;
  readonly isDoubtful: boolean;
}

/** What becomes of an entry that was not found where it should be. */
type Otherwise = { readonly failedFor: FailureReason } | { readonly result: Result };

/** Makes what tries entries. */
export function createAttempts(parts: AttemptParts): Attempts {
  return new Trying(parts);
}

class Trying implements Attempts {
  readonly #parts: AttemptParts;
  readonly #spaced = createSpacing();
  readonly #doubt: Doubt;
  readonly #originals: Originals;
  #isOver = false;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
    this.#doubt = createDoubt(parts.store, parts.isEarlier);
    this.#originals = createOriginals(parts);
  }

  end(): void {
    this.#isOver = true;
  }

  async attempt(entry: Entry): Promise<void> {
    const origin = this.#doubt.about(entry);
    if (origin !== null) return this.#lookBefore(entry, origin);
    // What stands in its place has told of this one, too.
    if (isOnlyDoubted(entry)) return this.#parts.store.outbox.progress(entry.id, { ...entry, state: 'queued' });
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
      // What is only looked for wasn't sent with this nonce: the next look must not take it for that.
      const isSent = kept === null && !this.#mustLook(entry, request);
      store.outbox.progress(entry.id, isSent ? { ...sending, request, nonce } : sending);
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
    const { store, desk, clock } = this.#parts;
    const since = entry.unknownSince ?? clock.now();
    const settledAt = since + settlesWithinMs;
    if (clock.now() < settledAt)
      return store.outbox.progress(entry.id, { ...entry, state: 'unknown', notBefore: settledAt });
    const found = await this.#find(entry, request, { after: entry.anchor, since });
    if (this.#isOver) return;
    if (!found.ok) return this.#unread({ entry, request, isDoubtful: true }, found.failure);
    if (found.result !== null) return this.#found(entry, found.result);
    if (otherwise !== undefined && 'result' in otherwise) return desk.performed(entry.id, otherwise.result);
    if (otherwise !== undefined) return desk.failed(entry.id, otherwise.failedFor);
    store.outbox.progress(entry.id, { ...entry, state: 'queued', unknownSince: null });
  }

  /** Reads the place for what an earlier process may have sent, and forgotten. What isn't there is sent by the next try. */
  async #lookBefore(entry: Entry, origin: MessageId): Promise<void> {
    const { store, courier, random, clock, desk } = this.#parts;
    const request = entry.request ?? courier.prepare(entry.effect, addressOf(entry, store), random.nonce());
    if (request === null) return desk.failed(entry.id, 'gone');
    // From here on nothing else replaces or rewrites it, which what was tried before is safe from.
    const state = entry.request === null ? 'unknown' : entry.state;
    const looking: Entry = { ...entry, state, attempts: entry.attempts + 1 };
    store.outbox.progress(entry.id, looking);
    const found = await this.#find(entry, request, { after: origin, since: clock.now() });
    if (this.#isOver) return;
    if (!found.ok) return this.#unread({ entry: looking, request, isDoubtful: state !== 'queued' }, found.failure);
    if (found.result !== null) return this.#found(entry, found.result);
    this.#doubt.clear(entry, found.isAllKnown);
    store.outbox.progress(entry.id, { ...entry, state: 'queued', unknownSince: null });
  }

  /** What its copy may say by now must be known before it is looked for. */
  async #find(entry: Entry, request: Request, where: Pick<Search, 'after' | 'since'>): Promise<Found> {
    const { store, courier } = this.#parts;
    const failure = await this.#originals.learn(entry);
    if (failure !== null) return { ok: false, failure };
    const said = saidBy(entry, store, (other) => this.#doubt.about(other));
    const isKnown = (messageId: string): boolean => store.isCopy(messageId);
    const found = await courier.find(entry.effect, request, { ...where, ...said, isKnown });
    // What isn't there, and is to be taken away, need not be sent for that.
    const isNeedless = found.ok && found.result === null && !this.#isOver && changesOf(entry, store).isTakenAway;
    return isNeedless ? { ...found, result: { type: 'nothing' } } : found;
  }

  /** The place couldn't be read. */
  async #unread(attempt: Attempt, failure: Failure): Promise<void> {
    const { entry } = attempt;
    if (await this.#isAbsent(attempt, failure)) return;
    const reason = finalReason(entry, failure);
    return reason === null ? this.#wait(entry, failure, attempt.isDoubtful) : this.#parts.desk.failed(entry.id, reason);
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
