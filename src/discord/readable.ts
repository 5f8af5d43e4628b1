import { CDNRoutes, ImageFormat, MessageFlags, RouteBases, StickerFormatType } from 'discord.js';
import type {
  APIAttachment,
  APIMessage,
  APIMessageSnapshotFields,
  APIPartialEmoji,
  APIPoll,
  APIPollMedia,
  APIStickerItem,
} from 'discord.js';
import { forwardMark } from '../ticket/only-files.ts';
import { plainLine } from '../ticket/plain-line.ts';
import type { FileLink, Writing } from '../ticket/ticket.ts';
import { isVisible } from '../ticket/visible.ts';
import { componentLines } from './component-lines.ts';
import { embedLines } from './embed-lines.ts';

/** What a message holds besides its text, in lines that anybody can read, whatever their language. */
type Content = Pick<
  APIMessage,
  | 'author'
  | 'content'
  | 'attachments'
  | 'embeds'
  | 'components'
  | 'sticker_items'
  | 'poll'
  | 'message_snapshots'
  | 'activity'
  | 'application'
  | 'flags'
>;

/** What somebody wrote as text and files: forwards quoted, stickers by name and picture, polls with their answers. */
export function readable(message: Content): Pick<Writing, 'text' | 'files'> {
  const snapshots = (message.message_snapshots ?? []).map((snapshot) => snapshot.message);
  const lines = [
    message.content,
    // The embeds of people are previews of links.
    ...(message.author.bot === true ? embedLines(message.embeds, message.content) : []),
    ...componentLines(message.components ?? []),
    ...snapshots.map(forwardLines),
    ...stickerLines(message.sticker_items),
    ...pollLines(message.poll),
    ...activityLines(message),
  ];
  const files = [message, ...snapshots].flatMap(({ attachments, flags }) =>
    attachments.map((file) => toLink(file, flags)),
  );
  return {
    text: lines.filter((line) => line !== '').join('\n'),
    files,
  };
}

/** https://docs.discord.com/developers/resources/message#attachment-object */
export function toLink(file: APIAttachment, flags = 0): FileLink {
  const { id, filename: name, url, size, content_type: contentType = null, description = null } = file;
  const isVoice = (flags & MessageFlags.IsVoiceMessage) !== 0 && file.duration_secs !== undefined;
  return { id, name, url, size, contentType, description, isVoice };
}

/** A forward arrives with no content of its own. https://docs.discord.com/developers/resources/message#message-snapshot-object */
function forwardLines(snapshot: APIMessageSnapshotFields): string {
  const { content, embeds, components, sticker_items: stickers, attachments } = snapshot;
  const lines = [
    content,
    ...embedLines(embeds, content),
    ...componentLines(components ?? []),
    ...stickerLines(stickers),
  ].filter((line) => line !== '');
  // A quote of all that follows: one of line after line would be torn where a long one is cut.
  if (isVisible(lines.join('\n'))) return `${forwardMark}\n>>> ${lines.join('\n')}`;
  return attachments.length > 0 ? forwardMark : '';
}

function stickerLines(stickers: readonly APIStickerItem[] = []): readonly string[] {
  return stickers.map((sticker) => joined('🖼️', plainLine(sticker.name), pictureOf(sticker)));
}

/** A Lottie sticker is no picture but a program. https://docs.discord.com/developers/reference#image-formatting */
function pictureOf({ id, format_type: format }: APIStickerItem): string | undefined {
  switch (format) {
    case StickerFormatType.PNG:
    case StickerFormatType.APNG:
      return `${RouteBases.cdn}${CDNRoutes.sticker(id, ImageFormat.PNG)}`;
    case StickerFormatType.GIF:
      return `${RouteBases.media}${CDNRoutes.sticker(id, ImageFormat.GIF)}`;
    default:
      return undefined;
  }
}

function pollLines(poll: APIPoll | undefined): readonly string[] {
  if (poll === undefined) return [];
  return [
    joined('📊', mediaText(poll.question)),
    ...poll.answers.map((answer) => joined('•', mediaText(answer.poll_media))),
  ];
}

function mediaText({ emoji, text }: APIPollMedia): string {
  return joined(emojiText(emoji), text);
}

function emojiText(emoji: APIPartialEmoji | undefined): string | undefined {
  const id = emoji?.id ?? null;
  if (id === null) return emoji?.name ?? undefined;
  return `<${emoji?.animated === true ? 'a' : ''}:${emoji?.name ?? '_'}:${id}>`;
}

/** An invitation to play or listen along can be taken up in its own channel only. */
function activityLines({ activity, application }: Pick<Content, 'activity' | 'application'>): readonly string[] {
  if (activity === undefined) return [];
  const name = application?.name;
  return name === undefined || name === '' ? [] : [joined('🎮', plainLine(name))];
}

function joined(...words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== '').join(' ');
}
