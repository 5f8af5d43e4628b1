import { findUser } from '../world/find.ts';
import type { Webhook } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { userJson } from './users.ts';

/**
 * A webhook object: https://docs.discord.com/developers/resources/webhook#webhook-object
 * The token of a bot's webhook is for that bot alone; whoever asks by the token gets no creator.
 */
export function webhookJson(world: World, webhook: Webhook, askedBy: string | null) {
  const { id, name, avatar, channelId, guildId, applicationId, token } = webhook;
  const isOwn = askedBy === null || applicationId === null || applicationId === askedBy;
  return {
    id,
    type: 1,
    name,
    avatar,
    channel_id: channelId,
    guild_id: guildId,
    application_id: applicationId,
    ...(isOwn ? { token, url: `https://discord.com/api/webhooks/${id}/${token}` } : {}),
    ...(askedBy === null ? {} : { user: userJson(findUser(world, webhook.creatorId)) }),
  };
}
