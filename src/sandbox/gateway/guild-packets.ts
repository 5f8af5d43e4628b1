import { customEmojiJson, guildCreateJson, roleJson } from '../json/guilds.ts';
import { memberFieldsJson, userJson } from '../json/users.ts';
import { findUser } from '../world/find.ts';
import type { Guild } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { intents } from './intents.ts';
import type { EventOf, Listener, Packet } from './packet.ts';

// https://docs.discord.com/developers/events/gateway-events#guilds

function hearsOf(listener: Listener, guild: Guild, intent: number): boolean {
  return guild.members.has(listener.botId) && (listener.intents & intent) !== 0;
}

/** What a bot hears of a server's outage and its emojis. */
export function guildPacket(
  world: World,
  listener: Listener,
  { type, guild }: EventOf<'emojisChanged' | 'guildWent' | 'guildCame'>,
): Packet | null {
  if (!hearsOf(listener, guild, type === 'emojisChanged' ? intents.guildExpressions : intents.guilds)) return null;
  switch (type) {
    case 'emojisChanged':
      return {
        t: 'GUILD_EMOJIS_UPDATE',
        d: { guild_id: guild.id, emojis: [...guild.emojis.values()].map(customEmojiJson) },
      };
    // With `unavailable` it is an outage; without, the bot was removed: events/gateway-events#guild-delete
    case 'guildWent':
      return { t: 'GUILD_DELETE', d: { id: guild.id, unavailable: true } };
    case 'guildCame':
      return { t: 'GUILD_CREATE', d: guildCreateJson(world, guild, listener.botId) };
  }
}

const roleEventNames = {
  roleCreated: 'GUILD_ROLE_CREATE',
  roleUpdated: 'GUILD_ROLE_UPDATE',
  roleDeleted: 'GUILD_ROLE_DELETE',
} as const;

/** What a bot hears of a server's roles. */
export function rolePacket(
  listener: Listener,
  { type, guild, role }: EventOf<'roleCreated' | 'roleUpdated' | 'roleDeleted'>,
): Packet | null {
  if (!hearsOf(listener, guild, intents.guilds)) return null;
  const what = type === 'roleDeleted' ? { role_id: role.id } : { role: roleJson(role) };
  return { t: roleEventNames[type], d: { guild_id: guild.id, ...what } };
}

const memberEventNames = {
  memberAdded: 'GUILD_MEMBER_ADD',
  memberChanged: 'GUILD_MEMBER_UPDATE',
  memberRemoved: 'GUILD_MEMBER_REMOVE',
} as const;

/** What a bot hears of a server's members: of others with the privileged intent alone. */
export function memberPacket(
  world: World,
  listener: Listener,
  event: EventOf<'memberAdded' | 'memberChanged' | 'memberRemoved'>,
): Packet | null {
  const { guild, member, type } = event;
  const isOwn = member.userId === listener.botId;
  if (isOwn && type !== 'memberChanged') return ownMemberPacket(world, listener, event);
  // Changes of its own membership need no intent.
  if (!isOwn && !hearsOf(listener, guild, intents.guildMembers)) return null;
  const user = userJson(findUser(world, member.userId));
  const fields = type === 'memberRemoved' ? {} : memberFieldsJson(member);
  return { t: memberEventNames[type], d: { ...fields, guild_id: guild.id, user } };
}

// Of joining and leaving a server itself, a bot hears with the GUILDS intent.
function ownMemberPacket(
  world: World,
  listener: Listener,
  { type, guild }: EventOf<'memberAdded' | 'memberChanged' | 'memberRemoved'>,
): Packet | null {
  if ((listener.intents & intents.guilds) === 0) return null;
  if (type === 'memberRemoved') return { t: 'GUILD_DELETE', d: { id: guild.id } };
  return { t: 'GUILD_CREATE', d: guildCreateJson(world, guild, listener.botId) };
}
