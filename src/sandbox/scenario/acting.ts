import { ApiError } from '../api-error.ts';
import { permissions, permissionsIn } from '../permissions.ts';
import { findDm, openDm } from '../world/dms.ts';
import { shareGuild } from '../world/find.ts';
import type { Channel, DmChannel, User } from '../world/nouns.ts';
import type { World } from '../world/world.ts';

/** Performs what a person's client does; where Discord refuses, a plain Error says who could not do what. */
export function acting<Result>(user: User, deed: string, perform: () => Result): Result {
  try {
    return perform();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new Error(`${user.username} can't ${deed}: ${error.message} (${error.code})`, { cause: error });
  }
}

// A person's DMs go to the first bot that they share a server with.
function botFor(world: World, user: User): User {
  for (const { botId } of world.applications.values()) {
    const bot = world.users.get(botId);
    if (bot !== undefined && shareGuild(world, user.id, botId)) return bot;
  }
  throw new Error(`${user.username} shares no server with a bot, so there is none to write to`);
}

/** The DM with the bot, opened if need be. */
export function dmWithBot(world: World, user: User): DmChannel {
  return openDm(world, botFor(world, user).id, user.id);
}

/** The DM with the bot if there is one: it stays readable without a common server. */
export function existingDm(world: World, user: User): DmChannel | null {
  for (const { botId } of world.applications.values()) {
    const found = findDm(world, botId, user.id);
    if (found !== null) return found;
  }
  return null;
}

/** Whether a person sees a channel at all. */
export function sees(world: World, user: User, channel: Channel): boolean {
  return (permissionsIn(world, user.id, channel) & permissions.viewChannel) !== 0n;
}
