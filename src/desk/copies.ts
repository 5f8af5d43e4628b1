import type { Effect } from '../ticket/effects.ts';
import type { MessageId } from '../ticket/ticket.ts';
import type { Entry, Result } from './ports.ts';
import { contentOf } from './standing.ts';
import type { Copy } from './store.ts';
import type { Work } from './work.ts';

/** A copy says something else now, or (`null`) isn't there any more. */
export function changeCopy(
  { store }: Work,
  { place }: Entry,
  { copyOf: source, part }: Extract<Effect, { copyOf: unknown }>,
  change: { readonly content: string; readonly keeps?: readonly string[] } | null,
): void {
  store.changeCopy(source, place, part, change);
}

/** The message that an effect made; `null`: none. */
export function messageOf(result: Result): MessageId | null {
  if (result.type === 'message') return result.messageId;
  // A post's first message has the post's ID. https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel
  return result.type === 'post' ? (result.postId as string as MessageId) : null;
}

/** What stands in a place by an effect that made a message. */
export function copyOf({ effect, place, ticketId }: Entry, messageId: MessageId): Copy {
  const source = 'source' in effect ? effect.source : null;
  return {
    messageId,
    place,
    ticketId,
    source: source?.messageId ?? null,
    part: source?.part ?? 0,
    content: contentOf(effect),
  };
}
