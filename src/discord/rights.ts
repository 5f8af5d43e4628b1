import { GatewayDispatchEvents, OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { APIChannel, APIOverwrite, GatewayDispatchPayload, GatewayGuildCreateDispatchData } from 'discord.js';

/** What the bot may do in its forums, as far as Discord has told, unasked, of roles and of the forums themselves. */
export interface Rights {
  take(packet: GatewayDispatchPayload): void;
  /** The bot's permissions in a forum, and so in its posts; `null`: not known. https://docs.discord.com/developers/topics/permissions */
  inForum(forumId: string): bigint | null;
}

interface ServerRoles {
  readonly permissions: Map<string, bigint>;
  /** The bot's own, without the one that all have. */
  own: readonly string[] | null;
}

/** Follows the bot's permissions in the given forums. */
export function createRights(forumIds: ReadonlySet<string>): Rights {
  let botId = '';
  const servers = new Map<string, ServerRoles>();
  const forums = new Map<string, { readonly serverId: string; readonly overwrites: readonly APIOverwrite[] }>();

  const takeChannel = (channel: APIChannel, serverId: string): void => {
    if (forumIds.has(channel.id) && 'permission_overwrites' in channel) {
      forums.set(channel.id, { serverId, overwrites: channel.permission_overwrites ?? [] });
    }
  };
  const takeServer = ({ id, roles, members, channels }: GatewayGuildCreateDispatchData): void => {
    const permissions = new Map(roles.map((role) => [role.id, BigInt(role.permissions)]));
    servers.set(id, { permissions, own: members.find(({ user }) => user.id === botId)?.roles ?? null });
    for (const channel of channels) takeChannel(channel, id);
  };
  const take = ({ t, d }: GatewayDispatchPayload): void => {
    switch (t) {
      case GatewayDispatchEvents.Ready:
        botId = d.user.id;
        return;
      case GatewayDispatchEvents.GuildCreate:
        return takeServer(d);
      case GatewayDispatchEvents.GuildRoleCreate:
      case GatewayDispatchEvents.GuildRoleUpdate:
        return void servers.get(d.guild_id)?.permissions.set(d.role.id, BigInt(d.role.permissions));
      case GatewayDispatchEvents.GuildRoleDelete:
        return void servers.get(d.guild_id)?.permissions.delete(d.role_id);
      case GatewayDispatchEvents.GuildMemberUpdate: {
        const server = servers.get(d.guild_id);
        if (server !== undefined && d.user.id === botId) server.own = d.roles;
        return;
      }
      case GatewayDispatchEvents.ChannelCreate:
      case GatewayDispatchEvents.ChannelUpdate:
        return takeChannel(d, d.guild_id);
      default:
        return;
    }
  };
  return {
    take,
    inForum: (forumId) => {
      const forum = forums.get(forumId);
      const server = servers.get(forum?.serverId ?? '');
      if (forum === undefined || server === undefined || server.own === null) return null;
      const { serverId, overwrites } = forum;
      return permissionsIn(server.permissions, overwrites, { serverId, roles: new Set(server.own), userId: botId });
    },
  };
}

/** A member, or only their roles. */
export interface Holder {
  readonly serverId: string;
  readonly roles: ReadonlySet<string>;
  readonly userId: string | null;
}

/** What somebody may do in a channel; without overwrites: in the server. `permissions`: those of the roles, by ID. */
export function permissionsIn(
  permissions: ReadonlyMap<string, bigint>,
  overwrites: readonly APIOverwrite[],
  holder: Holder,
): bigint {
  const own = [holder.serverId, ...holder.roles];
  const base = own.reduce((sum, id) => sum | (permissions.get(id) ?? 0n), 0n);
  return (base & PermissionFlagsBits.Administrator) === 0n ? overwritten(base, overwrites, holder) : ~0n;
}

/** First what holds for everyone, then for all of a member's roles together, then for the member. */
function overwritten(base: bigint, overwrites: readonly APIOverwrite[], { serverId, roles, userId }: Holder): bigint {
  const layers = [
    overwrites.filter(({ id }) => id === serverId),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && roles.has(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === userId),
  ];
  return layers.reduce((before, layer) => {
    const denied = layer.reduce((sum, { deny }) => sum | BigInt(deny), 0n);
    const allowed = layer.reduce((sum, { allow }) => sum | BigInt(allow), 0n);
    return (before & ~denied) | allowed;
  }, base);
}
