import { everyday } from '../permissions.ts';
import { defaultFileLimitBytes } from './files.ts';
import { findMember } from './find.ts';
import type { Application, Forum, ForumTag, Guild, Member, Overwrite, Role, TextChannel, User } from './nouns.ts';
import type { World } from './world.ts';

/** Makes a server with its owner as the only member. */
export function createGuild(world: World, name: string, owner: User): Guild {
  const id = world.ids.next();
  const everyone: Role = { id, name: '@everyone', permissions: everyday, position: 0, mentionable: false, botId: null };
  const guild: Guild = {
    id,
    name,
    ownerId: owner.id,
    roles: new Map([[id, everyone]]),
    members: new Map(),
    channelIds: new Set(),
    activeThreadIds: new Set(),
    emojis: new Map(),
    fileLimitBytes: defaultFileLimitBytes,
    features: ['COMMUNITY'],
    available: true,
  };
  world.guilds.set(id, guild);
  addMember(world, guild, { userId: owner.id });
  return guild;
}

/** Adds a role at the top. */
export function createRole(
  world: World,
  guild: Guild,
  role: { name: string; permissions?: bigint; mentionable?: boolean; botId?: string },
): Role {
  const created: Role = {
    id: world.ids.next(),
    name: role.name,
    permissions: role.permissions ?? 0n,
    position: guild.roles.size,
    mentionable: role.mentionable ?? false,
    botId: role.botId ?? null,
  };
  guild.roles.set(created.id, created);
  world.emit({ type: 'roleCreated', guild, role: created });
  return created;
}

/** Changes a role, and so what its members may, at once. */
export function changeRole(
  world: World,
  guild: Guild,
  role: Role,
  change: { name?: string; permissions?: bigint; mentionable?: boolean },
): void {
  Object.assign(role, change);
  world.emit({ type: 'roleUpdated', guild, role });
}

/** Deletes a role; its members lose it. */
export function deleteRole(world: World, guild: Guild, role: Role): void {
  guild.roles.delete(role.id);
  for (const member of guild.members.values()) member.roleIds.delete(role.id);
  world.emit({ type: 'roleDeleted', guild, role });
}

/** Makes a server unavailable, as an outage does, or available again. */
export function setAvailable(world: World, guild: Guild, isAvailable: boolean): void {
  if (guild.available === isAvailable) return;
  guild.available = isAvailable;
  world.emit({ type: isAvailable ? 'guildCame' : 'guildWent', guild });
}

/** Lets a user join. */
export function addMember(
  world: World,
  guild: Guild,
  options: { userId: string; roleIds?: string[]; nick?: string; joinedAt?: number },
): Member {
  const member: Member = {
    userId: options.userId,
    nick: options.nick ?? null,
    roleIds: new Set(options.roleIds ?? []),
    joinedAt: options.joinedAt ?? world.clock.now(),
  };
  guild.members.set(member.userId, member);
  world.emit({ type: 'memberAdded', guild, member });
  return member;
}

/** Changes a member's roles or nickname. */
export function changeMember(
  world: World,
  guild: Guild,
  userId: string,
  change: { roleIds?: readonly string[]; nick?: string | null },
): void {
  const member = findMember(guild, userId);
  if (change.nick !== undefined) member.nick = change.nick;
  if (change.roleIds !== undefined) {
    member.roleIds.clear();
    for (const id of change.roleIds) member.roleIds.add(id);
  }
  world.emit({ type: 'memberChanged', guild, member });
}

/** Lets a member leave, or throws them out: Discord tells both the same way. */
export function removeMember(world: World, guild: Guild, userId: string): void {
  const member = guild.members.get(userId);
  if (member === undefined) return;
  guild.members.delete(userId);
  world.emit({ type: 'memberRemoved', guild, member });
}

/** Lets a bot join with a role of its own, as an invitation with permissions does. */
export function addBot(world: World, guild: Guild, application: Application, rights: bigint): Role {
  const role = createRole(world, guild, { name: application.name, permissions: rights, botId: application.botId });
  addMember(world, guild, { userId: application.botId, roleIds: [role.id] });
  return role;
}

/** Makes a text channel. */
export function createTextChannel(
  world: World,
  guild: Guild,
  options: { name: string; overwrites?: Overwrite[] },
): TextChannel {
  const channel: TextChannel = { type: 0, ...channelBase(world, guild, options) };
  addChannel(world, guild, channel);
  return channel;
}

/** Makes a forum. */
export function createForum(
  world: World,
  guild: Guild,
  options: { name: string; tags?: Omit<ForumTag, 'id'>[]; overwrites?: Overwrite[]; requireTag?: boolean },
): Forum {
  const tags = (options.tags ?? []).map((tag) => ({ id: world.ids.next(), ...tag }));
  const forum: Forum = {
    type: 15,
    ...channelBase(world, guild, options),
    tags,
    requireTag: options.requireTag ?? false,
    threadIds: new Set(),
  };
  addChannel(world, guild, forum);
  return forum;
}

function channelBase(world: World, guild: Guild, options: { name: string; overwrites?: Overwrite[] }) {
  return {
    id: world.ids.next(),
    guildId: guild.id,
    name: options.name,
    topic: null,
    position: guild.channelIds.size,
    overwrites: options.overwrites ?? [],
    lastMessageId: null,
  };
}

function addChannel(world: World, guild: Guild, channel: TextChannel | Forum): void {
  world.channels.set(channel.id, channel);
  guild.channelIds.add(channel.id);
  world.emit({ type: 'channelCreated', channel });
}

/** Sets what a role or member may and may not do in a channel, in place of what was set before. */
export function setOverwrite(world: World, channel: TextChannel | Forum, overwrite: Overwrite): void {
  channel.overwrites = [...channel.overwrites.filter((one) => one.id !== overwrite.id), overwrite];
  world.emit({ type: 'channelUpdated', channel });
}
