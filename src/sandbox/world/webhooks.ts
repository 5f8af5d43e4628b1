import { createHash, randomBytes } from 'node:crypto';
import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import { createUser } from './accounts.ts';
import { isEmpty, type Draft } from './drafts.ts';
import { assertFilesFit } from './files.ts';
import { findChannel, findMessage } from './find.ts';
import { applyChange, assertNotArchived, type MessageChange } from './messages.ts';
import type { Channel, Forum, Guise, Message, TextChannel, Thread, Webhook } from './nouns.ts';
import { reopenByMessage } from './threads.ts';
import { addMessage } from './writing.ts';
import type { World } from './world.ts';

// https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes has both numbers.
const maxPerChannel = 15;
const maxPerGuild = 1000;

/** What a webhook is made with, or changed to. */
export interface WebhookChange {
  readonly name?: string | undefined;
  /** A picture as data URI. */
  readonly avatar?: string | null | undefined;
}

/** Makes a webhook: https://docs.discord.com/developers/resources/webhook#create-webhook */
export function createWebhook(
  world: World,
  creatorId: string,
  channel: Channel,
  { name, avatar = null }: WebhookChange & { name: string },
): Webhook {
  if (channel.type !== 0 && channel.type !== 15) throw new ApiError(50024);
  assertManages(world, creatorId, channel);
  const inGuild = [...world.webhooks.values()].filter(({ guildId }) => guildId === channel.guildId);
  if (inGuild.filter(({ channelId }) => channelId === channel.id).length >= maxPerChannel) throw new ApiError(30007);
  if (inGuild.length >= maxPerGuild) throw new ApiError(30058);
  const webhook: Webhook = {
    id: createUser(world, { username: name, bot: true }).id,
    token: randomBytes(51).toString('base64url'),
    guildId: channel.guildId,
    channelId: channel.id,
    applicationId: world.applications.has(creatorId) ? creatorId : null,
    creatorId,
    name,
    avatar: hashOf(avatar),
  };
  world.webhooks.set(webhook.id, webhook);
  tell(world, webhook);
  return webhook;
}

function hashOf(picture: string | null): string | null {
  return picture === null ? null : createHash('md5').update(picture).digest('hex');
}

function tell(world: World, { guildId, channelId }: Webhook): void {
  world.emit({ type: 'webhooksChanged', guildId, channelId });
}

/** 50013 for whoever may not manage the webhooks of a channel. */
export function assertManages(world: World, userId: string, channel: TextChannel | Forum): void {
  if (!may(world, userId, channel, permissions.viewChannel)) throw new ApiError(50001);
  if (!may(world, userId, channel, permissions.manageWebhooks)) throw new ApiError(50013);
}

/** The webhook with that ID, or 10015. */
export function findWebhook(world: World, id: string): Webhook {
  const webhook = world.webhooks.get(id);
  if (webhook === undefined) throw new ApiError(10015);
  return webhook;
}

/** The channel that a webhook belongs to. */
export function channelOf(world: World, webhook: Webhook): TextChannel | Forum {
  const channel = findChannel(world, webhook.channelId);
  if (channel.type !== 0 && channel.type !== 15) throw new ApiError(10003);
  return channel;
}

/** Changes a webhook's name or picture. */
export function changeWebhook(world: World, webhook: Webhook, { name, avatar }: WebhookChange): void {
  webhook.name = name ?? webhook.name;
  if (avatar !== undefined) webhook.avatar = hashOf(avatar);
  tell(world, webhook);
}

/** Deletes a webhook; what it wrote stays. */
export function deleteWebhook(world: World, webhook: Webhook): void {
  world.webhooks.delete(webhook.id);
  tell(world, webhook);
}

/** What is to be written as whom, and where. */
export interface Execution {
  readonly draft: Draft;
  readonly guise: Partial<Guise>;
  readonly threadId: string | null;
}

/** Writes as a webhook: https://docs.discord.com/developers/resources/webhook#execute-webhook */
export function execute(world: World, webhook: Webhook, { draft, guise, threadId }: Execution): Message {
  const channel = placeOf(world, webhook, threadId);
  assertFilesFit(world, webhook.id, channel, draft.files);
  if (isEmpty(draft)) throw new ApiError(50006);
  if (channel.type === 11) wake(world, webhook, channel);
  return addMessage(world, {
    authorId: webhook.id,
    channel,
    draft: { ...draft, allowed: draft.allowed ?? { parse: ['users'], users: [], roles: [], repliedUser: false } },
    viaWebhook: true,
    guise: { username: guise.username ?? webhook.name, avatar: hashOf(guise.avatar ?? null) ?? webhook.avatar },
  });
}

// A forum takes no message itself; posts are named by their ID.
function placeOf(world: World, webhook: Webhook, threadId: string | null): TextChannel | Thread {
  const channel = channelOf(world, webhook);
  if (threadId === null) {
    if (channel.type === 15) throw new ApiError(220001);
    return channel;
  }
  const thread = world.channels.get(threadId);
  if (thread?.type !== 11 || thread.parentId !== channel.id) throw new ApiError(10003);
  return thread;
}

// A webhook is no moderator, so a lock holds it off (topics/threads#locked-threads); an archived post it un-archives.
function wake(world: World, webhook: Webhook, thread: Thread): void {
  if (thread.locked && !world.settings.messageOpensLockedPost) throw new ApiError(160005);
  reopenByMessage(world, thread, webhook.id);
}

/** A message that this webhook wrote, or 10008. */
export function messageOf(world: World, webhook: Webhook, threadId: string | null, messageId: string): Message {
  const message = findMessage(world, threadId ?? webhook.channelId, messageId);
  if (message.authorId !== webhook.id) throw new ApiError(10008);
  return message;
}

/** Edits a message that this webhook wrote; 50083 in an archived post, which only a new message wakes. */
export function editAsWebhook(world: World, message: Message, change: MessageChange): void {
  assertNotArchived(findChannel(world, message.channelId));
  applyChange(world, message, change);
}
