import { CDNRoutes, ImageFormat, RouteBases } from 'discord.js';
import type { APIGuildMember, APIUser } from 'discord.js';
import type { Member, Person, ServerId, UserId } from '../ticket/ticket.ts';

/** An account, as others read it; `nick`: its name in a server. */
export function toPerson(user: APIUser, nick?: string | null): Person {
  return {
    id: user.id as UserId,
    name: nick ?? user.global_name ?? user.username,
    username: user.username,
    avatarUrl:
      user.avatar === null ? null : `${RouteBases.cdn}${CDNRoutes.userAvatar(user.id, user.avatar, ImageFormat.PNG)}`,
  };
}

/** A member of a server. */
export function toMember(serverId: ServerId, member: APIGuildMember): Member {
  return {
    serverId,
    userId: member.user.id as UserId,
    name: member.nick ?? member.user.global_name ?? member.user.username,
    joinedAt: member.joined_at === null ? null : Date.parse(member.joined_at),
    roleIds: member.roles,
  };
}
