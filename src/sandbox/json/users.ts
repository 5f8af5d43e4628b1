import { findMember, findUser } from '../world/find.ts';
import { toIso } from './time.ts';
import type { Application, Guild, Member, User } from '../world/nouns.ts';
import type { World } from '../world/world.ts';

// How Discord writes the world's nouns. Field lists follow Discord's OpenAPI description.

/** A user object. */
export function userJson(user: User) {
  return {
    id: user.id,
    username: user.username,
    discriminator: '0',
    global_name: user.displayName,
    avatar: user.avatar,
    public_flags: 0,
    flags: 0,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    ...(user.bot ? { bot: true } : {}),
  };
}

/** The user object of the one who asks. */
export function ownUserJson(user: User) {
  return { ...userJson(user), mfa_enabled: false, locale: user.locale, verified: true, email: null };
}

/** A member object without its user, as events about messages carry it. */
export function memberFieldsJson(member: Member) {
  return {
    nick: member.nick,
    roles: [...member.roleIds],
    joined_at: toIso(member.joinedAt),
    avatar: null,
    banner: null,
    premium_since: null,
    communication_disabled_until: null,
    pending: false,
    mute: false,
    deaf: false,
    flags: 0,
  };
}

/** A member object. */
export function memberJson(world: World, guild: Guild, userId: string) {
  return { ...memberFieldsJson(findMember(guild, userId)), user: userJson(findUser(world, userId)) };
}

/** The application object that only its own bot gets. */
export function applicationJson(world: World, application: Application) {
  const bot = findUser(world, application.botId);
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: '',
    type: null,
    verify_key: '0'.repeat(64),
    flags: application.flags,
    flags_new: String(application.flags),
    bot: userJson(bot),
    bot_public: true,
    bot_require_code_grant: false,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: userJson(bot),
    team: null,
    approximate_guild_count: [...world.guilds.values()].filter((guild) => guild.members.has(application.botId)).length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    tags: [],
  };
}
