import { guildChannelJson, threadJson, threadMemberJson } from '../json/channels.ts';
import { interactionJson } from '../json/interactions.ts';
import { emojiJson, messageJson } from '../json/messages.ts';
import { memberFieldsJson, memberJson } from '../json/users.ts';
import { may, permissions } from '../permissions.ts';
import type { WorldEvent } from '../world/events.ts';
import type { Channel, Message } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { guildPacket, memberPacket, rolePacket } from './guild-packets.ts';
import { intents } from './intents.ts';
import type { EventOf, Listener, Packet } from './packet.ts';

/** What this bot hears of an event: null where it lacks the intent or can't see the place. */
export function packetFor(world: World, listener: Listener, event: WorldEvent): Packet | null {
  switch (event.type) {
    case 'messageCreated':
    case 'messageEdited':
    case 'messageDeleted':
      return messagePacket(world, listener, event);
    case 'messagesDeleted':
      return bulkPacket(world, listener, event);
    case 'reactionAdded':
    case 'reactionRemoved':
      return reactionPacket(world, listener, event);
    case 'threadCreated':
    case 'threadUpdated':
    case 'threadDeleted':
    case 'threadMemberUpdated':
      return threadPacket(world, listener, event);
    case 'channelCreated':
    case 'channelUpdated':
    case 'channelDeleted':
      return channelPacket(world, listener, event);
    case 'memberAdded':
    case 'memberChanged':
    case 'memberRemoved':
      return memberPacket(world, listener, event);
    case 'roleCreated':
    case 'roleUpdated':
    case 'roleDeleted':
      return rolePacket(listener, event);
    case 'emojisChanged':
    case 'guildWent':
    case 'guildCame':
      return guildPacket(world, listener, event);
    case 'webhooksChanged':
      return webhooksPacket(world, listener, event);
    case 'typingStarted':
      return typingPacket(world, listener, event);
    case 'interactionCreated':
      if (event.interaction.applicationId !== listener.botId) return null;
      return { t: 'INTERACTION_CREATE', d: interactionJson(world, event.interaction) };
    // No CHANNEL_CREATE for DMs since v8, and the rest is nothing that a bot is told.
    case 'dmOpened':
    case 'commandsChanged':
    case 'interactionAnswered':
    case 'originalEdited':
      return null;
  }
}

// In servers alone: events/gateway-events#message-delete-bulk
function bulkPacket(
  world: World,
  listener: Listener,
  { channelId, messages }: EventOf<'messagesDeleted'>,
): Packet | null {
  const guildId = messages[0]?.guildId ?? null;
  if (guildId === null || !hearsIn(world, listener, channelId, intents.guildMessages, 0)) return null;
  const ids = messages.map(({ id }) => id);
  return { t: 'MESSAGE_DELETE_BULK', d: { ids, channel_id: channelId, guild_id: guildId } };
}

const messageEventNames = {
  messageCreated: 'MESSAGE_CREATE',
  messageEdited: 'MESSAGE_UPDATE',
  messageDeleted: 'MESSAGE_DELETE',
} as const;

function messagePacket(
  world: World,
  listener: Listener,
  { type, message }: EventOf<'messageCreated' | 'messageEdited' | 'messageDeleted'>,
): Packet | null {
  const t = messageEventNames[type];
  // An ephemeral answer comes without guild_id and member, by the intent for DMs: events/gateway-events#message-create
  if (message.ephemeralTo !== null) {
    const hears = message.authorId === listener.botId && (listener.intents & intents.directMessages) !== 0;
    return hears
      ? { t, d: { ...messageJson(world, message, viewer(listener)), ...channelType(world, message) } }
      : null;
  }
  if (!hearsIn(world, listener, message.channelId, intents.guildMessages, intents.directMessages)) return null;
  if (type === 'messageDeleted') return { t, d: { id: message.id, ...placeOf(message) } };
  return { t, d: { ...messageJson(world, message, viewer(listener)), ...eventFields(world, message, type) } };
}

function viewer(listener: Listener) {
  return { botId: listener.botId, readsContent: (listener.intents & intents.messageContent) !== 0 };
}

function placeOf({ channelId, guildId }: Message) {
  return guildId === null ? { channel_id: channelId } : { channel_id: channelId, guild_id: guildId };
}

// What MESSAGE_CREATE has beyond a message that is fetched, the nonce among it.
function eventFields(world: World, message: Message, type: 'messageCreated' | 'messageEdited') {
  const member =
    message.guildId === null ? undefined : world.guilds.get(message.guildId)?.members.get(message.authorId);
  return {
    ...placeOf(message),
    ...channelType(world, message),
    ...(member === undefined || message.origin !== null ? {} : { member: memberFieldsJson(member) }),
    ...(type === 'messageCreated' && message.nonce !== null ? { nonce: message.nonce } : {}),
  };
}

