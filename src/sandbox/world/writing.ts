import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import { isEmpty, messageFlags, type Draft } from './drafts.ts';
import { withUsableEmojis } from './emojis.ts';
import { assertFilesFit, storeFiles } from './files.ts';
import { findMessage, forumOf, messageOrNull, shareGuild } from './find.ts';
import { findForwarded, takeSnapshot } from './forwards.ts';
import { findMentions, mentioningText, peopleToPing } from './mentions.ts';
import { recallNonce, rememberNonce } from './nonces.ts';
import type { Channel, DmChannel, Message, MessageOrigin, Thread } from './nouns.ts';
import type { Poll } from './message-parts.ts';
import { resolveStickers } from './stickers.ts';
import { joinThread, reopenByMessage } from './threads.ts';
import type { World } from './world.ts';

/** Sends a message the ordinary way: checks that its author may, un-archives a post, honours `enforce_nonce`. */
export function sendMessage(world: World, authorId: string, channel: Channel, draft: Draft): Message {
  assertMayWrite(world, authorId, channel, draft);
  if (isEmpty(draft)) throw new ApiError(50006);
  const earlier = draft.enforceNonce ? recallNonce(world, authorId, channel.id, draft.nonce) : null;
  if (earlier !== null) return earlier;
  const replyTo = resolveReply(world, authorId, channel, draft);
  findForwarded(world, authorId, draft);
  if (channel.type === 11) reopenByMessage(world, channel, authorId);
  const message = addMessage(world, { authorId, channel, draft, replyTo });
  rememberNonce(world, message);
  return message;
}

/** A message to be added, with what only some messages have. */
export interface NewMessage {
  readonly authorId: string;
  readonly channel: Channel;
  readonly draft: Draft;
  readonly id?: string;
  /** For system messages; others have the type that fits them. */
  readonly type?: number;
  readonly replyTo?: Message['replyTo'];
  readonly origin?: MessageOrigin;
  readonly ephemeralTo?: string;
}

/** Adds a message without asking whether its author may, and tells of it. */
export function addMessage(world: World, added: NewMessage): Message {
  const message = makeMessage(world, added);
  if (message.ephemeralTo !== null) {
    world.ephemerals.set(message.id, message);
  } else {
    appendTo(world, added.channel, message);
  }
  world.emit({ type: 'messageCreated', message });
  return message;
}

function makeMessage(world: World, { authorId, channel, ...added }: NewMessage): Message {
  const draft = withUsableEmojis(world, authorId, channel, added.draft);
  const replyTo = added.replyTo ?? null;
  const silent = (draft.flags & messageFlags.suppressNotifications) !== 0 || added.ephemeralTo !== undefined;
  const answered = added.type === undefined ? replyTo : null;
  const mentions = mentionsOf(world, { authorId, channel, draft, replyTo: answered });
  return {
    id: added.id ?? world.ids.next(),
    type: added.type ?? typeOf(added),
    channelId: channel.id,
    guildId: channel.type === 1 ? null : channel.guildId,
    authorId,
    content: draft.content,
    embeds: draft.embeds,
    components: draft.components,
    ...partsOf(world, authorId, channel, draft),
    createdAt: world.clock.now(),
    editedAt: null,
    pinned: false,
    replyTo,
    mentions,
    pinged: silent ? new Set() : peopleToPing(world, authorId, channel, mentions),
    reactions: [],
    nonce: draft.nonce,
    ephemeralTo: added.ephemeralTo ?? null,
    origin: added.origin ?? null,
    deleted: false,
  };
}

function typeOf({ replyTo, origin }: Pick<NewMessage, 'replyTo' | 'origin'>): number {
  if (replyTo !== undefined && replyTo !== null) return 19;
  return origin?.interactionType === 2 ? 20 : 0;
}

function mentionsOf(
  world: World,
  { authorId, channel, draft, replyTo }: Pick<NewMessage, 'authorId' | 'channel' | 'draft' | 'replyTo'>,
): Message['mentions'] {
  const target = replyTo === undefined || replyTo === null ? null : replyTo;
  const repliedUserId = target === null ? null : findMessage(world, target.channelId, target.messageId).authorId;
  const text = mentioningText(draft.content, draft.components);
  return findMentions(world, { authorId, channel, text, allowed: draft.allowed, repliedUserId });
}

