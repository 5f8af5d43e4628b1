import { createHash } from 'node:crypto';
import { InteractionContextType, Routes } from 'discord.js';
import type { REST } from 'discord.js';
import type { Language } from '../texts/texts.ts';
import { commands } from './commands/index.ts';
import { send } from './outbound.ts';
import type { ServerSettings } from './settings.ts';

/** Remembers what was registered last. */
export interface RegistrationMemory {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

export interface RegistrationParts {
  readonly rest: Pick<REST, 'request'>;
  readonly memory: RegistrationMemory;
  readonly applicationId: string;
}

/**
 * Registers the commands of a server, unless nothing changed since the last time: Discord allows 200 new ones a day.
 * https://docs.discord.com/developers/interactions/application-commands#bulk-overwrite-guild-application-commands
 */
export async function registerCommands(
  { rest, memory, applicationId }: RegistrationParts,
  server: ServerSettings,
  guildId: string,
): Promise<void> {
  const definitions = definitionsFor(server);
  const fingerprint = createHash('sha256').update(JSON.stringify(definitions)).digest('hex');
  const name = `commands/${applicationId}/${guildId}`;
  if (memory.get(name) === fingerprint) return;
  await send(rest, {
    method: 'PUT',
    path: Routes.applicationGuildCommands(applicationId, guildId),
    body: definitions,
  });
  memory.set(name, fingerprint);
}

function definitionsFor({ language, staff }: ServerSettings): readonly Record<string, unknown>[] {
  return commands.map((command) => ({
    type: 1,
    name: command.name,
    ...command.describe(language as Language),
    contexts: [InteractionContextType.Guild],
    default_member_permissions:
      command.forStaff && staff.shownToPermission !== null ? String(staff.shownToPermission) : null,
  }));
}
