import { Routes } from 'discord.js';
import type { APIMessage } from 'discord.js';
import type { History, Page } from '../desk/ports.ts';
import type { ChannelId } from '../ticket/ticket.ts';
import { toFailure } from './failures.ts';
import { toChannelMessage } from './inbound.ts';
import { send } from './outbound.ts';
import type { CourierParts } from './outbound.ts';
import { firstIdAt, madeAt } from './snowflakes.ts';

const pageSize = 100;

export interface HistoryParts extends Pick<CourierParts, 'rest' | 'botId'> {
  /** Posts are known to the store; any other channel we read is a user's DM. */
  isPost(channelId: ChannelId): boolean;
}

/** Reads channels by REST. https://docs.discord.com/developers/resources/message#get-channel-messages */
export function createHistory(parts: HistoryParts): History {
  return { read: (channelId, from) => readPage(parts, channelId, from), madeAt };
}

async function readPage(
  { rest, botId, isPost }: HistoryParts,
  channelId: ChannelId,
  from: Parameters<History['read']>[1],
): Promise<Page> {
  const after = 'after' in from ? from.after : firstIdAt(from.since);
  const where = isPost(channelId) ? 'server' : 'dm';
  try {
    const path = `${Routes.channelMessages(channelId)}?limit=${pageSize}&after=${after}`;
    const found = await send<APIMessage[]>(rest, { method: 'GET', path, body: null });
    const oldestFirst = found.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    const messages = oldestFirst.map((message) => toChannelMessage(message, where, botId()));
    return { ok: true, messages, isLast: found.length < pageSize };
  } catch (error) {
    return { ok: false, failure: toFailure(error) };
  }
}
