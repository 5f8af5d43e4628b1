import { inviteLink, setupPermissions } from '../own-permissions.ts';
import { allowMessageContent, askApplication, askServers } from './application.ts';
import type { OwnApplication, OwnServer } from './application.ts';
import { discordProblem } from './connection.ts';
import type { Connection } from './connection.ts';
import { createForum } from './overwrites.ts';
import type { NewForum } from './overwrites.ts';
import { forumsIn, lookAt } from './place.ts';

/** What of a server there is to choose from. */
export interface ServerChoices extends OwnServer {
  /** Whether Community is switched on, without which Discord may offer no forums. */
  readonly isCommunity: boolean;
  readonly forums: readonly OwnServer[];
  /** Without those of bots, and without @everyone. */
  readonly roles: readonly OwnServer[];
}

/**
 * What somebody who sets up a bot needs of Discord: no session, and no configuration yet. Everything that Discord refuses is thrown as
 * OperatorError (`discord.token`, `discord.unreachable`, `discord.busy`, `discord.refused`).
 */
export interface Operator {
  application(): Promise<OwnApplication>;
  /** Switches the Message Content Intent on. */
  allowMessageContent(): Promise<void>;
  /** By which the bot gets into a server, with what `supportmail setup` needs where wanted. */
  inviteLink(applicationId: string, options?: { readonly forSetup: boolean }): string;
  servers(): Promise<readonly OwnServer[]>;
  /** `null`: the bot isn't in that server. */
  server(id: string): Promise<ServerChoices | null>;
  /** Makes a private forum; gives its ID. @throws OperatorError `setup.permissions`, too */
  createForum(serverId: string, forum: NewForum): Promise<string>;
}

/** An operator who has a token. */
export function operatorWith(connection: Connection): Operator {
  return {
    application: () => asking(askApplication(connection)),
    allowMessageContent: () => asking(allowMessageContent(connection)),
    inviteLink: (applicationId, options) =>
      inviteLink(applicationId, options?.forSetup === true ? setupPermissions : undefined),
    servers: () => asking(askServers(connection)),
    server: async (id) => {
      const { botId } = await asking(askApplication(connection));
      const place = await asking(lookAt(connection, id, botId));
      if (place === null) return null;
      const named = ({ id: ownId, name }: OwnServer): OwnServer => ({ id: ownId, name });
      const roles = place.roles.filter((role) => role.id !== id && !role.managed);
      const { name, isCommunity } = place;
      return { id, name, isCommunity, forums: forumsIn(place).map(named), roles: roles.map(named) };
    },
    createForum: async (serverId, forum) => {
      const { botId } = await asking(askApplication(connection));
      return asking(createForum(connection, { serverId, botId }, forum));
    },
  };
}

/** @throws OperatorError */
export async function asking<Value>(question: Promise<Value>): Promise<Value> {
  try {
    return await question;
  } catch (error) {
    throw discordProblem(error);
  }
}
