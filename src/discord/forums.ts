import { Routes } from 'discord.js';
import type { APIDMChannel, APIThreadChannel, REST } from 'discord.js';
import type { Answered, Forums, StandingPost } from '../desk/adoption.ts';
import type { ChannelId, PostId, ServerId } from '../ticket/ticket.ts';
import { toFailure } from './failures.ts';
import { send } from './send.ts';
import { ownPosts } from './own-posts.ts';
import type { ForumOf } from './own-posts.ts';
import { toPerson } from './people.ts';
import { originIn } from './post-embed.ts';

/** A message and what it did to its post bear nearly the same time. */
const clockToleranceMs = 1000;

export interface ForumsParts {
  readonly rest: Pick<REST, 'request'>;
  botId(): string;
  /** The forum of a configured server, where it is in sight. */
  forumOf(serverId: ServerId): ForumOf | null;
  /** What the tags on a post say about its status; `null`: nothing. */
  statusIn(forumId: string, tagIds: readonly string[]): StandingPost['status'];
}

/** Reads forums by REST. */
export function createForums(parts: ForumsParts): Forums {
  const { rest, botId } = parts;
  const own = ownPosts(rest, botId);
  return {
    posts: (serverId, isKnown) =>
      answered(async () => {
        const forum = parts.forumOf(serverId);
        if (forum === null) return [];
        const threads = [...(await own.active(forum))];
        // What was archived since the database was alive comes first.
        for (let before: string | null | undefined; before !== null;) {
          const page = await own.archived(forum, before);
          threads.push(...page.posts);
          before = page.posts.every(({ id }) => isKnown(id as PostId)) ? null : page.before;
        }
        const once = new Map(threads.map((thread) => [thread.id, thread]));
        return [...once.values()].map((thread) =>
          toStanding(thread, serverId, parts.statusIn(forum.id, thread.applied_tags ?? [])),
        );
      }),
    origin: (postId) =>
      answered(async () => {
        const first = await own.firstMessage(postId);
        return first === null || first.author.id !== botId() ? null : originIn(first);
      }),
    // https://docs.discord.com/developers/resources/user#create-dm
    correspondent: (userId) =>
      answered(async () => {
        const body = { recipient_id: userId };
        const dm = await send<APIDMChannel>(rest, { method: 'POST', path: Routes.userChannels(), body });
        const [user] = dm.recipients ?? [];
        if (user === undefined) throw new Error(`Discord told of a DM without whom it is with: ${dm.id}`);
        return { person: toPerson(user), channelId: dm.id as ChannelId };
      }),
  };
}

async function answered<Value>(ask: () => Promise<Value>): Promise<Answered<Value>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    return { ok: false, failure: toFailure(error) };
  }
}

function toStanding(thread: APIThreadChannel, serverId: ServerId, status: StandingPost['status']): StandingPost {
  const { id, thread_metadata: metadata } = thread;
  return {
    postId: id as PostId,
    serverId,
    isLocked: metadata?.locked === true,
    status,
    closedAt: closedAt(thread),
  };
}

/** Taken out of the archive since, which a message of anybody's does, it was closed before that message. */
function closedAt({ thread_metadata: metadata }: APIThreadChannel): number {
  const changedAt = Date.parse(metadata?.archive_timestamp ?? '');
  return metadata?.archived === true ? changedAt : changedAt - clockToleranceMs;
}
