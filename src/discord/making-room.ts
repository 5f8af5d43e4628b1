import { ChannelFlags, RequestMethod, Routes } from 'discord.js';
import type { APIThreadChannel, REST } from 'discord.js';
import { codeOf } from './failures.ts';

/** Discord lets a server have so many unarchived threads (it publishes no number) and answers this beyond. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const tooManyActive = 160_006;
const archivedAtOnce = 5;

export interface RoomParts {
  readonly rest: Pick<REST, 'request'>;
  /** The bot's own user ID. */
  botId(): string;
  /** Something the operator should know. */
  onProblem(message: string): void;
}

/**
 * Sends requests as `rest` does. Where one would make or wake a post above Discord's cap, the bot's longest-silent posts of
 * that forum are archived first, which closes no ticket: the next message wakes them.
 */
export function makingRoom(parts: RoomParts): Pick<REST, 'request'> {
  const { rest } = parts;
  const underWay = new Map<string, Promise<boolean>>();
  const told = new Set<string>();
  const tell = (message: string): void => {
    if (!told.has(message)) parts.onProblem(message);
    told.add(message);
  };
  const makeRoom = async (channelId: string): Promise<boolean> => {
    const { guildId, forumId } = await whereIs(rest, channelId);
    // Whoever needs room in the same forum meanwhile shares what is made.
    const making = underWay.get(forumId) ?? archiveSilent(parts, { guildId, forumId });
    underWay.set(forumId, making);
    const isMade = await making.finally(() => underWay.delete(forumId));
    tell(
      isMade
        ? `Discord's cap of active posts is reached: the longest-silent posts of forum ${forumId} are archived to make room. Their tickets stay open.`
        : `Discord's cap of active posts is reached, and forum ${forumId} has none that the bot could archive: new tickets wait.`,
    );
    return isMade;
  };
  return {
    request: async (options) => {
      try {
        return await rest.request(options);
      } catch (error) {
        const channelId = options.fullRoute.split('/')[2];
        if (codeOf(error) !== tooManyActive || channelId === undefined) throw error;
        if (!(await makeRoom(channelId).catch(() => false))) throw error;
        return rest.request(options);
      }
    },
  };
}

interface Spot {
  readonly guildId: string;
  readonly forumId: string;
}

/** A forum, or one of its posts. */
async function whereIs(rest: RoomParts['rest'], channelId: string): Promise<Spot> {
  const channel = await get<APIThreadChannel>(rest, Routes.channel(channelId));
  const forumId = channel.thread_metadata === undefined ? channelId : channel.parent_id;
  return { guildId: channel.guild_id ?? '', forumId: forumId ?? '' };
}

/** `false`: there is none. What can't be archived now is left out. */
async function archiveSilent({ rest, botId }: RoomParts, { guildId, forumId }: Spot): Promise<boolean> {
  const { threads } = await get<{ threads: APIThreadChannel[] }>(rest, Routes.guildActiveThreads(guildId));
  const silent = threads
    .filter((post) => post.parent_id === forumId && post.owner_id === botId() && !isPinned(post))
    .toSorted((one, other) => (newestIn(one) < newestIn(other) ? -1 : 1))
    .slice(0, archivedAtOnce);
  const archived = await Promise.allSettled(
    silent.map(({ id }) =>
      rest.request({ method: RequestMethod.Patch, fullRoute: Routes.channel(id), body: { archived: true } }),
    ),
  );
  return archived.some(({ status }) => status === 'fulfilled');
}

async function get<Answer>(rest: RoomParts['rest'], fullRoute: `/${string}`): Promise<Answer> {
  return (await rest.request({ method: RequestMethod.Get, fullRoute })) as Answer;
}

function newestIn({ id, last_message_id: newest }: APIThreadChannel): bigint {
  return BigInt(newest ?? id);
}

function isPinned({ flags }: APIThreadChannel): boolean {
  return ((flags ?? 0) & ChannelFlags.Pinned) !== 0;
}
