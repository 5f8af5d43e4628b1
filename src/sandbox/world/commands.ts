import type { Command } from './interaction-nouns.ts';
import type { World } from './world.ts';

/** A command as a bot defines it, checked in form. */
export type CommandDefinition = Omit<Command, 'id' | 'applicationId' | 'guildId' | 'version'>;

/** Commands of an application: those of one server, or with null the global ones. */
export function commandsOf(world: World, applicationId: string, guildId: string | null): Command[] {
  return (world.commands.get(applicationId) ?? []).filter((one) => one.guildId === guildId);
}

/**
 * Puts a list in place of all commands of a server, or of the global ones; a name that stays keeps its ID:
 * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-global-application-commands
 */
export function replaceCommands(
  world: World,
  applicationId: string,
  guildId: string | null,
  definitions: readonly CommandDefinition[],
): Command[] {
  const all = world.commands.get(applicationId) ?? [];
  const others = all.filter((one) => one.guildId !== guildId);
  const before = all.filter((one) => one.guildId === guildId);
  const after = definitions.map((definition): Command => {
    const kept = before.find((one) => one.name === definition.name && one.type === definition.type);
    const version = world.ids.next();
    return { ...definition, id: kept?.id ?? version, applicationId, guildId, version };
  });
  world.commands.set(applicationId, [...others, ...after]);
  world.emit({ type: 'commandsChanged', applicationId });
  return after;
}
