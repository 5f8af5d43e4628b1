import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import { isEmpty, type Draft } from './drafts.ts';
import { assertFilesFit } from './files.ts';
import { forumOf, messageOrNull, shareGuild } from './find.ts';
import { findForwarded } from './forwards.ts';
import { makeMessage, type NewMessage } from './making.ts';
import { recallNonce, rememberNonce } from './nonces.ts';
import type { Channel, DmChannel, Message, Thread } from './nouns.ts';
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
