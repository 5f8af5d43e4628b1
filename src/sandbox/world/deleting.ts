import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import { dropFiles } from './files.ts';
import { findChannel, messageOrNull, messagesIn, positionFrom } from './find.ts';
import { assertNotArchived, isLockedFor } from './messages.ts';
import type { Channel, Message } from './nouns.ts';
import type { World } from './world.ts';

/** Deletes a message: one's own, or with MANAGE_MESSAGES another's. Works in archived posts too. */
export function deleteMessage(world: World, userId: string, message: Message): void {
  const channel = findChannel(world, message.channelId);
  if (isLockedFor(world, userId, channel)) assertNotArchived(channel);
  if (message.authorId !== userId) {
    if (channel.type === 1) throw new ApiError(50003);
    if (!may(world, userId, channel, permissions.manageMessages)) throw new ApiError(50013);
  }
  dropMessage(world, message);
}

/** Deletes a message without asking whether anyone may. */
export function dropMessage(world: World, message: Message): void {
  takeOut(world, message);
  world.emit({ type: 'messageDeleted', message });
}

/** Deletes several messages at once: https://docs.discord.com/developers/resources/message#bulk-delete-messages */
export function deleteMessages(world: World, userId: string, channel: Channel, ids: readonly string[]): void {
  if (channel.type === 1) throw new ApiError(50003);
  if (!may(world, userId, channel, permissions.manageMessages)) throw new ApiError(50013);
  if (ids.length < 2 || ids.length > 100) throw new ApiError(50016);
  const oldest = world.clock.now() - 14 * 86_400_000;
  const messages = ids.flatMap((id) => messageOrNull(world, channel.id, id) ?? []);
  if (messages.some((one) => one.createdAt < oldest)) throw new ApiError(50034);
  for (const message of messages) takeOut(world, message);
  world.emit({ type: 'messagesDeleted', channelId: channel.id, messages });
}

function takeOut(world: World, message: Message): void {
  message.deleted = true;
  dropFiles(world, [...message.attachments, ...(message.forward?.snapshot.attachments ?? [])]);
  if (message.ephemeralTo !== null) return void world.ephemerals.delete(message.id);
  const messages = messagesIn(world, message.channelId);
  const position = positionFrom(messages, message.id);
  if (messages[position] === message) messages.splice(position, 1);
  const channel = world.channels.get(message.channelId);
  if (channel?.type === 11 && message.id !== channel.id) channel.messageCount -= 1;
}
