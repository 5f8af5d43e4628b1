import type { ChannelId, PostId } from '../ticket/ticket.ts';
import type { Desk } from './desk.ts';
import type { ChannelMessage, Clock, Failure, History, Random } from './ports.ts';
import type { Store } from './store.ts';
import { waitMs } from './retrying.ts';

/** Discord may tell of messages out of order: so far back before the newest known one is read again. */
const marginMs = 60_000;
const readersAtOnce = 3;

export interface CatchUpParts {
  readonly store: Store;
  readonly desk: Desk;
  readonly history: History;
  readonly clock: Clock;
  readonly random: Random;
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
  /** A new session began. `newestInPosts`: the last message of each active post, as Discord tells at the start of a session. */
  begin(gap: Gap, newestInPosts: ReadonlyMap<string, string>): void;
  /** A message came by the gateway. */
  receive(message: ChannelMessage): void;
  /**
   * Resolves when what was missed on both sides of a post's ticket has been handled, or after `patienceMs`: a command must
   * not overtake what was written before it.
   */
  whenRead(postId: PostId, patienceMs: number): Promise<void>;
  /** A post that nobody knew of: reads it from its beginning. */
  adopt(postId: PostId): void;
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
  readonly #reading = new Map<ChannelId, Promise<void>>();
  /** How many of those are not pausing. */
  #active = 0;
  #stopped = false;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
    this.#pauses = createPauses(parts.clock);
  }

  begin(gap: Gap, newestInPosts: ReadonlyMap<string, string>): void {
    this.#gap = gap;
    this.#upToDate = new Set();
    const { store } = this.#parts;
    for (const { postId } of store.openTickets()) {
      if (postId !== null) this.#checkPost(asChannel(postId), newestInPosts);
    }
    for (const channelId of store.channelsOfWaitingUsers()) this.#fallBehind(channelId);
    this.#readNext();
  }

  async whenRead(postId: PostId, patienceMs: number): Promise<void> {
    const { store } = this.#parts;
    const ticket = store.ticketOfPost(postId);
    if (ticket === null) return;
    const dm = store.user(ticket.userId)?.channelId ?? null;
    const channels = dm === null ? [asChannel(postId)] : [asChannel(postId), dm];
    const behind = channels.filter((channelId) => this.#isBehind(channelId));
    if (behind.length === 0) return;
    const reads = behind.map((channelId) => this.#readFirst(channelId));
    await Promise.race([Promise.all(reads), this.#pauses.pause(patienceMs)]);
  }

  receive(message: ChannelMessage): void {
    if (!this.#concerns(message)) return;
    const { channelId } = message;
    if (!this.#isBehind(channelId)) return this.#take(message);
    this.#fallBehind(channelId).push(message);
    void this.#readFirst(channelId);
  }

  adopt(postId: PostId): void {
    this.#upToDate.delete(asChannel(postId));
    this.#fallBehind(asChannel(postId));
    this.#readNext();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pauses.end();
    await Promise.all(this.#reading.values());
  }

  /** Discord told the newest message of each active post: one that was handled already needs no reading. */
  #checkPost(channelId: ChannelId, newestInPosts: ReadonlyMap<string, string>): void {
    const newest = newestInPosts.get(channelId);
    const known = this.#parts.store.newest(channelId);
    if (newest !== undefined && known !== null && BigInt(known) >= BigInt(newest)) this.#upToDate.add(channelId);
    else this.#fallBehind(channelId);
  }

  /** Posts made by hand mean nothing to us. */
  #concerns({ event, channelId }: ChannelMessage): boolean {
    if (event?.type === 'userWrote') return true;
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

  #readNext(): void {
    for (const channelId of this.#behind.keys()) {
      if (this.#stopped || this.#active >= readersAtOnce) return;
      void this.#readFirst(channelId);
    }
  }

  /** Somebody waits for this channel: it is read beside the others' pace. */
  #readFirst(channelId: ChannelId): Promise<void> {
    const reading = this.#reading.get(channelId) ?? this.#read(channelId);
    this.#reading.set(channelId, reading);
    return reading;
  }

  async #read(channelId: ChannelId): Promise<void> {
    this.#fallBehind(channelId);
    for (let tries = 1; !this.#stopped; tries += 1) {
      const gap = this.#gap;
      const failure = await this.#readToEnd(channelId);
      if (failure !== null && failure.kind !== 'gone') await this.#rest(channelId, failure, tries);
      // A session that began meanwhile may have missed what this read couldn't see yet.
      else if (gap === this.#gap) break;
    }
    this.#reading.delete(channelId);
    if (this.#stopped) return;
    this.#caughtUp(channelId);
    this.#readNext();
  }

  /** Gives way to other channels until it is tried again. */
  async #rest(channelId: ChannelId, failure: Failure, tries: number): Promise<void> {
    if (failure.kind === 'unauthorized') this.#parts.onUnauthorized();
    this.#parts.onTrouble(channelId, failure);
    this.#readNext();
    await this.#pauses.pause(waitMs(tries, failure, this.#parts.random.fraction()));
  }

  #caughtUp(channelId: ChannelId): void {
    const waiting = this.#behind.get(channelId) ?? [];
    this.#behind.delete(channelId);
    this.#upToDate.add(channelId);
    for (const message of waiting) this.#take(message);
  }

  async #readToEnd(channelId: ChannelId): Promise<Failure | null> {
    this.#active += 1;
    try {
      const { history, store } = this.#parts;
      const known = store.newest(channelId);
      const handledUntil = known === null ? (this.#gap?.everSince ?? 0) : history.madeAt(known);
      let from: Parameters<History['read']>[1] = { since: handledUntil - marginMs };
      for (;;) {
        const page = await history.read(channelId, from);
        if (this.#stopped) return null;
        if (!page.ok) return page.failure;
        for (const message of page.messages) this.#take(message);
        const last = page.messages.at(-1);
        if (page.isLast || last === undefined) return null;
        from = { after: last.messageId };
      }
    } finally {
      this.#active -= 1;
    }
  }
}

/** Waiting that can be ended for all at once. */
interface Pauses {
  pause(delayMs: number): Promise<void>;
  end(): void;
}

function createPauses(clock: Clock): Pauses {
  const running = new Set<() => void>();
  return {
    pause: (delayMs) =>
      new Promise((resolve) => {
        const done = (): void => {
          cancel();
          running.delete(done);
          resolve();
        };
        const cancel = clock.after(delayMs, done);
        running.add(done);
      }),
    end: () => {
      for (const done of running) done();
    },
  };
}

function asChannel(postId: PostId): ChannelId {
  return postId as string as ChannelId;
}
