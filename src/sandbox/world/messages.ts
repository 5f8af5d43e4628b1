import { ApiError } from '../api-error.ts';
import { compareIds } from '../ids.ts';
import { may, permissions } from '../permissions.ts';
import { isEmpty, messageFlags } from './drafts.ts';
import { findChannel, messagesIn, positionFrom } from './find.ts';
import { findMentions, mentioningText, type AllowedMentions } from './mentions.ts';
import type { Channel, Component, Emoji, Message } from './nouns.ts';
import type { World } from './world.ts';

/** What an edit changes; what is undefined stays. */
export interface MessageChange {
  readonly content?: string | undefined;
  readonly embeds?: Message['embeds'] | undefined;
  readonly components?: Component[] | undefined;
  readonly flags?: number | undefined;
  /** An edit looks for mentions anew, so an absent `allowed_mentions` allows all; nobody is notified. */
  readonly allowed: AllowedMentions | null;
}

/** Edits a message that the author may edit. */
export function editMessage(world: World, authorId: string, message: Message, change: MessageChange): void {
  if (message.authorId !== authorId) throw new ApiError(50005);
  assertNotArchived(findChannel(world, message.channelId));
  applyChange(world, message, change);
}

/** Edits a message without asking whether anyone may, as an interaction's answer is edited. */
export function applyChange(world: World, message: Message, change: MessageChange): void {
  const content = change.content ?? message.content;
  const embeds = change.embeds ?? message.embeds;
  const components = change.components ?? message.components;
  const flags = change.flags ?? message.flags;
  if (isEmpty({ content, embeds, components })) throw new ApiError(50006);
  // components/reference: a message becomes one of Components V2 only when the edit empties the rest of it.
  if ((flags & messageFlags.componentsV2) !== 0 && (content !== '' || embeds.length > 0)) {
    throw new ApiError(50035, {
      flags: { _errors: [{ code: 'BASE_TYPE_BAD_VALUE', message: 'Empty the rest first.' }] },
    });
  }
  Object.assign(message, { content, embeds, components, flags });
  message.mentions = findMentions(world, {
    authorId: message.authorId,
    channel: findChannel(world, message.channelId),
    text: mentioningText(content, components),
    allowed: change.allowed,
    repliedUserId: null,
  });
  message.editedAt = world.clock.now();
  world.emit({ type: 'messageEdited', message });
}

/** Deletes a message: one's own, or with MANAGE_MESSAGES another's. Works in archived posts too. */
export function deleteMessage(world: World, userId: string, message: Message): void {
  const channel = findChannel(world, message.channelId);
  if (message.authorId !== userId) {
    if (channel.type === 1) throw new ApiError(50003);
    if (!may(world, userId, channel, permissions.manageMessages)) throw new ApiError(50013);
  }
  dropMessage(world, message);
}

/** Deletes a message without asking whether anyone may. */
export function dropMessage(world: World, message: Message): void {
  message.deleted = true;
  if (message.ephemeralTo !== null) {
    world.ephemerals.delete(message.id);
  } else {
    const messages = messagesIn(world, message.channelId);
    const position = positionFrom(messages, message.id);
    if (messages[position] === message) messages.splice(position, 1);
    const channel = world.channels.get(message.channelId);
    if (channel?.type === 11 && message.id !== channel.id) channel.messageCount -= 1;
  }
  world.emit({ type: 'messageDeleted', message });
}

function assertNotArchived(channel: Channel): void {
  if (channel.type === 11 && channel.archived) throw new ApiError(50083);
}

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

/** A page of a channel's messages, newest first: https://docs.discord.com/developers/resources/message#get-channel-messages */
export function pageOfMessages(
  world: World,
  channelId: string,
  page: { before?: string; after?: string; around?: string; limit: number },
): Message[] {
  const messages = messagesIn(world, channelId);
  const { limit } = page;
  let from = Math.max(messages.length - limit, 0);
  if (page.around !== undefined) from = Math.max(positionFrom(messages, page.around) - Math.floor(limit / 2), 0);
  else if (page.before !== undefined) {
    const end = positionFrom(messages, page.before);
    return messages.slice(Math.max(end - limit, 0), end).reverse();
  } else if (page.after !== undefined) {
    from = positionFrom(messages, page.after);
    const found = messages[from];
    if (found !== undefined && compareIds(found.id, page.after) === 0) from += 1;
  }
  return messages.slice(from, from + limit).reverse();
}
