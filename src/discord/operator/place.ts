import { ChannelType, GuildFeature, PermissionFlagsBits, Routes } from 'discord.js';
import type {
  APIGuild,
  APIGuildChannel,
  APIGuildForumChannel,
  APIGuildMember,
  APIOverwrite,
  APIRole,
} from 'discord.js';
import { codeOf } from '../failures.ts';
import { permissionsIn } from '../rights.ts';
import type { Connection } from './connection.ts';

type Channel = APIGuildChannel & { readonly permission_overwrites?: APIOverwrite[] };

/** A server as it is now: its roles, its channels, and what the bot is in it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly isCommunity: boolean;
  readonly ownerId: string;
  readonly botId: string;
  readonly roles: readonly APIRole[];
  /** Those that the bot may not view, too: Discord lists them all. */
  readonly channels: readonly Channel[];
  /** The bot's roles. */
  readonly own: readonly string[];
}

/** Looks at a server; `null`: the bot isn't in it. Throws what discord.js throws. */
export async function lookAt({ get }: Connection, serverId: string, botId: string): Promise<Place | null> {
  try {
    const { id, name, owner_id: ownerId, features, roles } = await get<APIGuild>(Routes.guild(serverId));
    const channels = await get<Channel[]>(Routes.guildChannels(serverId));
    const member = await get<APIGuildMember>(Routes.guildMember(serverId, botId));
    const isCommunity = features.includes(GuildFeature.Community);
    return { id, name, isCommunity, ownerId, botId, roles, channels, own: member.roles };
  } catch (error) {
    if (codeOf(error) === 10_004 || codeOf(error) === 50_001) return null;
    throw error;
  }
}

/** The forum of that ID; `null`: there is none. */
export function forumIn({ channels }: Place, forumId: string): APIGuildForumChannel | null {
  return (channels.find(({ id, type }) => id === forumId && isForum(type)) as APIGuildForumChannel | undefined) ?? null;
}

/** A forum, and the server that it is in. */
export interface FoundForum {
  readonly place: Place;
  readonly forum: APIGuildForumChannel;
}

/** Looks for a forum in a server, and in another one where it is staff's; `null`: it can't be found. Throws what discord.js throws. */
export async function findForum(connection: Connection, place: Place, forumId: string): Promise<FoundForum | null> {
  const here = forumIn(place, forumId);
  if (here !== null) return { place, forum: here };
  if (place.channels.some(({ id }) => id === forumId)) return null;
  for (const { id } of await connection.get<{ readonly id: string }[]>(Routes.userGuilds())) {
    const other = id === place.id ? null : await lookAt(connection, id, place.botId);
    const forum = other === null ? null : forumIn(other, forumId);
    if (other !== null && forum !== null) return { place: other, forum };
  }
  return null;
}

/** All forums of a server, by position. */
export function forumsIn({ channels }: Place): readonly APIGuildForumChannel[] {
  return channels.filter(({ type }) => isForum(type)) as unknown as readonly APIGuildForumChannel[];
}

function isForum(type: ChannelType): boolean {
  return type === ChannelType.GuildForum;
}

/** What the bot may in a channel with these overwrites; without them, in the server. */
export function heldByBot(place: Place, overwrites: readonly APIOverwrite[] = []): bigint {
  if (place.ownerId === place.botId) return ~0n;
  return held(place, overwrites, place.own, place.botId);
}

/** What whoever has just this role may. */
export function heldByRole(place: Place, overwrites: readonly APIOverwrite[], roleId: string): bigint {
  return held(place, overwrites, roleId === place.id ? [] : [roleId], null);
}

function held(
  place: Place,
  overwrites: readonly APIOverwrite[],
  roles: readonly string[],
  userId: string | null,
): bigint {
  const permissions = new Map(place.roles.map((role) => [role.id, BigInt(role.permissions)]));
  return permissionsIn(permissions, overwrites, { serverId: place.id, roles: new Set(roles), userId });
}

/** Who can't see a channel can do nothing in it. https://docs.discord.com/developers/topics/permissions#implicit-permissions */
export function canSee(permissions: bigint): boolean {
  return (permissions & PermissionFlagsBits.ViewChannel) !== 0n;
}
