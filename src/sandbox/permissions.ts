import type { Channel, Forum, Guild, Overwrite, TextChannel } from './world/nouns.ts';
import type { World } from './world/world.ts';

/** The permissions that the sandbox knows of: https://docs.discord.com/developers/topics/permissions */
export const permissions = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useExternalEmojis: 1n << 18n,
  manageRoles: 1n << 28n,
  manageWebhooks: 1n << 29n,
  useApplicationCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  sendMessagesInThreads: 1n << 38n,
} as const;

/** What a new server's @everyone may do: see, write, react, use commands. */
export const everyday =
  permissions.viewChannel |
  permissions.sendMessages |
  permissions.sendMessagesInThreads |
  permissions.readMessageHistory |
  permissions.addReactions |
  permissions.embedLinks |
  permissions.attachFiles |
  permissions.useExternalEmojis |
  permissions.useApplicationCommands |
  permissions.createPublicThreads;

/** Every permission. */
export const allPermissions = (1n << 53n) - 1n;

/** What a member may do in a channel, computed from roles and overwrites; nothing for people outside. */
export function permissionsIn(world: World, userId: string, channel: Channel): bigint {
  if (channel.type === 1) return userId === channel.userId || userId === channel.botId ? allPermissions : 0n;
  const guild = world.guilds.get(channel.guildId);
  const place = channel.type === 11 ? world.channels.get(channel.parentId) : channel;
  if (guild === undefined || place === undefined || (place.type !== 0 && place.type !== 15)) return 0n;
  const base = permissionsInGuild(guild, userId);
  if (base === allPermissions) return base;
  const allowed = applyOverwrites(base, place, guild, userId);
  // Who can't see a channel can't do anything in it: topics/permissions#implicit-permissions
  return (allowed & permissions.viewChannel) === 0n ? 0n : allowed;
}

/** What a member may do before any channel's overwrites. */
export function permissionsInGuild(guild: Guild, userId: string): bigint {
  const member = guild.members.get(userId);
  if (member === undefined) return 0n;
  if (guild.ownerId === userId) return allPermissions;
  let sum = guild.roles.get(guild.id)?.permissions ?? 0n;
  for (const roleId of member.roleIds) sum |= guild.roles.get(roleId)?.permissions ?? 0n;
  return (sum & permissions.administrator) === 0n ? sum : allPermissions;
}

// topics/permissions#permission-overwrites: @everyone, then all roles together, then the member.
function applyOverwrites(base: bigint, place: TextChannel | Forum, guild: Guild, userId: string): bigint {
  const roleIds = guild.members.get(userId)?.roleIds ?? new Set<string>();
  const everyone = place.overwrites.filter((one) => one.id === guild.id);
  const roles = place.overwrites.filter((one) => one.type === 0 && roleIds.has(one.id));
  const own = place.overwrites.filter((one) => one.type === 1 && one.id === userId);
  return [everyone, roles, own].reduce(applyLayer, base);
}

function applyLayer(before: bigint, layer: Overwrite[]): bigint {
  const deny = layer.reduce((sum, one) => sum | one.deny, 0n);
  const allow = layer.reduce((sum, one) => sum | one.allow, 0n);
  return (before & ~deny) | allow;
}

/** Whether a member has every one of these permissions in a channel. */
export function may(world: World, userId: string, channel: Channel, needed: bigint): boolean {
  return (permissionsIn(world, userId, channel) & needed) === needed;
}
