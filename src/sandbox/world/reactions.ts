import { ApiError } from '../api-error.ts';
import { may, permissions } from '../permissions.ts';
import { findChannel } from './find.ts';
import { assertNotArchived } from './messages.ts';
import type { Emoji, Message } from './nouns.ts';
import type { World } from './world.ts';

const maxReactions = 20;

/** Adds someone's reaction. */
export function addReaction(world: World, userId: string, message: Message, emoji: Emoji): void {
  const channel = findChannel(world, message.channelId);
  assertNotArchived(channel);
  if (!may(world, userId, channel, permissions.readMessageHistory)) throw new ApiError(50013);
  const found = message.reactions.find((one) => isSame(one.emoji, emoji));
  if (found?.userIds.has(userId) === true) return;
  // ADD_REACTIONS is needed for an emoji that nobody has used yet: resources/message#create-reaction
  if (found === undefined) {
    if (!may(world, userId, channel, permissions.addReactions)) throw new ApiError(50013);
    if (message.reactions.length >= maxReactions) throw new ApiError(30010);
    message.reactions.push({ emoji, userIds: new Set([userId]) });
  } else found.userIds.add(userId);
  world.emit({ type: 'reactionAdded', message, emoji, userId });
}

/** Takes someone's reaction back. */
export function removeReaction(world: World, userId: string, message: Message, emoji: Emoji): void {
  assertNotArchived(findChannel(world, message.channelId));
  const position = message.reactions.findIndex((one) => isSame(one.emoji, emoji));
  const reaction = message.reactions[position];
  if (reaction === undefined || !reaction.userIds.delete(userId)) return;
  if (reaction.userIds.size === 0) message.reactions.splice(position, 1);
  world.emit({ type: 'reactionRemoved', message, emoji, userId });
}

function isSame(a: Emoji, b: Emoji): boolean {
  return a.id === null ? b.id === null && a.name === b.name : a.id === b.id;
}
