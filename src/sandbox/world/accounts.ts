import { randomBytes } from 'node:crypto';
import type { Application, User } from './nouns.ts';
import type { World } from './world.ts';

/** `GATEWAY_MESSAGE_CONTENT_LIMITED`: the privileged intent is on, for an application below 10,000 users. */
export const messageContentFlag = 1 << 19;

/** `GATEWAY_GUILD_MEMBERS_LIMITED`. */
export const guildMembersFlag = 1 << 15;

/** Makes an account. */
export function createUser(
  world: World,
  user: { username: string; displayName?: string; createdAt?: number; avatar?: string; bot?: boolean },
): User {
  const id = user.createdAt === undefined ? world.ids.next() : world.ids.at(user.createdAt);
  const created: User = {
    id,
    username: user.username,
    displayName: user.displayName ?? null,
    avatar: user.avatar ?? null,
    bot: user.bot ?? false,
    locale: 'en-US',
    dmsOpen: true,
  };
  world.users.set(id, created);
  return created;
}

/** Makes an application and its bot account, which have the same ID as every newer application has. */
export function registerApplication(
  world: World,
  options: { name: string; messageContentIntent?: boolean },
): Application {
  const bot = createUser(world, { username: options.name, bot: true });
  const application: Application = {
    id: bot.id,
    name: options.name,
    botId: bot.id,
    token: newToken(bot.id),
    flags: (options.messageContentIntent ?? true) ? messageContentFlag : 0,
  };
  world.applications.set(application.id, application);
  return application;
}

/** Gives the bot another token; the one before is worth nothing any more. */
export function resetToken(application: Application): void {
  application.token = newToken(application.botId);
}

// Three parts like Discord's, so that whatever looks for tokens in logs finds these too.
function newToken(botId: string): string {
  const first = Buffer.from(botId).toString('base64url');
  return `${first}.${randomBytes(4).toString('base64url')}.${randomBytes(28).toString('base64url')}`;
}
