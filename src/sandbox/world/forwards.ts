import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import { mayRead, readsContent } from '../reading.ts';
import type { Draft } from './drafts.ts';
import { storeFiles } from './files.ts';
import { findChannel, findMessage } from './find.ts';
import type { Forward, Snapshot } from './message-parts.ts';
import type { Message } from './nouns.ts';
import type { World } from './world.ts';

// Message, reply, answers to commands of both kinds: resources/message#message-reference-types
const forwardable: readonly number[] = [0, 19, 20, 23];

/** The message that a draft forwards, or what Discord says where its author can't forward it; null for other drafts. */
export function findForwarded(world: World, authorId: string, { forward }: Draft): Message | null {
  if (forward === null) return null;
  const channel = findChannel(world, forward.channelId);
  const needed = permissions.viewChannel | permissions.readMessageHistory;
  if (!may(world, authorId, channel, needed)) throw new ApiError(50001);
  const message = findMessage(world, channel.id, forward.messageId);
  const isBasic = forwardable.includes(message.type) && message.poll === null && message.activity === null;
  const isReadable = world.users.get(authorId)?.bot !== true || isReadableBy(world, authorId, message);
  // Since 2026-04 a bot forwards only what it can read.
  if (!isBasic || !isReadable) throw new ApiError(160014);
  return message;
}

function isReadableBy(world: World, botId: string, message: Message): boolean {
  return mayRead(world, message, { botId, readsContent: readsContent(world, botId) });
}

/** What a forward keeps: the message as it is now, its files as files of the forward's own channel. */
export function takeSnapshot(world: World, channelId: string, message: Message): Forward {
  const shown: Snapshot = message.forward?.snapshot ?? message;
  return {
    messageId: message.id,
    channelId: message.channelId,
    guildId: message.guildId,
    snapshot: {
      type: shown.type,
      content: shown.content,
      embeds: shown.embeds,
      components: shown.components,
      attachments: storeFiles(world, channelId, shown.attachments),
      stickers: shown.stickers,
      flags: shown.flags,
      createdAt: shown.createdAt,
      editedAt: shown.editedAt,
      mentions: shown.mentions,
    },
  };
}
