import type { ChannelId, MessageId, UserId } from '../ticket/ticket.ts';
import type { Address, CopiedFile, Entry } from './ports.ts';
import type { Store } from './store.ts';

/** Finds out where an entry's place is now, and which message there it replies to. */
export function addressOf(entry: Entry, store: Store): Address {
  return {
    channelId: channelOf(entry, store),
    replyTo: replyTo(entry, store),
    copyId: copyId(entry, store),
    copyFiles: copyFiles(entry, store),
    sourceChannelId: sourceChannel(entry, store),
  };
}

function channelOf({ place, ticketId }: Entry, store: Store): ChannelId | null {
  const [side, id] = place.split('/');
  if (side === 'channel') return id as ChannelId;
  if (side === 'user') return store.user(id as UserId)?.channelId ?? null;
  if (side !== 'post' || ticketId === null) return null;
  // A post is a channel with the same ID.
  return (store.ticket(ticketId)?.postId ?? null) as string | null as ChannelId | null;
}

function copyId({ effect, place }: Entry, store: Store): MessageId | null {
  if (effect.type === 'showFeedback') return store.ticket(effect.ticket.id)?.feedback?.noticeId ?? null;
  return 'copyOf' in effect ? store.copyOf(effect.copyOf, place, effect.part) : null;
}

/** A statement answers a message of its own side, or what stands there for one that was typed into a command; what is relayed answers the copy, or the source, on this side. */
function replyTo({ effect, place }: Entry, store: Store): MessageId | null {
  if (!('replyTo' in effect) || effect.replyTo === null) return null;
  return effect.body.type === 'statement'
    ? (store.copyOf(effect.replyTo, place, 1) ?? effect.replyTo)
    : store.counterpart(effect.replyTo, place);
}

function copyFiles({ effect, place }: Entry, store: Store): readonly CopiedFile[] {
  if (!('copyOf' in effect)) return [];
  return store.copiesOf(effect.copyOf, place).find(({ part }) => part === effect.part)?.files ?? [];
}

/** What goes into a post was written in a DM, and the other way round. */
function sourceChannel({ effect, ticketId }: Entry, store: Store): ChannelId | null {
  if (effect.type === 'lookAtFiles') return store.user(effect.userId)?.channelId ?? null;
  const ticket = ticketId === null ? null : store.ticket(ticketId);
  if (ticket === null || !('attached' in effect) || effect.attached === undefined) return null;
  if (effect.type === 'sendToPost') return store.user(ticket.userId)?.channelId ?? null;
  return ticket.postId as string | null as ChannelId | null;
}
