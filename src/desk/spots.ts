import type { ChannelId, PostId } from '../ticket/ticket.ts';
import type { Entry, Failure, Spot } from './ports.ts';
import type { Store } from './store.ts';

/** What must be in sight for an entry to be done; `null`: nothing. */
export function spotOf({ effect, place, ticketId }: Entry, store: Store): Spot | null {
  if (effect.type === 'lookUpMember') return { what: 'server', serverId: effect.serverId };
  if (ticketId === null || !place.startsWith('post/')) return null;
  const ticket = store.ticket(ticketId);
  return ticket === null ? null : { what: 'forum', serverId: ticket.serverId };
}

/** The same for a channel that is to be read. */
export function spotOfChannel(channelId: ChannelId, store: Store): Spot | null {
  const ticket = store.ticketOfPost(channelId as string as PostId);
  return ticket === null ? null : { what: 'forum', serverId: ticket.serverId };
}

/** Whether a failure says that a whole channel or server isn't there, or not to be seen. */
export function isAbsence({ kind }: Failure): boolean {
  return kind === 'lost' || kind === 'hidden';
}
