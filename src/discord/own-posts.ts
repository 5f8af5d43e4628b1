import { Routes } from 'discord.js';
import type { APIChannel, APIMessage, APIThreadChannel, REST } from 'discord.js';
import { codeOf } from './failures.ts';
import { send } from './send.ts';

/** The forum, and the server that it is in. */
export interface ForumOf {
  readonly id: string;
  readonly serverId: string;
}

/** Reads which posts the bot has made in forums. Throws as requests do. */
export interface OwnPosts {
  active(forum: ForumOf): Promise<readonly APIThreadChannel[]>;
  /**
   * The next hundred of a forum's archived posts, those archived last first; `before`: the instant at which a page ended. Those of
   * that very instant come twice.
   */
  archived(
    forum: ForumOf,
    before?: string | null,
  ): Promise<{ readonly posts: readonly APIThreadChannel[]; readonly before: string | null }>;
  /** The first message of a post, which has the post's ID; `null`: it was deleted. */
  firstMessage(postId: string): Promise<APIMessage | null>;
}

/** Reads by REST. https://docs.discord.com/developers/resources/channel#list-public-archived-threads */
export function ownPosts(rest: Pick<REST, 'request'>, botId: () => string): OwnPosts {
  const get = <Answer>(path: string) => send<Answer>(rest, { method: 'GET', path, body: null });
  const ownIn = (forumId: string, threads: readonly APIThreadChannel[]): readonly APIThreadChannel[] =>
    threads.filter((thread) => parentOf(thread) === forumId && thread.owner_id === botId());
  return {
    active: async ({ id, serverId }) => {
      const { threads } = await get<{ threads: APIThreadChannel[] }>(Routes.guildActiveThreads(serverId));
      return ownIn(id, threads);
    },
    archived: async ({ id }, before = null) => {
      const query = before === null ? '?limit=100' : `?limit=100&before=${encodeURIComponent(before)}`;
      const page = await get<ArchivedPage>(`${Routes.channelThreads(id, 'public')}${query}`);
      const last = page.threads.at(-1)?.thread_metadata?.archive_timestamp ?? null;
      const next = last === null ? null : justAfter(last);
      return { posts: ownIn(id, page.threads), before: page.has_more && next !== before ? next : null };
    },
    firstMessage: async (postId) => {
      try {
        return await get<APIMessage>(Routes.channelMessage(postId, postId));
      } catch (error) {
        if (codeOf(error) === 10008) return null;
        throw error;
      }
    },
  };
}

/** The page after one that ended there leaves out what was archived at the same instant. */
function justAfter(timestamp: string): string {
  return new Date(Date.parse(timestamp) + 1).toISOString();
}

interface ArchivedPage {
  readonly threads: readonly APIThreadChannel[];
  readonly has_more: boolean;
}

function parentOf(thread: APIChannel): string | null {
  return 'parent_id' in thread ? (thread.parent_id ?? null) : null;
}
