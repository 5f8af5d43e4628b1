import type { ChannelId, PostId } from '../ticket/ticket.ts';
import type { Desk } from './desk.ts';
import type { ChannelMessage, Clock, Failure, History, Random, Store } from './ports.ts';
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
  stop(): void;
}

/** Makes the catch-up. Before the first {@link CatchUp.begin}, messages are handled as they come. */
export function createCatchUp(parts: CatchUpParts): CatchUp {
  return new ChannelReader(parts);
}

class ChannelReader implements CatchUp {
  readonly #parts: CatchUpParts;
  #gap: Gap | null = null;
  /** Read since the gap, or made after it. */
  #upToDate = new Set<ChannelId>();
  /** Still to be read, in this order; the value is what came by the gateway meanwhile. */
  readonly #behind = new Map<ChannelId, ChannelMessage[]>();
  readonly #reading = new Map<ChannelId, Promise<void>>();
  readonly #alarms = new Set<() => void>();
  #stopped = false;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
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
    await Promise.race([Promise.all(reads), this.#pause(patienceMs)]);
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

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#alarms) cancel();
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
    return (
      this.#parts.store.ticketOfPost(channelId as string as PostId) !== null ||
      this.#parts.store.newest(channelId) !== null
    );
  }

  #isBehind(channelId: ChannelId): boolean {
    if (this.#behind.has(channelId)) return true;
    return (
      this.#gap !== null && !this.#upToDate.has(channelId) && this.#parts.history.madeAt(channelId) <= this.#gap.until
    );
  }

  #fallBehind(channelId: ChannelId): ChannelMessage[] {
    const waiting = this.#behind.get(channelId) ?? [];
    this.#behind.set(channelId, waiting);
    return waiting;
  }

  #take({ channelId, messageId, event }: ChannelMessage): void {
    if (event === null) this.#parts.desk.saw(channelId, messageId);
    else this.#parts.desk.handle(event);
  }

  #readNext(): void {
    for (const channelId of this.#behind.keys()) {
      if (this.#reading.size >= readersAtOnce) return;
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
      const failure = await this.#readToEnd(channelId);
      if (failure === null || failure.kind === 'gone') break;
      this.#parts.onTrouble(channelId, failure);
      await this.#pause(waitMs(tries, failure, this.#parts.random.fraction()));
    }
    if (this.#stopped) return;
    this.#reading.delete(channelId);
    this.#caughtUp(channelId);
    this.#readNext();
  }

  #caughtUp(channelId: ChannelId): void {
    const waiting = this.#behind.get(channelId) ?? [];
    this.#behind.delete(channelId);
    this.#upToDate.add(channelId);
    for (const message of waiting) this.#take(message);
  }

  async #readToEnd(channelId: ChannelId): Promise<Failure | null> {
    const { history, store } = this.#parts;
    const known = store.newest(channelId);
    const handledUntil = known === null ? (this.#gap?.everSince ?? 0) : history.madeAt(known);
    let from: Parameters<History['read']>[1] = { since: handledUntil - marginMs };
    while (!this.#stopped) {
      const page = await history.read(channelId, from);
      if (!page.ok) return page.failure;
      for (const message of page.messages) this.#take(message);
      const last = page.messages.at(-1);
      if (page.isLast || last === undefined) return null;
      from = { after: last.messageId };
    }
    return null;
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.clock.after(delayMs, () => {
        this.#alarms.delete(cancel);
        resolve();
      });
      this.#alarms.add(cancel);
    });
  }
}

function asChannel(postId: PostId): ChannelId {
  return postId as string as ChannelId;
}
