import { ChannelFlags, GatewayDispatchEvents } from 'discord.js';
import type {
  APIChannel,
  APIGuildForumTag,
  APIRole,
  APIThreadChannel,
  GatewayDispatchPayload,
  GatewayGuildCreateDispatchData,
} from 'discord.js';

export interface ForumView {
  readonly id: string;
  readonly serverId: string;
  readonly tags: readonly APIGuildForumTag[];
  /** Whether a post without a tag is refused. */
  readonly needsTag: boolean;
}

/**
 * What Discord has told, unasked, of servers, their forums and the posts in them. Kept here and not in discord.js' cache,
 * which forgets archived posts and drops what it doesn't know.
 */
export interface View {
  take(packet: GatewayDispatchPayload): void;
  /** Whether the bot is in a server, and the server is there. */
  hasServer(serverId: string): boolean;
  serverName(serverId: string): string | null;
  /** How far a server is boosted: 0 to 3. https://docs.discord.com/developers/resources/guild#guild-object-premium-tier */
  premiumTier(serverId: string): number;
  forum(forumId: string): ForumView | null;
  /** The role that Discord made for a bot in a server. */
  botRole(serverId: string, botId: string): string | null;
  /** The tags on a post, as far as they are known. */
  tagsOn(postId: string): readonly string[];
  /** The last message of each active post. */
  newestInPosts(): ReadonlyMap<string, string>;
  setForumTags(forumId: string, tags: readonly APIGuildForumTag[]): void;
}

/** Makes an empty view of the given forums. */
export function createView(forumIds: ReadonlySet<string>): View {
  const names = new Map<string, string>();
  const present = new Set<string>();
  const forums = new Map<string, ForumView>();
  const posts = new Map<string, { serverId: string; tags: readonly string[]; newest: string | null }>();

  const premiumTiers = new Map<string, number>();
  const botRoles = new Map<string, string>();

  const takeRole = (role: APIRole, serverId: string): void => {
    if (role.tags?.bot_id !== undefined) botRoles.set(`${serverId}/${role.tags.bot_id}`, role.id);
  };
  const takeChannel = (channel: APIChannel, serverId: string): void => {
    if (!forumIds.has(channel.id) || !('available_tags' in channel)) return;
    const needsTag = ((channel.flags ?? 0) & ChannelFlags.RequireTag) !== 0;
    forums.set(channel.id, { id: channel.id, serverId, tags: channel.available_tags, needsTag });
  };
  const takePost = (thread: APIThreadChannel, serverId: string): void => {
    if (!forumIds.has(thread.parent_id ?? '')) return;
    posts.set(thread.id, { serverId, tags: thread.applied_tags ?? [], newest: thread.last_message_id ?? null });
  };
  /** A new session tells of active posts only: in one that was archived meanwhile, anything may have been written. */
  const forgetNewest = (serverId: string): void => {
    for (const [id, post] of posts) if (post.serverId === serverId) posts.set(id, { ...post, newest: null });
  };
  /** Thrown out, or an outage: the posts stay known. */
  const forgetServer = (serverId: string): void => {
    present.delete(serverId);
    for (const [id, forum] of forums) if (forum.serverId === serverId) forums.delete(id);
  };
  const takeServer = (guild: GatewayGuildCreateDispatchData): void => {
    forgetServer(guild.id);
    present.add(guild.id);
    names.set(guild.id, guild.name);
    premiumTiers.set(guild.id, guild.premium_tier);
    for (const role of guild.roles) takeRole(role, guild.id);
    forgetNewest(guild.id);
    for (const channel of guild.channels) takeChannel(channel, guild.id);
    for (const thread of guild.threads) takePost(thread, guild.id);
  };
  const take = ({ t, d }: GatewayDispatchPayload): void => {
    switch (t) {
      case GatewayDispatchEvents.Ready: {
        const listed = new Set(d.guilds.map(({ id }) => id));
        for (const id of present) if (!listed.has(id)) forgetServer(id);
        return;
      }
      case GatewayDispatchEvents.GuildDelete:
        return forgetServer(d.id);
      case GatewayDispatchEvents.GuildCreate:
        return takeServer(d);
      case GatewayDispatchEvents.GuildUpdate:
        premiumTiers.set(d.id, d.premium_tier);
        return void names.set(d.id, d.name);
      case GatewayDispatchEvents.GuildRoleCreate:
        return takeRole(d.role, d.guild_id);
      case GatewayDispatchEvents.ChannelCreate:
      case GatewayDispatchEvents.ChannelUpdate:
        return takeChannel(d, d.guild_id);
      case GatewayDispatchEvents.ChannelDelete:
        return void forums.delete(d.id);
      case GatewayDispatchEvents.ThreadCreate:
      case GatewayDispatchEvents.ThreadUpdate:
        return takePost(d, d.guild_id ?? '');
      case GatewayDispatchEvents.ThreadDelete:
        return void posts.delete(d.id);
      default:
        return undefined;
    }
  };

  return {
    take,
    hasServer: (serverId) => present.has(serverId),
    serverName: (serverId) => names.get(serverId) ?? null,
    premiumTier: (serverId) => premiumTiers.get(serverId) ?? 0,
    forum: (forumId) => forums.get(forumId) ?? null,
    botRole: (serverId, botId) => botRoles.get(`${serverId}/${botId}`) ?? null,
    tagsOn: (postId) => posts.get(postId)?.tags ?? [],
    newestInPosts: () =>
      new Map([...posts].flatMap(([id, { newest }]) => (newest === null ? [] : [[id, newest] as const]))),
    setForumTags: (forumId, tags) => {
      const forum = forums.get(forumId);
      if (forum !== undefined) forums.set(forumId, { ...forum, tags });
    },
  };
}
