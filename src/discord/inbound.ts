import { ChannelType, MessageFlags, MessageType } from 'discord.js';
import type { APIMessage, GatewayMessageCreateDispatchData } from 'discord.js';
import type { ChannelMessage, OutsideEvent, SentFile } from '../desk/ports.ts';
import type { ChannelId, MessageId, PostId, Writing } from '../ticket/ticket.ts';
import { toPerson } from './people.ts';
import { marks } from './marks.ts';
import { markIn } from './post-embed.ts';
import { readable } from './readable.ts';

/**
 * What people and bots write, the latter also as answers to commands; everything else in a channel (pins, renames, joins) is
 * Discord's own. https://docs.discord.com/developers/resources/message#message-object-message-types
 */
const speech = new Set<MessageType>([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);

export type IncomingMessage = Omit<GatewayMessageCreateDispatchData, 'mentions'>;

/** The mark and ID of a post of ours, where this is its first message. */
export function postEchoIn(message: IncomingMessage): { readonly mark: string; readonly postId: PostId } | null {
  const mark = message.id === message.channel_id ? markIn(message) : null;
  return mark === null ? null : { mark, postId: message.id as PostId };
}

/** The files in a message of ours. */
export function sentFiles({ attachments }: Pick<APIMessage, 'attachments'>): readonly SentFile[] {
  return attachments.map(({ id, size }) => ({ id, size }));
}

/**
 * What an edit means. Discord tells of a changed message also when a link gets its preview: only what people changed has a
 * new `edited_timestamp`. https://docs.discord.com/developers/events/gateway-events#message-update
 */
export function toEdit(message: IncomingMessage, botId: string, readsContent: boolean): ChannelMessage | null {
  const where = message.guild_id === undefined ? 'dm' : 'server';
  const event = editOf(message, where, { botId, readsContent });
  const { channel_id: channelId, id: messageId } = message;
  return event === null ? null : { channelId: channelId as ChannelId, messageId: messageId as MessageId, event };
}

/** Who reads. */
export interface Reader {
  readonly botId: string;
  /** Whether Discord shows the bot what doesn't mention it. */
  readonly readsContent: boolean;
}

function editOf(
  message: APIMessage | IncomingMessage,
  where: 'dm' | 'server',
  { botId, readsContent }: Reader,
): OutsideEvent | null {
  if (message.edited_timestamp === null || !isSpeech(message, botId)) return null;
  const { messageId, text, files } = toWriting(message);
  const channelId = message.channel_id as ChannelId;
  const key = `edit:${messageId}:${message.edited_timestamp}`;
  const editedAt = Date.parse(message.edited_timestamp);
  // What shows nothing at all wasn't emptied, which can't be.
  const isBlank = text === '' && files.length === 0;
  if (isBlank && where === 'dm') return null;
  if (isBlank || (!readsContent && where === 'server' && isWithheld(message))) {
    return { key, type: 'editUnread', channelId, messageId, editedAt };
  }
  return { key, type: 'edited', channelId, messageId, text, files, editedAt };
}

/**
 * Without the Message Content intent, what doesn't mention the bot arrives without what it says; only stickers are still told.
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
function isWithheld({ content, attachments, embeds, components = [] }: APIMessage | IncomingMessage): boolean {
  return [content, attachments, embeds, components].every(({ length }) => length === 0);
}

/** What a deletion means: whose message it was, the record knows. */
export function toDeletion(channel: string, message: string): ChannelMessage {
  const channelId = channel as ChannelId;
  const messageId = message as MessageId;
  return { channelId, messageId, event: { key: `delete:${messageId}`, type: 'deleted', channelId, messageId } };
}

/** What a message means, and that it was edited since. Fetched messages lack some fields: `where` tells what kind of channel they were read in. */
export function toFetchedMessage(message: APIMessage, where: 'dm' | 'server', reader: Reader): ChannelMessage {
  const { event, ...rest } = toChannelMessage(message, where, reader.botId);
  const isWritten = event?.type === 'userWrote' || event?.type === 'staffWrote';
  const marked = isWritten && hasFailed(message) ? { ...event, wasRefused: true } : event;
  return { ...rest, event: marked, edit: editOf(message, where, reader) };
}

/** Only what is fetched tells of its reactions. */
function hasFailed({ reactions = [] }: APIMessage): boolean {
  return reactions.some(({ me, emoji }) => me && emoji.name === marks.failed);
}

/** What a message means. */
export function toChannelMessage(
  message: APIMessage | IncomingMessage,
  where: 'dm' | 'server',
  botId: string,
): ChannelMessage {
  return {
    channelId: message.channel_id as ChannelId,
    messageId: message.id as MessageId,
    event: isSpeech(message, botId) ? toEvent(message, where) : null,
  };
}

/** Where a message came in by the gateway. Not by a missing `guild_id`: our own ephemeral answers have none either. */
export function whereIs(message: IncomingMessage): 'dm' | 'server' | null {
  if (message.guild_id !== undefined) return 'server';
  return message.channel_type === ChannelType.DM ? 'dm' : null;
}

function isSpeech(message: APIMessage | IncomingMessage, botId: string): boolean {
  const isEphemeral = ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  return (speech.has(message.type) || isUnheardOf(message.type)) && message.author.id !== botId && !isEphemeral;
}

/** A kind of message that came after this was written. */
function isUnheardOf(type: MessageType): boolean {
  return MessageType[type] === undefined;
}

function toEvent(message: APIMessage | IncomingMessage, where: 'dm' | 'server'): OutsideEvent | null {
  const key = `message:${message.id}`;
  const isBot = message.author.bot === true;
  const nick = 'member' in message ? (message.member?.nick ?? null) : null;
  const author = toPerson(message.author, nick);
  const writing = toWriting(message);
  if (where === 'server') {
    // What it is nobody knows: it may be about staff alone, and so stays there.
    if (isUnheardOf(message.type)) return null;
    return { key, type: 'staffWrote', postId: message.channel_id as PostId, author, isBot, writing };
  }
  return isBot ? null : { key, type: 'userWrote', user: author, channelId: message.channel_id as ChannelId, writing };
}

/** What somebody wrote, whole. */
export function toWriting(message: APIMessage | IncomingMessage): Writing {
  return {
    messageId: message.id as MessageId,
    ...readable(message),
    replyTo:
      message.type === MessageType.Reply ? ((message.message_reference?.message_id ?? null) as MessageId | null) : null,
    writtenAt: Date.parse(message.timestamp),
  };
}
