import { messageFlags, type Draft } from './drafts.ts';
import { withUsableEmojis } from './emojis.ts';
import { storeFiles } from './files.ts';
import { findMessage } from './find.ts';
import { findForwarded, takeSnapshot } from './forwards.ts';
import { findMentions, mentioningText, peopleToPing } from './mentions.ts';
import type { Poll } from './message-parts.ts';
import type { Channel, Guise, Message, MessageOrigin } from './nouns.ts';
import { resolveStickers } from './stickers.ts';
import type { World } from './world.ts';

/** A message to be added, with what only some messages have. */
export interface NewMessage {
  readonly authorId: string;
  readonly channel: Channel;
  readonly draft: Draft;
  readonly id?: string;
  /** For system messages; others have the type that fits them. */
  readonly type?: number;
  readonly replyTo?: Message['replyTo'];
  readonly origin?: MessageOrigin;
  readonly ephemeralTo?: string;
  readonly viaWebhook?: boolean;
  readonly guise?: Guise;
}

/** The message that a draft becomes; its files go to the CDN. */
export function makeMessage(world: World, { authorId, channel, ...added }: NewMessage): Message {
  const draft = withUsableEmojis(world, authorId, channel, added.draft);
  const replyTo = added.replyTo ?? null;
  const silent = (draft.flags & messageFlags.suppressNotifications) !== 0 || added.ephemeralTo !== undefined;
  const type = added.type ?? typeOf(added);
  const answered = type === messageTypes.reply ? replyTo : null;
  const mentions = mentionsOf(world, { authorId, channel, draft, replyTo: answered });
  return {
    id: added.id ?? world.ids.next(),
    type,
    channelId: channel.id,
    guildId: channel.type === 1 ? null : channel.guildId,
    authorId,
    content: draft.content,
    embeds: draft.embeds,
    components: draft.components,
    ...partsOf(world, authorId, channel, draft),
    createdAt: world.clock.now(),
    editedAt: null,
    pinned: false,
    replyTo,
    mentions,
    pinged: silent ? new Set() : peopleToPing(world, authorId, channel, mentions),
    reactions: [],
    nonce: draft.nonce,
    ephemeralTo: added.ephemeralTo ?? null,
    origin: added.origin ?? null,
    viaWebhook: added.viaWebhook ?? false,
    guise: added.guise ?? null,
    tts: draft.tts,
    deleted: false,
  };
}

// https://docs.discord.com/developers/resources/message#message-object-message-types
const messageTypes = { message: 0, reply: 19, commandAnswer: 20, menuAnswer: 23 } as const;

function typeOf({ replyTo, origin }: Pick<NewMessage, 'replyTo' | 'origin'>): number {
  if (origin?.interactionType === 2) {
    return origin.target === null ? messageTypes.commandAnswer : messageTypes.menuAnswer;
  }
  return replyTo === undefined || replyTo === null ? messageTypes.message : messageTypes.reply;
}

function mentionsOf(
  world: World,
  { authorId, channel, draft, replyTo }: Pick<NewMessage, 'authorId' | 'channel' | 'draft' | 'replyTo'>,
): Message['mentions'] {
  const target = replyTo === undefined || replyTo === null ? null : replyTo;
  const repliedUserId = target === null ? null : findMessage(world, target.channelId, target.messageId).authorId;
  const text = mentioningText(draft.content, draft.components);
  return findMentions(world, { authorId, channel, text, allowed: draft.allowed, repliedUserId });
}

function partsOf(world: World, authorId: string, channel: Channel, draft: Draft) {
  const forwarded = findForwarded(world, authorId, draft);
  return {
    attachments: storeFiles(world, channel.id, draft.files),
    stickers: resolveStickers(world, authorId, channel, draft.stickerIds),
    poll: pollOf(world, draft),
    forward: forwarded === null ? null : takeSnapshot(world, channel.id, forwarded),
    activity: draft.activity,
    flags: draft.flags | (forwarded === null ? 0 : messageFlags.hasSnapshot),
  };
}

function pollOf(world: World, { poll }: Draft): Poll | null {
  return poll === null ? null : { ...poll, endsAt: world.clock.now() + poll.hours * 3_600_000 };
}
