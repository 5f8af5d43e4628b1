import { ApiError } from '../api-error.ts';
import { compareIds } from '../ids.ts';
import type { Channel, Forum, Guild, Member, Message, Thread, User } from './nouns.ts';
import type { World } from './world.ts';

/** The channel with that ID, or 10003. */
export function findChannel(world: World, channelId: string): Channel {
  const channel = world.channels.get(channelId);
  if (channel === undefined) throw new ApiError(10003);
  return channel;
}

/** The user with that ID, or 10013. */
export function findUser(world: World, userId: string): User {
  const user = world.users.get(userId);
  if (user === undefined) throw new ApiError(10013);
  return user;
}

/** The server with that ID, or 10004. */
export function findGuild(world: World, guildId: string): Guild {
  const guild = world.guilds.get(guildId);
  if (guild === undefined) throw new ApiError(10004);
  return guild;
}

/** The membership of that user, or 10007. */
export function findMember(guild: Guild, userId: string): Member {
  const member = guild.members.get(userId);
  if (member === undefined) throw new ApiError(10007);
  return member;
}

/** The forum that a post stands in. */
export function forumOf(world: World, thread: Thread): Forum {
  const forum = world.channels.get(thread.parentId);
  if (forum?.type !== 15) throw new ApiError(10003);
  return forum;
}

/** Where in a channel's messages the first one with that ID or a later one stands. */
export function positionFrom(messages: readonly Message[], id: string): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const message = messages[middle];
    if (message !== undefined && compareIds(message.id, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The message with that ID, or null. Ephemeral ones can't be found this way, as in Discord. */
export function messageOrNull(world: World, channelId: string, messageId: string): Message | null {
  const messages = messagesIn(world, channelId);
  const message = messages[positionFrom(messages, messageId)];
  return message?.id === messageId ? message : null;
}

/** The message with that ID, or 10008. */
export function findMessage(world: World, channelId: string, messageId: string): Message {
  const message = messageOrNull(world, channelId, messageId);
  if (message === null) throw new ApiError(10008);
  return message;
}

/** A channel's messages, oldest first. */
export function messagesIn(world: World, channelId: string): Message[] {
  return world.messages.get(channelId) ?? [];
}

/** Whether two users are in a server together: without one, no DM between a person and a bot. */
export function shareGuild(world: World, userId: string, otherId: string): boolean {
  for (const guild of world.guilds.values()) if (guild.members.has(userId) && guild.members.has(otherId)) return true;
  return false;
}
