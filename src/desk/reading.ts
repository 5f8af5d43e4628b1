import type { ChannelId, MessageId } from '../ticket/ticket.ts';
import type { Desk } from './desk.ts';
import type { ChannelMessage, Failure, History, OutsideEvent, Page, Stretch } from './ports.ts';
import type { Store } from './store.ts';

/** Discord may tell of messages out of order: so far back before the newest known one is read again. */
const marginMs = 60_000;

export interface ReadingParts {
  readonly store: Pick<Store, 'newest' | 'writtenIn'>;
  readonly desk: Pick<Desk, 'handle' | 'saw'>;
  readonly history: History;
  /** Runs what handles one message: what breaks there must not end the reading. */
  guard(handled: string, run: () => void): void;
}

/** What is read of a channel. */
export interface Range {
  readonly channelId: ChannelId;
  /** What is older was handled, in epoch ms. */
  readonly handledUntil: number;
  /** Whether what was handled may have been edited or deleted since. */
  readonly withChanges: boolean;
  readonly pace: 'urgent' | 'background';
  /** Nothing is to be handled any more. */
  isStopped(): boolean;
}

/** Reads what is new in a channel and, where wanted, what has changed in the newest hundred messages before. Gives why it couldn't. */
export async function readChannel(parts: ReadingParts, range: Range): Promise<Failure | null> {
  const reader = new Reader(parts, range);
  return range.withChanges ? reader.readWithChanges() : reader.readNew();
}

class Reader {
  readonly #parts: ReadingParts;
  readonly #range: Range;
  /** From here on messages count as new. */
  readonly #since: number;
  /** What was read of the new. */
  readonly #standing = new Set<string>();

  constructor(parts: ReadingParts, range: Range) {
    this.#parts = parts;
    this.#range = range;
    this.#since = range.handledUntil - marginMs;
  }

  /** Page by page, from the first that may be new to the end. */
  async readNew(): Promise<Failure | null> {
    let stretch: Stretch = { since: this.#since };
    for (;;) {
      const page = await this.#read(stretch);
      if (page === null || !page.ok) return page?.failure ?? null;
      for (const message of page.messages) {
        this.#standing.add(message.messageId);
        this.#take(message);
      }
      const last = page.messages.at(-1);
      if (page.isLast || last === undefined) return null;
      stretch = { after: last.messageId };
    }
  }

  /** One page does where no more than that is new. */
  async readWithChanges(): Promise<Failure | null> {
    const { channelId } = this.#range;
    const known = this.#parts.store.newest(channelId);
    const newest = await this.#read({ newest: true });
    if (newest === null || !newest.ok) return newest?.failure ?? null;
    const [oldest] = newest.messages;
    // Not even our own messages: the bot may not read what stands there, and Discord answers so without saying why.
    if (oldest === undefined) return null;
    if (newest.isLast || !this.#isNew(oldest)) {
      this.#takeWithChanges(newest, known);
      return null;
    }
    const failure = await this.readNew();
    if (failure !== null || this.#range.isStopped()) return failure;
    // What counts as new was handled already, as far as it is as old as the margin.
    const from = this.#parts.history.firstIdAt(this.#since);
    const handled = known === null ? [] : this.#parts.store.writtenIn(channelId, from, known);
    this.#lookForGone(handled, this.#standing);
    const before = await this.#read({ before: this.#firstNew(oldest.messageId) });
    if (before?.ok === true) this.#takeWithChanges(before, null);
    return before === null || before.ok ? null : before.failure;
  }

  /** The oldest of what readNew took: what stands before it may have changed. */
  #firstNew(fallback: MessageId): string {
    const ids = this.#parts.store.writtenIn(this.#range.channelId, '0', fallback);
    return ids.find((id) => this.#parts.history.madeAt(id) >= this.#since) ?? fallback;
  }

  async #read(stretch: Stretch): Promise<Page | null> {
    const { channelId, pace, isStopped } = this.#range;
    const page = await this.#parts.history.read(channelId, stretch, pace);
    return isStopped() ? null : page;
  }

  #isNew({ messageId }: ChannelMessage): boolean {
    return this.#parts.history.madeAt(messageId) >= this.#since;
  }

  #take({ channelId, messageId, event, edit }: ChannelMessage): void {
    this.#parts.guard(messageId, () => {
      if (event === null) this.#parts.desk.saw(channelId, messageId);
      else this.#parts.desk.handle(event);
      this.#change(edit ?? null);
    });
  }

  #change(edit: OutsideEvent | null): void {
    if (edit !== null) this.#parts.desk.handle(edit);
  }

  /** `known`: the newest message that was handled before the page was asked for; what was heard since isn't missing in it. */
  #takeWithChanges(page: Extract<Page, { ok: true }>, known: string | null): void {
    const { channelId } = this.#range;
    const standing = new Set(page.messages.map(({ messageId }) => messageId));
    const from = page.isLast ? '0' : (page.messages[0]?.messageId ?? '0');
    const until = newer(known, page.messages.at(-1)?.messageId ?? null);
    const gone = until === null ? [] : this.#parts.store.writtenIn(channelId, from, until);
    for (const message of page.messages) {
      if (this.#isNew(message)) this.#take(message);
      else this.#parts.guard(message.messageId, () => this.#change(message.edit ?? null));
    }
    this.#lookForGone(gone, standing);
  }

  #lookForGone(handled: readonly MessageId[], standing: ReadonlySet<string>): void {
    for (const messageId of handled) if (!standing.has(messageId)) this.#deleted(messageId);
  }

  #deleted(messageId: MessageId): void {
    const { channelId } = this.#range;
    this.#parts.guard(messageId, () => {
      this.#parts.desk.handle({ key: `delete:${messageId}`, type: 'deleted', channelId, messageId });
    });
  }
}

function newer(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return BigInt(one) > BigInt(other) ? one : other;
}
