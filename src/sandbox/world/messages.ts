import { ApiError } from '../api-error.ts';
import { compareIds } from '../ids.ts';
import { may, permissions } from '../permissions.ts';
import { isEmptied, messageFlags } from './drafts.ts';
import { withUsableEmojis } from './emojis.ts';
import { assertFilesFit, dropFiles, storeFiles } from './files.ts';
import { findChannel, messageOrNull, messagesIn, positionFrom } from './find.ts';
import { findMentions, mentioningText, type AllowedMentions } from './mentions.ts';
import type { Attachment, NewFile } from './message-parts.ts';
import type { Channel, Component, Message } from './nouns.ts';
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

/**
 * Whether a post is locked for someone: without MANAGE_THREADS, nothing is created or edited in it, and only while it is
 * active are one's own messages deleted: https://docs.discord.com/developers/topics/threads#locked-threads
 */
export function isLockedFor(world: World, userId: string, channel: Channel): boolean {
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

/** 50083 in an archived post, which takes next to nothing: topics/threads#active-archived-threads */
export function assertNotArchived(channel: Channel): void {
  if (channel.type === 11 && channel.archived) throw new ApiError(50083);
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
