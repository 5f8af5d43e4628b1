import { attachmentJson, filesJson } from '../json/attachments.ts';
import type {
  AttachmentView,
  EmbedView,
  ForwardView,
  MessageView,
  PollView,
  ReplyView,
  StickerView,
} from '../page/message-view.ts';
import type { Snapshot, Sticker } from '../world/message-parts.ts';
import type { Embed, Emoji, Message, User } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { toComponentViews } from './component-view.ts';

// https://docs.discord.com/developers/resources/message#message-object-message-flags
const loadingFlag = 1 << 7;

/** Everything the page shows of a channel: its messages and the answers that one person sees alone, oldest first. */
export function toLog(world: World, channelId: string): MessageView[] {
  const ephemerals = [...world.ephemerals.values()].filter((message) => message.channelId === channelId);
  const messages = world.messages.get(channelId) ?? [];
  const all = ephemerals.length === 0 ? messages : [...messages, ...ephemerals].sort(byAge);
  return all.map((message) => toMessageView(world, message));
}

function byAge(a: Message, b: Message): number {
  return Number(BigInt(a.id) - BigInt(b.id));
}

function toMessageView(world: World, message: Message): MessageView {
  const author = world.users.get(message.authorId);
  return {
    id: message.id,
    authorId: message.authorId,
    authorName: message.guise?.username ?? (author === undefined ? 'Somebody' : nameOf(author)),
    bot: author?.bot === true,
    webhook: message.viaWebhook,
    sentAt: message.createdAt,
    editedAt: message.editedAt,
    ...toBody(world, message),
    poll: toPoll(message),
    forward: message.forward === null ? null : toBody(world, message.forward.snapshot),
    reactions: message.reactions.map(({ emoji, userIds }) => ({ emoji: emojiText(emoji), count: userIds.size })),
    reply: toReply(message),
    command: toCommand(message),
    onlyFor: message.ephemeralTo,
    pending: (message.flags & loadingFlag) !== 0,
  };
}

function toBody(world: World, shown: Message | Snapshot): ForwardView {
  const { attachments, embeds } = filesJson(world, shown);
  return {
    content: shown.content,
    attachments: attachments.map((file) => toAttachmentView(world, file)),
    stickers: shown.stickers.map(toStickerView),
    embeds: embeds.map((embed) => toEmbedView(world, embed)),
    components: toComponentViews(shown.components),
  };
}

function toPoll({ poll }: Message): PollView | null {
  if (poll === null) return null;
  return { question: poll.question, answers: poll.answers.map(({ text }) => text), endsAt: poll.endsAt };
}

/** A sticker for the page; where pictures come from: https://docs.discord.com/developers/reference#image-formatting */
export function toStickerView({ id, name, format }: Sticker): StickerView {
  const urls = { 1: `/cdn/stickers/${id}.png`, 2: `/cdn/stickers/${id}.png`, 3: null, 4: `/media/stickers/${id}.gif` };
  return { id, name, url: urls[format] };
}

/** What others call this person. */
export function nameOf(user: User): string {
  return user.displayName ?? user.username;
}

function emojiText({ id, name }: Emoji): string {
  return id === null ? name : `:${name}:`;
}

function toReply({ type, replyTo }: Message): ReplyView | null {
  if (replyTo !== null) return { type: 'message', messageId: replyTo.messageId };
  return type === 19 ? { type: 'missing' } : null;
}

function toCommand({ origin }: Message): MessageView['command'] {
  if (origin === null || origin.commandName === null) return null;
  return { personId: origin.userId, name: origin.commandName, isMenu: origin.target !== null };
}

/** The link is on the sandbox's own address, which the page may have been opened under another name of. */
function toAttachmentView({ cdn }: World, file: ReturnType<typeof attachmentJson>): AttachmentView {
  const { id, filename, size, url, content_type, description, width, height } = file;
  return {
    id,
    name: filename,
    size,
    url: url.slice(cdn.url.length),
    contentType: content_type ?? null,
    description: description ?? null,
    picture: width === undefined || height === undefined ? null : { width, height },
    voiceSeconds: file.duration_secs ?? null,
  };
}

function toEmbedView({ cdn }: World, embed: Embed): EmbedView {
  const thumbnail = embed.thumbnail?.url ?? '';
  return {
    title: embed.title ?? null,
    description: embed.description ?? null,
    color: embed.color ?? null,
    author: embed.author?.name ?? null,
    // Pictures from elsewhere the page may not load.
    thumbnailUrl: thumbnail.startsWith(cdn.url) ? thumbnail.slice(cdn.url.length) : null,
    fields: (embed.fields ?? []).map(({ name, value, inline }) => ({ name, value, inline })),
    footer: embed.footer?.text ?? null,
    timestampAt: embed.timestamp === undefined ? null : Date.parse(embed.timestamp),
  };
}
