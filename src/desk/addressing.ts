import type { ChannelId, MessageId, UserId } from '../ticket/ticket.ts';
import type { Address, Entry } from './ports.ts';
import type { Store } from './store.ts';

/** Finds out where an entry's place is now, and which message there it replies to. */
export function addressOf(entry: Entry, store: Store): Address {
  return { channelId: channelOf(entry, store), replyTo: replyTo(entry, store), copyId: copyId(entry, store) };
}

function channelOf({ place, ticketId }: Entry, store: Store): ChannelId | null {
  const [side, id] = place.split('/');
  if (side === 'user') return store.user(id as UserId)?.channelId ?? null;
  if (side !== 'post' || ticketId === null) return null;
  // A post is a channel with the same ID.
  return (store.ticket(ticketId)?.postId ?? null) as string | null as ChannelId | null;
}

function copyId({ effect, place }: Entry, store: Store): MessageId | null {
  return 'copyOf' in effect ? store.copyOf(effect.copyOf, place, effect.part) : null;
}

/** A statement answers a message of its own side; what is relayed answers the copy, or the source, on this side. */
function replyTo({ effect, place }: Entry, store: Store): MessageId | null {
  if (!('replyTo' in effect) || effect.replyTo === null) return null;
  return effect.body.type === 'statement' ? effect.replyTo : store.counterpart(effect.replyTo, place);
}
