import { ApiError } from '../api-error.ts';
import { may, permissions, permissionsIn, permissionsInGuild } from '../permissions.ts';
import { findGuild } from './find.ts';
import { createForum, createTextChannel } from './guilds.ts';
import type { Forum, ForumTag, Guild, Overwrite, TextChannel } from './nouns.ts';
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
  readonly overwrites?: readonly Overwrite[];
}

/** A channel to be made. */
export interface NewChannel {
  readonly name: string;
  readonly type: 0 | 15;
  readonly topic: string | null;
  readonly overwrites: readonly Overwrite[];
}

/** Makes a channel as POST does. */
export function makeChannel(
  world: World,
  userId: string,
  guild: Guild,
  { name, type, topic, overwrites }: NewChannel,
): TextChannel | Forum {
  const held = permissionsInGuild(guild, userId);
  if ((held & permissions.manageChannels) === 0n) throw new ApiError(50013);
  assertGrantable(held, held, [], overwrites);
  // Where Discord has no forums: https://github.com/discord/discord-api-docs/issues/5324, and on servers without Community issues/7133
  if (type === 15 && !guild.features.includes('COMMUNITY')) throw new ApiError(50024);
  const options = { name, overwrites: [...overwrites] };
  const channel = type === 15 ? createForum(world, guild, options) : createTextChannel(world, guild, options);
  channel.topic = topic;
  return channel;
}

// Changing who may what needs Manage Roles, and only what the bot may itself can be allowed or denied, unless an overwrite of the
// channel gives it Manage Roles: resources/channel#modify-channel, resources/guild#create-guild-channel
function assertGrantable(
  inGuild: bigint,
  inChannel: bigint,
  before: readonly Overwrite[],
  after: readonly Overwrite[],
): void {
  const changed = after.filter((one) => !before.some((other) => isSame(one, other)));
  const removed = before.filter(({ id }) => !after.some((one) => one.id === id));
  if (changed.length + removed.length === 0) return;
  if ((inChannel & permissions.manageRoles) === 0n) throw new ApiError(50013);
  const isGivenHere = (inGuild & permissions.manageRoles) === 0n;
  const touched = changed.reduce((sum, one) => sum | newBits(one, before), 0n);
  if (!isGivenHere && (touched & ~inGuild) !== 0n) throw new ApiError(50013);
}

function isSame(one: Overwrite, other: Overwrite): boolean {
  return one.id === other.id && one.allow === other.allow && one.deny === other.deny;
}

function newBits(one: Overwrite, before: readonly Overwrite[]): bigint {
  const known = before.find(({ id }) => id === one.id);
  return (one.allow ^ (known?.allow ?? 0n)) | (one.deny ^ (known?.deny ?? 0n));
}

/** Changes a forum or text channel as PATCH does. */
export function changeChannel(world: World, userId: string, channel: TextChannel | Forum, change: ForumChange): void {
  if (!may(world, userId, channel, permissions.viewChannel)) throw new ApiError(50001);
  if (!may(world, userId, channel, permissions.manageChannels)) throw new ApiError(50013);
  if (change.overwrites !== undefined) {
    const inGuild = permissionsInGuild(findGuild(world, channel.guildId), userId);
    assertGrantable(inGuild, permissionsIn(world, userId, channel), channel.overwrites, change.overwrites);
    channel.overwrites = [...change.overwrites];
  }
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
