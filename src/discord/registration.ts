import { createHash } from 'node:crypto';
import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType, Routes } from 'discord.js';
import type { REST } from 'discord.js';
import type { Language } from '../texts/texts.ts';
import { commands, personalCommands } from './commands/index.ts';
import type { Command } from './commands/command.ts';
import { inEveryLanguage, localized } from './localizing.ts';
import { send } from './send.ts';
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
  await register(
    { rest, memory },
    {
      name: memoryName(applicationId, guildId),
      path: Routes.applicationGuildCommands(applicationId, guildId),
      definitions: definitionsFor(server),
    },
  );
}

/** Registers the commands that people use for themselves, in every server and in their DM, unless nothing changed. */
export async function registerPersonalCommands(
  { rest, memory, applicationId }: RegistrationParts,
  language: Language,
): Promise<void> {
  await register(
    { rest, memory },
    {
      name: `commands/${applicationId}`,
      path: Routes.applicationCommands(applicationId),
      definitions: personalCommands.map(({ name, describe }) => ({
        type: ApplicationCommandType.ChatInput,
        name,
        ...localized(describe, language),
        contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
        integration_types: [ApplicationIntegrationType.GuildInstall],
      })),
    },
  );
}

interface Registration {
  /** Under which it is remembered. */
  readonly name: string;
  readonly path: `/${string}`;
  readonly definitions: readonly Record<string, unknown>[];
}

async function register(
  { rest, memory }: Pick<RegistrationParts, 'rest' | 'memory'>,
  { name, path, definitions }: Registration,
): Promise<void> {
  const fingerprint = createHash('sha256').update(JSON.stringify(definitions)).digest('hex');
  if (memory.get(name) === fingerprint) return;
  await send(rest, { method: 'PUT', path, body: definitions });
  memory.set(name, fingerprint);
}

/** Whoever throws the bot out throws its commands out, too. */
export function forgetCommands(memory: RegistrationMemory, applicationId: string, guildId: string): void {
  memory.set(memoryName(applicationId, guildId), '');
}

function memoryName(applicationId: string, guildId: string): string {
  return `commands/${applicationId}/${guildId}`;
}

function definitionsFor(server: ServerSettings): readonly Record<string, unknown>[] {
  return commands.map((command) => ({ ...offer(command, server.language as Language), ...offeredTo(command, server) }));
}

function offer(command: Command, language: Language): Record<string, unknown> {
  const { name } = command;
  if (command.kind !== 'slash') {
    const type = command.kind === 'message' ? ApplicationCommandType.Message : ApplicationCommandType.User;
    return { type, name, name_localizations: inEveryLanguage(command.shownAs) };
  }
  return { type: ApplicationCommandType.ChatInput, name, ...localized(command.describe, language) };
}

function offeredTo({ audience }: Command, server: ServerSettings): Record<string, unknown> {
  const permission = audience === 'everyone' ? null : server[audience].shownToPermission;
  return {
    contexts: [InteractionContextType.Guild],
    default_member_permissions: permission === null ? null : String(permission),
  };
}
