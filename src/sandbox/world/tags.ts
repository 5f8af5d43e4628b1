import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import type { Forum } from './nouns.ts';
import type { World } from './world.ts';

/** How many tags a post may carry: https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel */
export const maxTagsOnPost = 5;

/** Throws what Discord answers when these tags may not be put on a post of this forum by this user. */
export function assertTags(world: World, userId: string, forum: Forum, tagIds: readonly string[]): void {
  const moderates = may(world, userId, forum, permissions.manageThreads);
  if (tagIds.length === 0) return assertNoneNeeded(forum, moderates);
  const tags = tagIds.map((id) => forum.tags.find((tag) => tag.id === id));
  if (tags.includes(undefined)) throw new ApiError(10087);
  if (!moderates && tags.some((tag) => tag?.moderated === true)) throw new ApiError(50013);
}

function assertNoneNeeded(forum: Forum, moderates: boolean): void {
  if (!forum.requireTag) return;
  const settable = forum.tags.some((tag) => moderates || !tag.moderated);
  throw new ApiError(settable ? 40067 : 40066);
}
