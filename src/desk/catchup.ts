import type { ChannelId, PostId, ServerId, UserId } from '../ticket/ticket.ts';
import type { Desk } from './desk.ts';
import type { ChannelMessage, Clock, Failure, History, Random, Sight } from './ports.ts';
import { isAbsence, spotOfChannel } from './spots.ts';
import type { Store } from './store.ts';
import { createPauses } from './pauses.ts';
import type { Pauses } from './pauses.ts';
import { readChannel } from './reading.ts';
import type { Range } from './reading.ts';
import { channelsOf, isGone, planReading, wasActive } from './reading-plan.ts';
import { countsAsInvalid, waitMs } from './retrying.ts';
import { channelOf } from './ticket-work.ts';

/** Enough to use what Discord allows, also where each answer takes a fifth of a second. */
const readersAtOnce = 10;
/** What may not be read is tried again ever more rarely: there may be a thousand of it. */
const longestPatience = 15;

export interface CatchUpParts {
  readonly store: Store;
  readonly desk: Desk;
  readonly history: History;
  readonly clock: Clock;
  readonly random: Random;
  /** How far back edits and deletions are looked for, and messages of users who have no ticket; in ms. */
  readonly reach: { readonly changesMs: number; readonly earlierUsersMs: number };
  readonly sight: Sight;
  onTrouble(channelId: ChannelId, failure: Failure): void;
  /** The token is no longer valid. */
  onUnauthorized(): void;
  /** Runs what handles one message: what breaks there must not end the reading. */
  guard(handled: string, run: () => void): void;
}

/** A time in which nobody may have listened. */
export interface Gap {
  /** A channel that was made later has nothing to be found in. */
  readonly until: number;
  /** When anybody listened for the first time. A channel that nobody knows may hold what an earlier gap hid. */
  readonly everSince: number;
}

/**
 * Sees that nothing written while nobody listened is missed, and that order is kept: a message in a channel that hasn't
 * been read since the gap waits until what stands before it there was handled.
 */
export interface CatchUp {
  /**
   * A new session began. `newestInPosts`: the last message of each active post, as Discord tells at the start of a session.
   * `ready`: what nobody waits for is read only then.
   */
  begin(gap: Gap, newestInPosts: ReadonlyMap<string, string>, ready?: Promise<unknown>): void;
  /** A message came by the gateway. */
  receive(message: ChannelMessage): void;
  /**
   * Resolves when what was missed on both sides of a post's ticket, or of a user's open ones, has been handled, or after
   * `patienceMs` (`null`: however long it takes): a command must not overtake what was written before it.
   */
  whenRead(whose: PostId | { readonly userId: UserId }, patienceMs: number | null): Promise<void>;
  /** A post that nobody knew of: reads it from its beginning. */
  adopt(postId: PostId): void;
  /** A server's forum is in sight again: what was written in its posts meanwhile, nobody has heard. */
  returned(serverId: ServerId): void;
  /** Reads nothing more, and resolves when nothing is being read. */
  stop(): Promise<void>;
}

/** Makes the catch-up. Before the first {@link CatchUp.begin}, messages are handled as they come. */
export function createCatchUp(parts: CatchUpParts): CatchUp {
  return new ChannelReader(parts);
}

