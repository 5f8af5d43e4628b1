import { ApplicationFlags, Routes } from 'discord.js';
import type { APIApplication, APIUser, RESTAPIPartialCurrentUserGuild } from 'discord.js';
import { privilegesIn } from '../privileges.ts';
import type { Privileges } from '../privileges.ts';
import type { Connection } from './connection.ts';

/** The bot that a token belongs to. */
export interface OwnApplication extends Privileges {
  readonly applicationId: string;
  readonly botId: string;
  readonly name: string;
}

/** Asks who the bot is, and what it may hear. Throws what discord.js throws. */
export async function askApplication({ get }: Connection): Promise<OwnApplication> {
  const bot = await get<APIUser>(Routes.user());
  const application = await get<APIApplication>(Routes.currentApplication());
  return { applicationId: application.id, botId: bot.id, name: bot.username, ...privilegesIn(application) };
}

/**
 * Switches the Message Content Intent on, as in the Developer Portal; Discord lets an application of fewer than 10,000 users do that itself.
 * https://docs.discord.com/developers/resources/application#edit-current-application
 */
export async function allowMessageContent({ get, change }: Connection): Promise<void> {
  const { flags } = await get<APIApplication>(Routes.currentApplication());
  const wanted = (flags & limitedIntents) | ApplicationFlags.GatewayMessageContentLimited;
  await change('PATCH', Routes.currentApplication(), { flags: wanted });
}

/** Those flags that an application may set. */
const limitedIntents =
  ApplicationFlags.GatewayMessageContentLimited |
  ApplicationFlags.GatewayGuildMembersLimited |
  ApplicationFlags.GatewayPresenceLimited;

/** A server that the bot is in. */
export interface OwnServer {
  readonly id: string;
  readonly name: string;
}

/** Asks in which servers the bot is; of more than 200, for the first. */
export async function askServers({ get }: Connection): Promise<readonly OwnServer[]> {
  const servers = await get<RESTAPIPartialCurrentUserGuild[]>(Routes.userGuilds());
  return servers.map(({ id, name }) => ({ id, name }));
}