function channelType(world: World, message: Message) {
  const channel = world.channels.get(message.channelId);
  return channel === undefined ? {} : { channel_type: channel.type };
}

function hearsIn(world: World, listener: Listener, channelId: string, inGuild: number, inDm: number): boolean {
  const channel = world.channels.get(channelId);
  if (channel === undefined) return false;
  if (channel.type === 1) return channel.botId === listener.botId && (listener.intents & inDm) !== 0;
  return (listener.intents & inGuild) !== 0 && sees(world, listener, channel);
}

function sees(world: World, listener: Listener, channel: Channel): boolean {
  return may(world, listener.botId, channel, permissions.viewChannel);
}

function reactionPacket(
  world: World,
  listener: Listener,
  { type, message, emoji, userId }: EventOf<'reactionAdded' | 'reactionRemoved'>,
): Packet | null {
  if (!hearsIn(world, listener, message.channelId, intents.guildReactions, intents.directReactions)) return null;
  const t = type === 'reactionAdded' ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE';
  const base = { user_id: userId, message_id: message.id, ...placeOf(message), emoji: emojiJson(emoji) };
  if (type === 'reactionRemoved') return { t, d: { ...base, burst: false, type: 0 } };
  const guild = world.guilds.get(message.guildId ?? '');
  const member = guild?.members.has(userId) === true ? { member: memberJson(world, guild, userId) } : {};
  return { t, d: { ...base, ...member, message_author_id: message.authorId, burst: false, type: 0 } };
}

function threadPacket(
  world: World,
  listener: Listener,
  event: EventOf<'threadCreated' | 'threadUpdated' | 'threadDeleted' | 'threadMemberUpdated'>,
): Packet | null {
  const { thread } = event;
  if ((listener.intents & intents.guilds) === 0 || !sees(world, listener, thread)) return null;
  switch (event.type) {
    case 'threadCreated':
      return { t: 'THREAD_CREATE', d: { ...threadJson(thread, listener.botId), newly_created: true } };
    case 'threadUpdated':
      return { t: 'THREAD_UPDATE', d: threadJson(thread, listener.botId) };
    case 'threadDeleted':
      return {
        t: 'THREAD_DELETE',
        d: { id: thread.id, guild_id: thread.guildId, parent_id: thread.parentId, type: thread.type },
      };
    // Tells a bot of its own membership alone.
    case 'threadMemberUpdated':
      if (event.userId !== listener.botId) return null;
      return {
        t: 'THREAD_MEMBER_UPDATE',
        d: { ...threadMemberJson(thread, listener.botId), guild_id: thread.guildId },
      };
  }
}

const channelEventNames = {
  channelCreated: 'CHANNEL_CREATE',
  channelUpdated: 'CHANNEL_UPDATE',
  channelDeleted: 'CHANNEL_DELETE',
} as const;

function channelPacket(
  world: World,
  listener: Listener,
  { type, channel }: EventOf<'channelCreated' | 'channelUpdated' | 'channelDeleted'>,
): Packet | null {
  const isMember = world.guilds.get(channel.guildId)?.members.has(listener.botId) === true;
  if (!isMember || (listener.intents & intents.guilds) === 0) return null;
  return { t: channelEventNames[type], d: guildChannelJson(channel) };
}

// Says where, not what: events/gateway-events#webhooks-update
function webhooksPacket(
  world: World,
  listener: Listener,
  { guildId, channelId }: EventOf<'webhooksChanged'>,
): Packet | null {
  const channel = world.channels.get(channelId);
  if ((listener.intents & intents.guildWebhooks) === 0 || channel === undefined) return null;
  return sees(world, listener, channel)
    ? { t: 'WEBHOOKS_UPDATE', d: { guild_id: guildId, channel_id: channelId } }
    : null;
}

function typingPacket(
  world: World,
  listener: Listener,
  { channelId, userId }: EventOf<'typingStarted'>,
): Packet | null {
  if (userId === listener.botId) return null;
  if (!hearsIn(world, listener, channelId, intents.guildTyping, intents.directTyping)) return null;
  const channel = world.channels.get(channelId);
  const guild = channel === undefined || channel.type === 1 ? {} : { guild_id: channel.guildId };
  const timestamp = Math.floor(world.clock.now() / 1000);
  return { t: 'TYPING_START', d: { channel_id: channelId, user_id: userId, timestamp, ...guild } };
}
