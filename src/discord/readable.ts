import { CDNRoutes, ImageFormat, RouteBases, StickerFormatType } from 'discord.js';
import type { APIMessage, APIMessageSnapshotFields, APIPoll, APIStickerItem } from 'discord.js';
import type { FileLink, Writing } from '../ticket/ticket.ts';

/** What a message holds besides its text, in lines that anybody can read, whatever their language. */
type Content = Pick<APIMessage, 'content' | 'attachments' | 'sticker_items' | 'poll' | 'message_snapshots'>;

/** What somebody wrote as text and files: forwards quoted, stickers by name and picture, polls with their answers. */
export function readable(message: Content): Pick<Writing, 'text' | 'files'> {
  const snapshots = (message.message_snapshots ?? []).map((snapshot) => snapshot.message);
  const lines = [
    message.content,
    ...snapshots.map(forwardLines),
    ...stickerLines(message.sticker_items),
    ...pollLines(message.poll),
  ];
  const attachments = [...message.attachments, ...snapshots.flatMap((snapshot) => snapshot.attachments)];
  return {
    text: lines.filter((line) => line !== '').join('\n'),
    files: attachments.map(({ filename, url, size }): FileLink => ({ name: filename, url, size })),
  };
}

/** A forward arrives with no content of its own. https://docs.discord.com/developers/resources/message#message-snapshot-object */
function forwardLines({ content, sticker_items: stickers }: APIMessageSnapshotFields): string {
  const lines = [content, ...stickerLines(stickers)].filter((line) => line !== '');
  return [
    '↪️',
    ...lines
      .join('\n')
      .split('\n')
      .map((line) => `> ${line}`),
  ].join('\n');
}

function stickerLines(stickers: readonly APIStickerItem[] = []): readonly string[] {
  return stickers.map((sticker) => ['🖼️', sticker.name, pictureOf(sticker)].filter((part) => part !== null).join(' '));
}

/** A Lottie sticker is no picture but a program. https://docs.discord.com/developers/reference#image-formatting */
function pictureOf({ id, format_type: format }: APIStickerItem): string | null {
  switch (format) {
    case StickerFormatType.PNG:
    case StickerFormatType.APNG:
      return `${RouteBases.cdn}${CDNRoutes.sticker(id, ImageFormat.PNG)}`;
    case StickerFormatType.GIF:
      return `${RouteBases.media}${CDNRoutes.sticker(id, ImageFormat.GIF)}`;
    default:
      return null;
  }
}

function pollLines(poll: APIPoll | undefined): readonly string[] {
  if (poll === undefined) return [];
  const answers = poll.answers.map(({ poll_media: media }) => `• ${media.text ?? media.emoji?.name ?? ''}`);
  return [`📊 ${poll.question.text ?? ''}`, ...answers];
}
