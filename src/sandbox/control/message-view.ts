import { attachmentJson, filesJson } from '../json/attachments.ts';
import type { AttachmentView, EmbedView, MessageView, ReplyView } from '../page/protocol.ts';
import type { Embed, Emoji, Message, User } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { toComponentView } from './component-view.ts';

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
    authorName: author === undefined ? 'Somebody' : nameOf(author),
    bot: author?.bot === true,
    sentAt: message.createdAt,
    editedAt: message.editedAt,
    content: message.content,
    attachments: filesJson(world, message).attachments.map((file) => toAttachmentView(world, file)),
    embeds: message.embeds.map(toEmbedView),
    components: message.components.map(toComponentView),
    reactions: message.reactions.map(({ emoji, userIds }) => ({ emoji: emojiText(emoji), count: userIds.size })),
    reply: toReply(message),
    command: toCommand(message),
    onlyFor: message.ephemeralTo,
    pending: (message.flags & loadingFlag) !== 0,
  };
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
  return { personId: origin.userId, name: origin.commandName };
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
  };
}

function toEmbedView(embed: Embed): EmbedView {
  return {
    title: embed.title ?? null,
    description: embed.description ?? null,
    color: embed.color ?? null,
    author: embed.author?.name ?? null,
    thumbnail: embed.thumbnail !== undefined,
    fields: (embed.fields ?? []).map(({ name, value, inline }) => ({ name, value, inline })),
    footer: embed.footer?.text ?? null,
    timestampAt: embed.timestamp === undefined ? null : Date.parse(embed.timestamp),
  };
}
