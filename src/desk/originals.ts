import type { ChannelId, MessageId } from '../ticket/ticket.ts';
import type { Desk } from './desk.ts';
import type { ChannelMessage, Entry, Failure, History, OutsideEvent } from './ports.ts';
import { finalReason } from './retrying.ts';
import type { Store } from './store.ts';
import { channelOf } from './ticket-work.ts';

export interface OriginalsParts {
  readonly store: Store;
  readonly desk: Pick<Desk, 'handle'>;
  readonly history: Pick<History, 'read'>;
  /** Runs what handles one message: what breaks there must not end the delivery. */
  guard(handled: string, run: () => void): void;
}

/**
 * Learns what became of the messages whose copies waited when the process began. They may have been edited or deleted since,
 * and their copies with them: who looks for a copy must know what it may say by now.
 */
export interface Originals {
  /** Resolves when what became of the original is known, as far as it can be; else gives why it isn't yet. */
  learn(entry: Entry): Promise<Failure | null>;
}

/** Makes the knowledge of one process, at its beginning. */
export function createOriginals({ store, desk, history, guard }: OriginalsParts): Originals {
  const { outbox } = store;
  const toLearn = new Map<number, Original>();
  for (const id of outbox.places().flatMap((place) => outbox.waitingIn(place))) {
    const original = originalOf(outbox.get(id), store);
    if (original !== null) toLearn.set(id, original);
  }
  const handle = (event: OutsideEvent): void => guard(event.key, () => desk.handle(event));

  return {
    async learn(entry) {
      const original = toLearn.get(entry.id);
      if (original === undefined) return null;
      const found = await findIn(history, original);
      if (found.failure !== null) {
        if (finalReason(entry, found.failure) === null) return found.failure;
      } else if (found.message !== null) {
        if (found.message.edit !== undefined && found.message.edit !== null) handle(found.message.edit);
      } else if (found.isGone) {
        const { channelId, messageId } = original;
        handle({ key: `delete:${messageId}`, type: 'deleted', channelId, messageId });
      }
      toLearn.delete(entry.id);
      return null;
    },
  };
}

interface Original {
  readonly channelId: ChannelId;
  readonly messageId: MessageId;
}

/** What goes into a post was written in a DM, and the other way round. What was typed into a command is no message. */
function originalOf(entry: Entry | null, store: Store): Original | null {
  if (entry === null || (entry.effect.type !== 'sendToPost' && entry.effect.type !== 'sendToUser')) return null;
  const messageId = entry.effect.source?.messageId ?? null;
  const ticket = entry.ticketId === null ? null : store.ticket(entry.ticketId);
  if (messageId === null || ticket === null || store.recorded(messageId)?.isTyped !== false) return null;
  const dm = store.user(ticket.userId)?.channelId ?? null;
  const post = ticket.postId === null ? null : channelOf(ticket.postId);
  const channelId = entry.effect.type === 'sendToPost' ? dm : post;
  return channelId === null ? null : { channelId, messageId };
}

interface FoundOriginal {
  readonly message: ChannelMessage | null;
  readonly isGone: boolean;
  readonly failure: Failure | null;
}

/** Its channel is read up to it. An empty answer tells nothing: Discord gives one also where the bot may not read. */
async function findIn(history: Pick<History, 'read'>, { channelId, messageId }: Original): Promise<FoundOriginal> {
  const before = String(BigInt(messageId) + 1n);
  const page = await history.read(channelId, { before }, 'urgent');
  if (!page.ok) return { message: null, isGone: false, failure: page.failure };
  const message = page.messages.find((one) => one.messageId === messageId) ?? null;
  return { message, isGone: message === null && page.messages.length > 0, failure: null };
}
