import type { Activity, Attachment, CustomEmoji, Forward, Poll, Sticker } from './message-parts.ts';

// What the pretend Discord knows. Plain records; `world/*.ts` changes them, `json/*.ts` writes them as Discord does.

/** A person or a bot. */
export interface User {
  readonly id: string;
  username: string;
  displayName: string | null;
  avatar: string | null;
  readonly bot: boolean;
  /** The language of their client: https://docs.discord.com/developers/reference#locales */
  locale: string;
  /** False: the bot's messages to this person are refused with 50007. */
  dmsOpen: boolean;
}

/** A bot's application, as the developer portal knows it. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly botId: string;
  token: string;
  /** Flags of the portal: https://docs.discord.com/developers/resources/application#application-object-application-flags */
  flags: number;
}

/** A role; `@everyone` has the server's ID. */
export interface Role {
  readonly id: string;
  name: string;
  permissions: bigint;
  position: number;
  mentionable: boolean;
  /** The bot that this role was made for when it joined, null for others. */
  readonly botId: string | null;
}

/** A user's membership in a server. */
export interface Member {
  readonly userId: string;
  nick: string | null;
  readonly roleIds: Set<string>;
  readonly joinedAt: number;
}

/** A server ("guild" in Discord's API). */
export interface Guild {
  readonly id: string;
  name: string;
  ownerId: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  readonly channelIds: Set<string>;
  /** Posts that aren't archived, in order of creation. */
  readonly activeThreadIds: Set<string>;
  readonly emojis: Map<string, CustomEmoji>;
  /** How large a bot's file may be here: 10 MiB, more in boosted servers. */
  fileLimitBytes: number;
  /** What Discord switched on for it: https://docs.discord.com/developers/resources/guild#guild-object-guild-features */
  features: string[];
  /** False during an outage: bots hear that the server is gone for now. */
  available: boolean;
}

/** What a channel allows or denies one role (type 0) or member (type 1). */
export interface Overwrite {
  readonly id: string;
  readonly type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

interface ChannelInGuild {
  readonly id: string;
  readonly guildId: string;
  name: string;
  topic: string | null;
  position: number;
  overwrites: Overwrite[];
  lastMessageId: string | null;
}

/** A text channel. */
export interface TextChannel extends ChannelInGuild {
  readonly type: 0;
}

/** A tag that posts of a forum can carry. */
export interface ForumTag {
  readonly id: string;
  name: string;
  moderated: boolean;
  emojiId: string | null;
  emojiName: string | null;
}

/** A forum channel; its posts are threads. */
export interface Forum extends ChannelInGuild {
  readonly type: 15;
  tags: ForumTag[];
  requireTag: boolean;
  /** Every post that still exists, in order of creation. */
  readonly threadIds: Set<string>;
}

/** A thread; in a forum it is a post. */
export interface Thread {
  readonly type: 11;
  readonly id: string;
  readonly guildId: string;
  readonly parentId: string;
  readonly ownerId: string;
  readonly createdAt: number;
  name: string;
  archived: boolean;
  locked: boolean;
  archiveChangedAt: number;
  autoArchiveMinutes: number;
  lastActivityAt: number;
  slowmodeSeconds: number;
  pinned: boolean;
  appliedTags: string[];
  /** User ID → instant of joining. */
  readonly members: Map<string, number>;
  /** Without the first message, and fewer after a deletion, unlike `totalSent`. */
  messageCount: number;
  totalSent: number;
  lastMessageId: string | null;
}

/** The direct messages of one person with one bot. */
export interface DmChannel {
  readonly type: 1;
  readonly id: string;
  readonly userId: string;
  readonly botId: string;
  lastMessageId: string | null;
}

/** Anything that has a channel ID. */
export type Channel = TextChannel | Forum | Thread | DmChannel;

/** An emoji in a reaction: a custom one has an ID. */
export interface Emoji {
  readonly id: string | null;
  readonly name: string;
}

/** One emoji under a message and who chose it. */
export interface Reaction {
  readonly emoji: Emoji;
  readonly userIds: Set<string>;
}

/** A message component as Discord's JSON has it, loosely typed: rows, buttons, menus, containers, texts. */
export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  content?: string;
  label?: string;
  description?: string;
  placeholder?: string;
  value?: string;
  style?: number;
  url?: string;
  disabled?: boolean;
  required?: boolean;
  min_length?: number;
  max_length?: number;
  min_values?: number;
  max_values?: number;
  emoji?: { id?: string; name?: string; animated?: boolean };
  options?: SelectOption[];
  components?: Component[];
  component?: Component;
  accessory?: Component;
  accent_color?: number | null;
  spoiler?: boolean;
  divider?: boolean;
  spacing?: number;
  [key: string]: unknown;
}

