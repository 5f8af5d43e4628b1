import { findUser } from '../world/find.ts';
import type { Channel, DmChannel, Forum, ForumTag, Overwrite, TextChannel, Thread } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { toIso } from './time.ts';
import { userJson } from './users.ts';

/** Any channel object, as this bot sees it. */
export function channelJson(world: World, channel: Channel, viewerId: string) {
  switch (channel.type) {
    case 0:
      return textChannelJson(channel);
    case 1:
      return dmJson(world, channel, viewerId);
    case 11:
      return threadJson(channel, viewerId);
    case 15:
      return forumJson(channel);
  }
}

/** A text channel or forum, as GUILD_CREATE lists them. */
export function guildChannelJson(channel: TextChannel | Forum) {
  return channel.type === 0 ? textChannelJson(channel) : forumJson(channel);
}

function guildChannelFields(channel: TextChannel | Forum) {
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    topic: channel.topic,
    position: channel.position,
    parent_id: null,
    nsfw: false,
    permission_overwrites: channel.overwrites.map(overwriteJson),
    last_message_id: channel.lastMessageId,
    rate_limit_per_user: 0,
  };
}

function textChannelJson(channel: TextChannel) {
  return { ...guildChannelFields(channel), flags: 0 };
}

const requireTagFlag = 1 << 4;

function forumJson(forum: Forum) {
  return {
    ...guildChannelFields(forum),
    flags: forum.requireTag ? requireTagFlag : 0,
    available_tags: forum.tags.map(tagJson),
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: 0,
  };
}

function tagJson(tag: ForumTag) {
  return {
    id: tag.id,
    name: tag.name,
    moderated: tag.moderated,
    emoji_id: tag.emojiId,
    emoji_name: tag.emojiName,
  };
}

function overwriteJson(overwrite: Overwrite) {
  return { id: overwrite.id, type: overwrite.type, allow: String(overwrite.allow), deny: String(overwrite.deny) };
}

function dmJson(world: World, channel: DmChannel, viewerId: string) {
  const otherId = viewerId === channel.userId ? channel.botId : channel.userId;
  return {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.lastMessageId,
    flags: 0,
    recipients: [userJson(findUser(world, otherId))],
  };
}

const pinnedFlag = 1 << 1;

/** A thread object; `member` is there when the viewer has joined. */
export function threadJson(thread: Thread, viewerId: string) {
  return {
    id: thread.id,
    type: thread.type,
    guild_id: thread.guildId,
    parent_id: thread.parentId,
    owner_id: thread.ownerId,
    name: thread.name,
    last_message_id: thread.lastMessageId,
    flags: thread.pinned ? pinnedFlag : 0,
    rate_limit_per_user: thread.slowmodeSeconds,
    message_count: thread.messageCount,
    total_message_sent: thread.totalSent,
    // resources/channel#channel-object: "stops counting at 50".
    member_count: Math.min(thread.members.size, 50),
    applied_tags: thread.appliedTags,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: toIso(thread.archiveChangedAt),
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: toIso(thread.createdAt),
    },
    ...(thread.members.has(viewerId) ? { member: threadMemberJson(thread, viewerId) } : {}),
  };
}

/** A thread member object. */
export function threadMemberJson(thread: Thread, userId: string) {
  return {
    id: thread.id,
    user_id: userId,
    join_timestamp: toIso(thread.members.get(userId) ?? thread.createdAt),
    flags: 0,
  };
}
