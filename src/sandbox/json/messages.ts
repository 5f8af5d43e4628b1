import { mayRead, readsContent, type Viewer } from '../reading.ts';
import { findUser, messageOrNull } from '../world/find.ts';
import type { Emoji, Message, MessageOrigin, Reaction } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { filesJson } from './attachments.ts';
import { activityFields, forwardFields, pollJson, stickerFields } from './message-parts.ts';
import { toIso } from './time.ts';
import { userJson } from './users.ts';

/** The viewer that a REST request of this bot is. */
export function viewerOf(world: World, botId: string): Viewer {
  return { botId, readsContent: readsContent(world, botId) };
}

/** A message object as Discord's answers carry it. */
export function messageJson(world: World, message: Message, viewer: Viewer) {
  return {
    ...basicMessageJson(world, message, viewer),
    ...reactionFields(message, viewer),
    ...replied(world, message, viewer),
  };
}

function basicMessageJson(world: World, message: Message, viewer: Viewer) {
  const isReadable = mayRead(world, message, viewer);
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channelId,
    author: authorJson(world, message),
    ...contentFields(world, message, isReadable),
    mentions: message.mentions.userIds.map((id) => userJson(findUser(world, id))),
    mention_roles: message.mentions.roleIds,
    mention_everyone: message.mentions.everyone,
    timestamp: toIso(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : toIso(message.editedAt),
    flags: message.flags,
    pinned: message.pinned,
    tts: message.tts,
    ...stickerFields(message.stickers),
    ...activityFields(message),
    ...referenceFields(message),
    ...forwardFields(world, message.forward, isReadable),
    ...originFields(world, message),
  };
}

// What the Message Content intent is about: events/gateway#message-content-intent
function contentFields(world: World, message: Message, isReadable: boolean) {
  if (!isReadable) return { content: '', embeds: [], components: [], attachments: [] };
  const { content, poll } = message;
  return { content, ...filesJson(world, message), ...(poll === null ? {} : { poll: pollJson(world, poll) }) };
}

function referenceFields(message: Message) {
  if (message.replyTo === null) return {};
  const { messageId, channelId } = message.replyTo;
  const guild = message.guildId === null ? {} : { guild_id: message.guildId };
  return { message_reference: { type: 0, message_id: messageId, channel_id: channelId, ...guild } };
}

const reply = 19;
const threadStarter = 21;
const menuAnswer = 23;

// Only these carry it; null says that the message replied to is deleted: resources/message#message-object.
function replied(world: World, message: Message, viewer: Viewer) {
  if (message.replyTo === null || ![reply, threadStarter, menuAnswer].includes(message.type)) return {};
  const target = messageOrNull(world, message.replyTo.channelId, message.replyTo.messageId);
  return { referenced_message: target === null ? null : basicMessageJson(world, target, viewer) };
}

// An answer to an interaction is a message of the application's own webhook.
function originFields(world: World, message: Message) {
  const { origin } = message;
  if (message.viaWebhook) return webhookFields(world, message);
  if (origin === null) return {};
  const { interactionId: id, interactionType: type, commandName: name } = origin;
  return {
    application_id: message.authorId,
    webhook_id: message.authorId,
    interaction_metadata: originJson(world, message, origin),
    ...(name === null ? {} : { interaction: { id, type, name, user: userJson(findUser(world, origin.userId)) } }),
  };
}

function webhookFields(world: World, { authorId }: Message): object {
  const applicationId = world.webhooks.get(authorId)?.applicationId ?? null;
  return { webhook_id: authorId, ...(applicationId === null ? {} : { application_id: applicationId }) };
}

// A webhook writes as whom it likes.
function authorJson(world: World, { authorId, guise }: Message): object {
  return { ...userJson(findUser(world, authorId)), ...guise };
}

function originJson(world: World, message: Message, origin: MessageOrigin): object {
  const { sourceMessageId, askedBy } = origin;
  return {
    id: origin.interactionId,
    type: origin.interactionType,
    user: userJson(findUser(world, origin.userId)),
    authorizing_integration_owners: { '0': message.guildId ?? '0' },
    ...targetFields(world, origin),
    ...(sourceMessageId === null || askedBy !== null ? {} : { interacted_message_id: sourceMessageId }),
    ...(askedBy === null ? {} : { triggering_interaction_metadata: originJson(world, message, askedBy) }),
  };
}

function targetFields(world: World, { target }: MessageOrigin): object {
  if (target === null) return {};
  if (target.type === 'message') return { target_message_id: target.messageId };
  return { target_user: userJson(findUser(world, target.userId)) };
}

function reactionFields(message: Message, viewer: Viewer) {
  if (message.reactions.length === 0) return {};
  return { reactions: message.reactions.map((reaction) => reactionJson(reaction, viewer)) };
}

function reactionJson({ emoji, userIds }: Reaction, { botId }: Viewer) {
  return {
    emoji: emojiJson(emoji),
    count: userIds.size,
    count_details: { burst: 0, normal: userIds.size },
    burst_colors: [],
    me_burst: false,
    burst_me: false,
    burst_count: 0,
    me: userIds.has(botId),
  };
}

/** An emoji as reactions carry it. */
export function emojiJson(emoji: Emoji) {
  return { id: emoji.id, name: emoji.name };
}