/** One line of a select menu. */
export interface SelectOption {
  label: string;
  value: string;
  description?: string;
  emoji?: { id?: string; name?: string };
  default?: boolean;
}

/** An embed as Discord's JSON has it. */
export interface Embed {
  /** `rich` for what bots make, the others for previews of links. */
  readonly type: 'rich' | 'link' | 'article' | 'image' | 'video' | 'gifv' | 'poll_result';
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
  readonly color?: number;
  readonly timestamp?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string; readonly inline: boolean }[];
  readonly author?: { readonly name: string; readonly url?: string; readonly icon_url?: string };
  readonly footer?: { readonly text: string; readonly icon_url?: string };
  readonly image?: { readonly url: string };
  readonly thumbnail?: { readonly url: string };
  readonly video?: { readonly url: string };
  readonly provider?: { readonly name: string; readonly url?: string };
}

/** Whom a message mentions (what clients highlight) and whom it notified. */
export interface Mentions {
  userIds: string[];
  roleIds: string[];
  everyone: boolean;
}

/** Which use of a command, button or form a message answers. */
export interface MessageOrigin {
  readonly interactionId: string;
  readonly interactionType: number;
  readonly userId: string;
  /** The command's name, null for components and modals. */
  readonly commandName: string | null;
  /** The message whose button or menu was used, null for commands. */
  readonly sourceMessageId: string | null;
  /** On what a menu was used, null for everything else. */
  readonly target: MenuTarget | null;
  /** For a form: what asked for it. */
  readonly askedBy: MessageOrigin | null;
}

/** What a command in a context menu is about. */
export type MenuTarget =
  | { readonly type: 'message'; readonly messageId: string; readonly channelId: string }
  | { readonly type: 'user'; readonly userId: string };

/** A webhook of a channel: whoever has its token writes as it. */
export interface Webhook {
  /** Also the ID of the account that its messages have as their author. */
  readonly id: string;
  readonly token: string;
  readonly guildId: string;
  channelId: string;
  /** The bot that made it, null for people's. */
  readonly applicationId: string | null;
  readonly creatorId: string;
  name: string;
  avatar: string | null;
}

/** As whom a webhook wrote a message. */
export interface Guise {
  readonly username: string;
  readonly avatar: string | null;
}

/** A message, wherever it stands. */
export interface Message {
  readonly id: string;
  /** 0 message, 19 reply, 20 answer to a command; others are system messages. */
  readonly type: number;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly authorId: string;
  content: string;
  embeds: Embed[];
  components: Component[];
  attachments: readonly Attachment[];
  readonly stickers: readonly Sticker[];
  readonly poll: Poll | null;
  readonly forward: Forward | null;
  readonly activity: Activity | null;
  flags: number;
  readonly createdAt: number;
  editedAt: number | null;
  pinned: boolean;
  readonly replyTo: { readonly messageId: string; readonly channelId: string } | null;
  mentions: Mentions;
  /** IDs of the people who were notified by a mention when the message was new. */
  readonly pinged: ReadonlySet<string>;
  readonly reactions: Reaction[];
  readonly nonce: string | number | null;
  /** Who alone sees it; null for an ordinary message. */
  readonly ephemeralTo: string | null;
  readonly origin: MessageOrigin | null;
  /** Whether a webhook wrote it; its author is then the webhook. */
  readonly viaWebhook: boolean;
  /** As whom the webhook wrote, where that isn't its own name and picture. */
  readonly guise: Guise | null;
  /** Read aloud. */
  readonly tts: boolean;
  deleted: boolean;
}