function partsOf(world: World, authorId: string, channel: Channel, draft: Draft) {
  const forwarded = findForwarded(world, authorId, draft);
  return {
    attachments: storeFiles(world, channel.id, draft.files),
    stickers: resolveStickers(world, authorId, channel, draft.stickerIds),
    poll: pollOf(world, draft),
    forward: forwarded === null ? null : takeSnapshot(world, channel.id, forwarded),
    activity: draft.activity,
    flags: draft.flags | (forwarded === null ? 0 : messageFlags.hasSnapshot),
  };
}

function pollOf(world: World, { poll }: Draft): Poll | null {
  return poll === null ? null : { ...poll, endsAt: world.clock.now() + poll.hours * 3_600_000 };
}

function appendTo(world: World, channel: Channel, message: Message): void {
  const messages = world.messages.get(channel.id);
  if (messages === undefined) world.messages.set(channel.id, [message]);
  else messages.push(message);
  channel.lastMessageId = message.id;
  if (channel.type === 11) countInThread(world, channel, message);
}

// A post's counts leave its first message out: https://docs.discord.com/developers/resources/channel#channel-object
function countInThread(world: World, thread: Thread, message: Message): void {
  thread.lastActivityAt = world.clock.now();
  if (message.id !== thread.id) {
    thread.messageCount += 1;
    thread.totalSent += 1;
  }
  for (const userId of [message.authorId, ...message.mentions.userIds]) joinThread(world, thread, userId);
}

function assertMayWrite(world: World, authorId: string, channel: Channel, draft: Draft): void {
  assertFilesFit(world, authorId, channel, draft.files);
  resolveStickers(world, authorId, channel, draft.stickerIds);
  if (channel.type === 1) return assertMayDm(world, authorId, channel);
  if (!may(world, authorId, channel, permissions.viewChannel)) throw new ApiError(50001);
  if (channel.type === 15) throw new ApiError(40058);
  const needed = channel.type === 11 ? permissions.sendMessagesInThreads : permissions.sendMessages;
  if (!may(world, authorId, channel, needed | neededFor(draft))) throw new ApiError(50013);
  if (channel.type === 11) assertThreadTakes(world, authorId, channel);
}

/** The permissions that what is in a message needs beyond writing. */
export function neededFor({ embeds, files }: Draft): bigint {
  return (embeds.length > 0 ? permissions.embedLinks : 0n) | (files.length > 0 ? permissions.attachFiles : 0n);
}

// https://docs.discord.com/developers/topics/threads#locked-threads: a locked thread takes moderators' messages alone.
function assertThreadTakes(world: World, authorId: string, thread: Thread): void {
  if (!thread.locked) return;
  if (!may(world, authorId, forumOf(world, thread), permissions.manageThreads)) throw new ApiError(160005);
  if (thread.archived && !world.settings.messageOpensLockedPost) throw new ApiError(50083);
}

function assertMayDm(world: World, authorId: string, channel: DmChannel): void {
  const person = world.users.get(channel.userId);
  if (person === undefined || (authorId !== channel.botId && authorId !== channel.userId)) throw new ApiError(50001);
  if (!shareGuild(world, channel.botId, channel.userId)) throw new ApiError(50278);
  if (authorId === channel.botId && !person.dmsOpen) throw new ApiError(50007);
}

// resources/message#message-reference: with fail_if_not_exists false a lost target makes an ordinary message.
function resolveReply(world: World, authorId: string, channel: Channel, draft: Draft): Message['replyTo'] {
  if (draft.replyTo === null) return null;
  if (!may(world, authorId, channel, permissions.readMessageHistory)) throw new ApiError(160002);
  const { messageId, failIfNotExists } = draft.replyTo;
  if (messageOrNull(world, channel.id, messageId) !== null) return { messageId, channelId: channel.id };
  if (!failIfNotExists) return null;
  const unknown = { code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' };
  throw new ApiError(50035, { message_reference: { _errors: [unknown] } });
}
