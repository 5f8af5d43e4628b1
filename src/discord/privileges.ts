import { ApplicationFlags, GatewayIntentBits, Routes } from 'discord.js';
import type { APIApplication, REST } from 'discord.js';
import { send } from './send.ts';

/** What Discord lets an application hear of beyond what every bot does. Asking for more ends the session. */
export interface Privileges {
  /** Whether the bot may read what is written in servers without mentioning it. */
  readonly messageContent: boolean;
  /** Whether it hears who joins and leaves a server. */
  readonly members: boolean;
}

/**
 * Asks which privileged intents are switched on for the application; small applications have flags of their own for them.
 * Throws what discord.js throws. https://docs.discord.com/developers/resources/application#application-object-application-flags
 */
export async function askPrivileges(rest: Pick<REST, 'request'>): Promise<Privileges> {
  const path = Routes.currentApplication();
  return privilegesIn(await send<APIApplication>(rest, { method: 'GET', path, body: null }));
}

/** Which of them an application has. */
export function privilegesIn({ flags }: Pick<APIApplication, 'flags'>): Privileges {
  const hasAny = (wanted: ApplicationFlags): boolean => (flags & wanted) !== 0;
  return {
    messageContent: hasAny(ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited),
    members: hasAny(ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited),
  };
}

/** The intents to ask for. */
export function intentsFor({ messageContent, members }: Privileges): readonly GatewayIntentBits[] {
  return [
    ...(messageContent ? [GatewayIntentBits.MessageContent] : []),
    ...(members ? [GatewayIntentBits.GuildMembers] : []),
  ];
}
