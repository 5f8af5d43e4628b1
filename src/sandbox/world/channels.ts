import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import { findGuild } from './find.ts';
import type { Forum, ForumTag, TextChannel } from './nouns.ts';
import { removeThread } from './threads.ts';
import type { World } from './world.ts';

/** A tag of a changed list: without an ID it is a new one. */
export interface TagChange extends Omit<ForumTag, 'id'> {
  readonly id: string | null;
}

/** What a PATCH can change about a forum or text channel. */
export interface ForumChange {
  readonly name?: string;
  readonly topic?: string;
  readonly requireTag?: boolean;
  readonly tags?: readonly TagChange[];
}

/** Changes a forum or text channel as PATCH does. */
export function changeChannel(world: World, userId: string, channel: TextChannel | Forum, change: ForumChange): void {
  if (!may(world, userId, channel, permissions.viewChannel)) throw new ApiError(50001);
  if (!may(world, userId, channel, permissions.manageChannels)) throw new ApiError(50013);
  channel.name = change.name ?? channel.name;
  channel.topic = change.topic ?? channel.topic;
  if (channel.type === 15) {
    channel.requireTag = change.requireTag ?? channel.requireTag;
    if (change.tags !== undefined) replaceTags(world, channel, change.tags);
  }
  world.emit({ type: 'channelUpdated', channel });
}

// The list is taken whole: a tag left out is deleted, one without its ID is a new tag, and posts lose the old one.
function replaceTags(world: World, forum: Forum, tags: readonly TagChange[]): void {
  forum.tags = tags.map((tag) => {
    const known = forum.tags.some((one) => one.id === tag.id);
    return { ...tag, id: tag.id !== null && known ? tag.id : world.ids.next() };
  });
  const left = new Set(forum.tags.map((tag) => tag.id));
  for (const threadId of forum.threadIds) {
    const thread = world.channels.get(threadId);
    if (thread?.type !== 11) continue;
    thread.appliedTags = thread.appliedTags.filter((id) => left.has(id));
  }
}

/** Deletes a forum with its posts, or a text channel. Of the posts no event tells (discord.js #10871). */
export function deleteChannel(world: World, channel: TextChannel | Forum): void {
  if (channel.type === 15) {
    for (const threadId of channel.threadIds) {
      const thread = world.channels.get(threadId);
      if (thread?.type === 11) removeThread(world, thread);
    }
  }
  for (const webhook of world.webhooks.values())
    if (webhook.channelId === channel.id) world.webhooks.delete(webhook.id);
  findGuild(world, channel.guildId).channelIds.delete(channel.id);
  world.channels.delete(channel.id);
  world.messages.delete(channel.id);
  world.emit({ type: 'channelDeleted', channel });
}