class ChannelReader implements CatchUp {
  readonly #parts: CatchUpParts;
  readonly #pauses: Pauses;
  #gap: Gap | null = null;
  /** Read since the gap, or made after it. */
  #upToDate = new Set<ChannelId>();
  /** Still to be read, in this order; the value is what came by the gateway meanwhile. */
  readonly #behind = new Map<ChannelId, ChannelMessage[]>();
  /** Nothing new is in these; read at leisure, for edits and deletions. */
  #toSweep: ChannelId[] = [];
  readonly #reading = new Map<ChannelId, Promise<void>>();
  readonly #sweeping = new Set<Promise<unknown>>();
  /** How many of those are not pausing. */
  #active = 0;
  #isReady = true;
  #stopped = false;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
    this.#pauses = createPauses(parts.clock);
  }

  begin(gap: Gap, newestInPosts: ReadonlyMap<string, string>, ready?: Promise<unknown>): void {
    this.#gap = gap;
    const { behind, unchanged, toSweep } = planReading(this.#parts, newestInPosts);
    this.#upToDate = new Set(unchanged);
    for (const channelId of behind) this.#fallBehind(channelId);
    this.#toSweep = [...toSweep];
    this.#isReady = ready === undefined;
    void ready?.then(() => this.#goOn(gap));
    this.#readNext();
  }

  async whenRead(whose: PostId | { readonly userId: UserId }, patienceMs: number | null): Promise<void> {
    const behind = channelsOf(this.#parts.store, whose).filter((channelId) => this.#isBehind(channelId));
    if (behind.length === 0) return;
    const read = Promise.all(behind.map((channelId) => this.#readFirst(channelId)));
    await (patienceMs === null ? read : Promise.race([read, this.#pauses.pause(patienceMs)]));
  }

  receive(message: ChannelMessage): void {
    if (!this.#concerns(message)) return;
    const { channelId } = message;
    if (!this.#isBehind(channelId)) return this.#take(message);
    this.#fallBehind(channelId).push(message);
    void this.#readFirst(channelId);
  }

  adopt(postId: PostId): void {
    this.#upToDate.delete(channelOf(postId));
    this.#fallBehind(channelOf(postId));
    this.#readNext();
  }

  returned(serverId: ServerId): void {
    for (const ticket of this.#parts.store.openTickets()) {
      if (ticket.serverId !== serverId || ticket.postId === null) continue;
      this.#upToDate.delete(channelOf(ticket.postId));
      this.#fallBehind(channelOf(ticket.postId));
    }
    this.#readNext();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pauses.end();
    await Promise.all([...this.#reading.values(), ...this.#sweeping]);
  }

  /** Posts made by hand mean nothing to us. */
  #concerns({ event, channelId }: ChannelMessage): boolean {
    // What waits there may be what is changed.
    if (event?.type === 'userWrote' || this.#behind.has(channelId)) return true;
    const { store } = this.#parts;
    return store.ticketOfPost(channelId as string as PostId) !== null || store.newest(channelId) !== null;
  }

  #isBehind(channelId: ChannelId): boolean {
    if (this.#behind.has(channelId)) return true;
    if (this.#gap === null || this.#upToDate.has(channelId)) return false;
    return this.#parts.history.madeAt(channelId) <= this.#gap.until;
  }

  #fallBehind(channelId: ChannelId): ChannelMessage[] {
    const waiting = this.#behind.get(channelId) ?? [];
    this.#behind.set(channelId, waiting);
    return waiting;
  }

  #take({ channelId, messageId, event }: ChannelMessage): void {
    this.#parts.guard(messageId, () => {
      if (event === null) this.#parts.desk.saw(channelId, messageId);
      else this.#parts.desk.handle(event);
    });
  }

  #goOn(gap: Gap): void {
    this.#isReady ||= gap === this.#gap;
    this.#readNext();
  }

  #readNext(): void {
    if (!this.#isReady) return;
    for (const channelId of this.#behind.keys()) {
      if (this.#stopped || this.#active >= readersAtOnce) return;
      if (this.#isInSight(channelId)) void this.#reader(channelId, 'background');
    }
    while (!this.#stopped && this.#active < readersAtOnce) {
      const channelId = this.#toSweep.shift();
      if (channelId === undefined) return;
      this.#sweep(channelId);
    }
  }

  /** What is out of sight stays behind until it returns. */
  #isInSight(channelId: ChannelId): boolean {
    const spot = spotOfChannel(channelId, this.#parts.store);
    return spot === null || this.#parts.sight.isInSight(spot);
  }

  /** Somebody waits for this channel: it is read beside the others' pace. */
  #readFirst(channelId: ChannelId): Promise<void> {
    return this.#reader(channelId, 'urgent');
  }

  #reader(channelId: ChannelId, pace: Range['pace']): Promise<void> {
    if (!this.#isInSight(channelId)) return Promise.resolve();
    const reading = this.#reading.get(channelId) ?? this.#read(channelId, pace);
    this.#reading.set(channelId, reading);
    return reading;
  }

  /** Messages that come meanwhile needn't wait. */
  #sweep(channelId: ChannelId): void {
    const sweeping = this.#untilRead(channelId, 'background').finally(() => {
      this.#sweeping.delete(sweeping);
      this.#readNext();
    });
    this.#sweeping.add(sweeping);
  }

  async #read(channelId: ChannelId, pace: Range['pace']): Promise<void> {
    this.#fallBehind(channelId);
    const isRead = await this.#untilRead(channelId, pace);
    this.#reading.delete(channelId);
    if (!isRead) return;
    this.#caughtUp(channelId);
    this.#readNext();
  }

  /** `false`: it is out of sight, or nothing is read any more. */
  async #untilRead(channelId: ChannelId, pace: Range['pace']): Promise<boolean> {
    for (let tries = 1; !this.#stopped && this.#isInSight(channelId); tries += 1) {
      const gap = this.#gap;
      const heldBefore = [...(this.#behind.get(channelId) ?? [])];
      const failure = await this.#readToEnd(channelId, pace);
      // Perhaps not to its end.
      if (this.#stopped) return false;
      if (failure !== null && (await this.#isGone(channelId, failure))) return true;
      if (failure !== null && this.#isInSight(channelId)) await this.#rest(channelId, failure, tries);
      // A session that began meanwhile may have missed what this read couldn't see yet.
      else if (failure === null && gap === this.#gap) {
        this.#leaveOutGone(channelId, heldBefore);
        return true;
      }
    }
    return false;
  }

  /** What the gateway told before the channel was read, and isn't there, was deleted unheard: what was written after it has been handled. */
  #leaveOutGone(channelId: ChannelId, held: readonly ChannelMessage[]): void {
    const waiting = this.#behind.get(channelId);
    const gone = held.filter((message) => isGone(message, waiting ?? [], this.#parts.store));
    if (waiting !== undefined && gone.length > 0) {
      this.#behind.set(
        channelId,
        waiting.filter((message) => !gone.includes(message)),
      );
    }
  }

  /** A DM that isn't there has nothing to be read; a post that isn't, though its forum is to be seen, was deleted. */
  async #isGone(channelId: ChannelId, failure: Failure): Promise<boolean> {
    const spot = isAbsence(failure) ? spotOfChannel(channelId, this.#parts.store) : null;
    if (spot === null) return failure.kind === 'gone' || failure.kind === 'lost';
    const isThere = await this.#parts.sight.ask(spot);
    if (!isThere || failure.kind !== 'lost' || this.#stopped) return false;
    const postId = channelId as string as PostId;
    this.#parts.guard(postId, () => this.#parts.desk.postDeleted(postId));
    return true;
  }

  /** Gives way to other channels until it is tried again. */
  async #rest(channelId: ChannelId, failure: Failure, tries: number): Promise<void> {
    if (failure.kind === 'unauthorized') this.#parts.onUnauthorized();
    this.#parts.onTrouble(channelId, failure);
    this.#readNext();
    const patience = countsAsInvalid(failure) ? Math.min(tries, longestPatience) : 1;
    await this.#pauses.pause(patience * waitMs(tries, failure, this.#parts.random.fraction()));
  }

  #caughtUp(channelId: ChannelId): void {
    const waiting = this.#behind.get(channelId) ?? [];
    this.#behind.delete(channelId);
    this.#upToDate.add(channelId);
    for (const message of waiting) this.#take(message);
  }

  async #readToEnd(channelId: ChannelId, pace: Range['pace']): Promise<Failure | null> {
    this.#active += 1;
    try {
      const { history, store } = this.#parts;
      const known = store.newest(channelId);
      return await readChannel(this.#parts, {
        channelId,
        handledUntil: known === null ? (this.#gap?.everSince ?? 0) : history.madeAt(known),
        withChanges: wasActive(this.#parts, channelId),
        pace,
        isStopped: () => this.#stopped,
      });
    } finally {
      this.#active -= 1;
    }
  }
}
