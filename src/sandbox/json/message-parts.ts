import { findUser } from '../world/find.ts';
import type { Forward, Poll, Sticker } from '../world/message-parts.ts';
import type { Message } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { filesJson } from './attachments.ts';
import { toIso } from './time.ts';
import { userJson } from './users.ts';

/** Stickers as messages carry them. */
export function stickerFields(stickers: readonly Sticker[]) {
  if (stickers.length === 0) return {};
  return { sticker_items: stickers.map(({ id, name, format }) => ({ id, name, format_type: format })) };
}

/** A poll object: https://docs.discord.com/developers/resources/poll#poll-object */
export function pollJson(world: World, poll: Poll) {
  return {
    question: { text: poll.question },
    answers: poll.answers.map(({ text, emoji }, index) => ({
      answer_id: index + 1,
      poll_media: { text, ...(emoji === null ? {} : { emoji: { id: emoji.id, name: emoji.name } }) },
    })),
    expiry: toIso(poll.endsAt),
    allow_multiselect: poll.allowsSeveral,
    layout_type: 1,
    results: { answer_counts: [], is_finalized: poll.endsAt <= world.clock.now() },
  };
}

/**
 * What a forward shows, without its author: https://docs.discord.com/developers/resources/message#message-snapshot-object
 * Whether the intent is needed for it isn't documented; here it is, as for the content of any message.
 */
export function forwardFields(world: World, forward: Forward | null, isReadable: boolean) {
  if (forward === null) return {};
  const { messageId, channelId, guildId, snapshot } = forward;
  const nothing = { content: '', embeds: [], components: [], attachments: [] };
  const message = {
    type: snapshot.type,
    ...(isReadable ? { content: snapshot.content, ...filesJson(world, snapshot) } : nothing),
    timestamp: toIso(snapshot.createdAt),
    edited_timestamp: snapshot.editedAt === null ? null : toIso(snapshot.editedAt),
    flags: snapshot.flags,
    mentions: snapshot.mentions.userIds.map((id) => userJson(findUser(world, id))),
    mention_roles: snapshot.mentions.roleIds,
    ...stickerFields(snapshot.stickers),
  };
  const guild = guildId === null ? {} : { guild_id: guildId };
  return {
    message_reference: { type: 1, message_id: messageId, channel_id: channelId, ...guild },
    message_snapshots: [{ message }],
  };
}

/** An invitation to an activity, with the game that it belongs to. */
export function activityFields({ activity, id }: Message) {
  if (activity === null) return {};
  const { applicationId, name } = activity;
  return {
    activity: { type: 3, party_id: `party:${id}` },
    application: {
      id: applicationId,
      name,
      description: '',
      icon: null,
      type: null,
      verify_key: '0'.repeat(64),
      flags: 0,
    },
  };
}
