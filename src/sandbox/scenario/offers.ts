import { permissions, permissionsIn } from '../permissions.ts';
import { forumOf } from '../world/find.ts';
import type { Command } from '../world/interaction-nouns.ts';
import type { Channel, User } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { sees } from './acting.ts';

/** The commands of a type that a person's client offers in a channel; menus, too, where one may write (#6761). */
export function offeredCommands(world: World, user: User, channel: Channel, type: Command['type'] = 1): Command[] {
  const rights = permissionsIn(world, user.id, channel);
  return placesForCommands(world, user, channel) ? allOffered(world, channel, { type, rights }) : [];
}

// Not in archived threads (discord-api-docs #3475), nor in threads for those who may not write in the parent (#6916).
function placesForCommands(world: World, user: User, channel: Channel): boolean {
  if (channel.type === 1) return true;
  if (channel.type === 15 || !sees(world, user, channel)) return false;
  const rights = permissionsIn(world, user.id, channel);
  if ((rights & permissions.useApplicationCommands) === 0n) return false;
  if (channel.type === 0) return (rights & permissions.sendMessages) !== 0n;
  const inParent = permissionsIn(world, user.id, forumOf(world, channel));
  return !channel.archived && (inParent & permissions.sendMessages) !== 0n;
}

function allOffered(
  world: World,
  channel: Channel,
  { type, rights }: { type: Command['type']; rights: bigint },
): Command[] {
  const offered = new Map<string, Command>();
  for (const command of [...world.commands.values()].flat()) {
    if (command.type !== type || !fitsPlace(world, command, channel) || !isAllowed(command, channel, rights)) continue;
    // A server's own command hides a global one of the same name.
    if (command.guildId !== null || !offered.has(command.name)) offered.set(command.name, command);
  }
  return [...offered.values()];
}

// Server commands don't exist in DMs; contexts: 0 servers, 1 the bot's DM.
function fitsPlace(world: World, command: Command, channel: Channel): boolean {
  const context = channel.type === 1 ? 1 : 0;
  if (command.contexts !== null && !command.contexts.includes(context) && command.guildId === null) return false;
  if (channel.type === 1) return command.guildId === null && command.applicationId === channel.botId;
  if (world.guilds.get(channel.guildId)?.members.has(command.applicationId) !== true) return false;
  return command.guildId === null || command.guildId === channel.guildId;
}

// "0" means administrators only: interactions/application-commands#application-command-permissions
function isAllowed({ defaultMemberPermissions: needed }: Command, channel: Channel, rights: bigint): boolean {
  if (channel.type === 1 || needed === null) return true;
  if (needed === 0n) return (rights & permissions.administrator) !== 0n;
  return (rights & needed) === needed;
}
