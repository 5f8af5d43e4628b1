import { ApiError } from '../api-error.ts';
import { compareIds } from '../ids.ts';
import { may, permissions } from '../permissions.ts';
import { isEmptied, messageFlags } from './drafts.ts';
import { withUsableEmojis } from './emojis.ts';
import { assertFilesFit, dropFiles, storeFiles } from './files.ts';
import { findChannel, messageOrNull, messagesIn, positionFrom } from './find.ts';
import { findMentions, mentioningText, type AllowedMentions } from './mentions.ts';
import type { Attachment, NewFile } from './message-parts.ts';
import type { Channel, Component, Emoji, Message } from './nouns.ts';
import type { World } from './world.ts';

/** What an edit changes; what is undefined stays. */
export interface MessageChange {
  readonly content?: string | undefined;
  readonly embeds?: Message['embeds'] | undefined;
  readonly components?: Component[] | undefined;
  readonly flags?: number | undefined;
  /** IDs of the files that stay with their descriptions, and the files that come. */
  readonly files?: FileChange | undefined;
  /** An edit looks for mentions anew, so an absent `allowed_mentions` allows all; nobody is notified. */
  readonly allowed: AllowedMentions | null;
}

/** Which files a message has after an edit. */
export interface FileChange {
  readonly kept: ReadonlyMap<string, { readonly description?: string }>;
  readonly added: readonly NewFile[];
}

/** Edits a message that the author may edit. */
export function editMessage(world: World, authorId: string, message: Message, change: MessageChange): void {
  if (message.authorId !== authorId) throw new ApiError(50005);
  const channel = findChannel(world, message.channelId);
  assertNotArchived(channel);
  if (isLockedFor(world, authorId, channel)) throw new ApiError(160005);
  if (message.poll !== null) throw new ApiError(520003);
  applyChange(world, message, change);
}

// topics/threads#locked-threads: without MANAGE_THREADS, nothing is created or edited in a locked thread, and only while
// it is active are one's own messages deleted.
function isLockedFor(world: World, userId: string, channel: Channel): boolean {
  return channel.type === 11 && channel.locked && !may(world, userId, channel, permissions.manageThreads);
}

/** Edits a message without asking whether anyone may, as an interaction's answer is edited. */
export function applyChange(world: World, message: Message, change: MessageChange): void {
  const channel = findChannel(world, message.channelId);
  const { content, embeds, components } = withUsableEmojis(world, message.authorId, channel, {
    content: change.content ?? message.content,
    embeds: change.embeds ?? message.embeds,
    components: change.components ?? message.components,
  });
  const flags = change.flags ?? message.flags;
  assertFilesFit(world, message.authorId, channel, change.files?.added ?? []);
  const attachments = filesAfter(message, change.files);
  const comes = (change.files?.added ?? []).length > 0;
  if (!comes && isEmptied(message, { content, embeds, components, attachments })) throw new ApiError(50006);
  assertOnlyV2(flags, { content, embeds });
  Object.assign(message, { content, embeds, components, flags });
  if (change.files !== undefined) replaceFiles(world, message, attachments, change.files.added);
  message.mentions = mentionsAfter(world, message, change);
  message.editedAt = world.clock.now();
  world.emit({ type: 'messageEdited', message });
}

// components/reference: a message becomes one of Components V2 only when the edit empties the rest of it.
function assertOnlyV2(flags: number, { content, embeds }: Pick<Message, 'content' | 'embeds'>): void {
  if ((flags & messageFlags.componentsV2) === 0 || (content === '' && embeds.length === 0)) return;
  const error = { code: 'BASE_TYPE_BAD_VALUE', message: 'Empty the rest first.' };
  throw new ApiError(50035, { flags: { _errors: [error] } });
}

function filesAfter({ attachments }: Message, files: FileChange | undefined): Attachment[] {
  if (files === undefined) return [...attachments];
  return attachments.flatMap((one) => {
    const kept = files.kept.get(one.id);
    return kept === undefined ? [] : [{ ...one, ...kept }];
  });
}

function replaceFiles(world: World, message: Message, kept: readonly Attachment[], added: readonly NewFile[]): void {
  dropFiles(world, message.attachments);
  for (const one of kept) world.attachments.set(one.id, one);
  message.attachments = [...kept, ...storeFiles(world, message.channelId, added)];
}

// A reply goes on mentioning whom it replies to.
function mentionsAfter(world: World, message: Message, { allowed }: MessageChange): Message['mentions'] {
  const { replyTo, authorId, content, components } = message;
  const target = replyTo === null ? null : messageOrNull(world, replyTo.channelId, replyTo.messageId);
  const wasMentioned = target !== null && message.mentions.userIds.includes(target.authorId);
  return findMentions(world, {
    authorId,
    channel: findChannel(world, message.channelId),
    text: mentioningText(content, components),
    allowed,
    repliedUserId: wasMentioned ? target.authorId : null,
  });
}

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
