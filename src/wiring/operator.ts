import type { Config, ServerConfig } from '../config/schema.ts';
import { connectRest } from '../discord/operator/connection.ts';
import type { ExaminedServer, KnownTags } from '../discord/operator/examined-server.ts';
import { examine } from '../discord/operator/examining.ts';
import { operatorWith } from '../discord/operator/operator.ts';
import type { Operator } from '../discord/operator/operator.ts';
import type { Finding } from '../lib/finding.ts';
import { settingsFor } from './settings.ts';

/** What commands need of Discord that run no bot. */
export interface WiredOperator extends Operator {
  /** Looks at everything that the configured bot needs of Discord. */
  examine(config: Config, known?: KnownTags): Promise<readonly Finding[]>;
}

/** Nothing is asked of Discord before it is needed. */
export function createOperator(access: { readonly token: string; readonly apiUrl: string }): WiredOperator {
  const connection = connectRest(access);
  return {
    ...operatorWith(connection),
    examine: (config, known = byName()) =>
      examine(
        connection,
        config.servers.map((server) => examined(config, server)),
        known,
      ),
  };
}

/** Where there is no database: tags are known by their names, and what they are is forgotten. */
function byName(): KnownTags {
  return { forumTags: () => new Map(), saveForumTag: () => {} };
}

function examined(config: Config, server: ServerConfig): ExaminedServer {
  const { tickets, categories, feedback, staff, managers } = server;
  const pings = [...tickets.ping, ...categories.flatMap(({ ping }) => ping ?? [])];
  return {
    ...settingsFor(config, server),
    staffRoles: [...new Set([...staff.roles, ...managers.roles])],
    pingedRoles: [...new Set(pings.flatMap((ping) => ('role' in ping ? [ping.role] : [])))],
    feedbackChannelId: feedback.channel,
  };
}
