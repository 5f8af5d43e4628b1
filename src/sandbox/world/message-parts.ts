import type { Emoji, Message } from './nouns.ts';

// What a message may have besides text, embeds and components: https://docs.discord.com/developers/resources/message

/** How a voice message sounds: its length, and its loudness over time as base64. */
export interface Voice {
  readonly seconds: number;
  readonly waveform: string;
}

/** A file that is to be sent. `bytes` null: a scenario claims the size alone, and the CDN serves as many zeros. */
export interface NewFile {
  readonly name: string;
  readonly description: string | null;
  readonly contentType: string | null;
  readonly size: number;
  readonly bytes: Uint8Array | null;
  readonly voice: Voice | null;
}

/** A file of a message, as the CDN keeps it. */
export interface Attachment extends NewFile {
  readonly id: string;
  /** The channel in the file's URL. */
  readonly channelId: string;
  /** The name without its extension as it was before Discord made it safe; null where it was safe. */
  readonly title: string | null;
  readonly picture: Size | null;
}

/** Width and height of a picture in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A sticker; 1 PNG, 2 APNG, 3 Lottie, 4 GIF. One without a server comes with Discord. */
export interface Sticker {
  readonly id: string;
  readonly name: string;
  readonly format: 1 | 2 | 3 | 4;
  readonly guildId: string | null;
  readonly bytes: Uint8Array;
}

/** An emoji that a server made itself. */
export interface CustomEmoji {
  readonly id: string;
  readonly name: string;
  readonly animated: boolean;
}

/** A poll that is to be sent. */
export interface NewPoll {
  readonly question: string;
  readonly answers: readonly { readonly text: string; readonly emoji: Emoji | null }[];
  readonly allowsSeveral: boolean;
  readonly hours: number;
}

/** A poll under way or over. */
export interface Poll extends NewPoll {
  readonly endsAt: number;
}

/** What a forward keeps of the message it shows: not who wrote it. */
export type Snapshot = Readonly<
  Pick<
    Message,
    | 'type'
    | 'content'
    | 'embeds'
    | 'components'
    | 'attachments'
    | 'stickers'
    | 'flags'
    | 'createdAt'
    | 'editedAt'
    | 'mentions'
  >
>;

/** Which message a forward shows, as it was when it was forwarded. */
export interface Forward {
  readonly messageId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly snapshot: Snapshot;
}

/** An invitation to play or listen along. */
export interface Activity {
  readonly applicationId: string;
  readonly name: string;
}
