import { Routes } from 'discord.js';
import type { APIMessage } from 'discord.js';
import type { History, Page, Stretch } from '../desk/ports.ts';
import type { ChannelId } from '../ticket/ticket.ts';
import { toFailure } from './failures.ts';
import { toFetchedMessage } from './inbound.ts';
import type { Reader } from './inbound.ts';
import { send } from './send.ts';
import type { PacedRest } from './pace.ts';
import { firstIdAt, madeAt } from './snowflakes.ts';

const pageSize = 100;

export interface HistoryParts {
  readonly rest: PacedRest;
  /** Who reads: known once Discord has told. */
  reader(): Reader;
  /** Posts are known to the store; any other channel we read is a user's DM. */
  isPost(channelId: ChannelId): boolean;
}

/** Reads channels by REST. https://docs.discord.com/developers/resources/message#get-channel-messages */
export function createHistory(parts: HistoryParts): History {
  return {
    read: (channelId, stretch, pace) => readPage(parts, channelId, stretch, parts.rest[pace]),
    madeAt,
    firstIdAt,
  };
}

async function readPage(
  { reader, isPost }: HistoryParts,
  channelId: ChannelId,
  stretch: Stretch,
  rest: PacedRest['urgent'],
): Promise<Page> {
  const where = isPost(channelId) ? 'server' : 'dm';
  try {
    const path = `${Routes.channelMessages(channelId)}?limit=${pageSize}${queryFor(stretch)}`;
    const found = await send<APIMessage[]>(rest, { method: 'GET', path, body: null });
    const oldestFirst = found.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    const messages = oldestFirst.map((message) => toFetchedMessage(message, where, reader()));
    return { ok: true, messages, isLast: found.length < pageSize };
  } catch (error) {
    return { ok: false, failure: toFailure(error) };
  }
}

function queryFor(stretch: Stretch): string {
  if ('newest' in stretch) return '';
  if ('before' in stretch) return `&before=${stretch.before}`;
  return `&after=${'after' in stretch ? stretch.after : firstIdAt(stretch.since)}`;
}
