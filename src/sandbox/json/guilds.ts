import { may, permissions, permissionsInGuild } from '../permissions.ts';
import type { CustomEmoji } from '../world/message-parts.ts';
import type { Guild, Role } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { guildChannelJson, threadJson, threadMemberJson } from './channels.ts';
import { toIso } from './time.ts';
import { memberJson } from './users.ts';

/** A role object. */
export function roleJson(role: Role) {
  return {
    id: role.id,
    name: role.name,
    permissions: String(role.permissions),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.botId !== null,
    ...(role.botId === null ? {} : { tags: { bot_id: role.botId } }),
    mentionable: role.mentionable,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

/** A server object. */
export function guildJson(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    roles: [...guild.roles.values()].map(roleJson),
    ...emptyGuildFields,
    features: [...guild.features],
    premium_tier: premiumTierOf(guild),
    emojis: [...guild.emojis.values()].map(customEmojiJson),
  };
}

/** A server as the list of a bot's own has it. */
export function ownGuildJson(guild: Guild, botId: string) {
  const { id, name, features } = guild;
  const permissions = String(permissionsInGuild(guild, botId));
  return { id, name, icon: null, banner: null, owner: guild.ownerId === botId, permissions, features: [...features] };
}

// What a server takes tells how far it is boosted: https://support.discord.com/hc/en-us/articles/360028038352
function premiumTierOf({ fileLimitBytes }: Guild): number {
  const mebibytes = fileLimitBytes / (1024 * 1024);
  return mebibytes >= 100 ? 3 : mebibytes >= 50 ? 2 : 0;
}

/** An emoji of a server. */
export function customEmojiJson({ id, name, animated }: CustomEmoji) {
  return { id, name, animated, roles: [], require_colons: true, managed: false, available: true };
}

// What the sandbox's servers don't have.
const emptyGuildFields = {
  icon: null,
  description: null,
  home_header: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  application_id: null,
  region: 'deprecated',
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  system_channel_flags: 0,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: 1,
  default_message_notifications: 1,
  mfa_level: 0,
  explicit_content_filter: 2,
  max_presences: null,
  max_members: 500_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  vanity_url_code: null,
  premium_subscription_count: 0,
  preferred_locale: 'en-US',
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  premium_progress_bar_enabled: false,
  nsfw: false,
  nsfw_level: 0,
  stickers: [],
  incidents_data: null,
};

/**
 * The GUILD_CREATE event: the server, its channels and active threads that the bot can see, and of its members the bot
 * alone, as without GUILD_PRESENCES: https://docs.discord.com/developers/events/gateway-events#guild-create
 */
export function guildCreateJson(world: World, guild: Guild, botId: string) {
  const bot = guild.members.get(botId);
  return {
    ...guildJson(guild),
    joined_at: toIso(bot?.joinedAt ?? world.clock.now()),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [memberJson(world, guild, botId)],
    channels: channelsOf(world, guild).map(guildChannelJson),
    threads: activeThreads(world, guild, botId).map((thread) => threadJson(thread, botId)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A server's channels without threads. Discord lists hidden ones too; a bot just can't act in them. */
export function channelsOf(world: World, guild: Guild) {
  const channels = [...guild.channelIds].map((id) => world.channels.get(id));
  return channels.flatMap((channel) => (channel?.type === 0 || channel?.type === 15 ? [channel] : []));
}

/** A server's unarchived threads that a bot can see. */
export function activeThreads(world: World, guild: Guild, botId: string) {
  const threads = [...guild.activeThreadIds].map((id) => world.channels.get(id));
  return threads.flatMap((thread) =>
    thread?.type === 11 && may(world, botId, thread, permissions.viewChannel) ? [thread] : [],
  );
}

/** The answer of a list of threads. */
export function threadsJson(threads: ReturnType<typeof activeThreads>, botId: string, hasMore: boolean) {
  return {
    threads: threads.map((thread) => threadJson(thread, botId)),
    members: threads.filter((one) => one.members.has(botId)).map((thread) => threadMemberJson(thread, botId)),
    has_more: hasMore,
  };
}
