import type { Config, ServerConfig } from '../config/schema.ts';
import { createKeeper, FetchingFailed } from '../discord/files/keeping.ts';
import type { Keeper } from '../discord/files/keeping.ts';
import { connectRest, failureProblem } from '../discord/operator/connection.ts';
import type { ExaminedServer, KnownTags } from '../discord/operator/examined-server.ts';
import { eraseMessage, erasePost } from '../discord/operator/erasing.ts';
import type { ErasablePost, Erased } from '../discord/operator/erasing.ts';
import { examine } from '../discord/operator/examining.ts';
import { asking, operatorWith } from '../discord/operator/operator.ts';
import type { Operator } from '../discord/operator/operator.ts';
import { listTags, setUp, setUpTags } from '../discord/operator/setting-up.ts';
import type { SetUp } from '../discord/operator/setting-up.ts';
import type { TagsInForum } from '../discord/forum-tags.ts';
import type { Finding } from '../lib/finding.ts';
import { settingsFor } from './settings.ts';

/** What commands need of Discord that run no bot. */
export interface WiredOperator extends Operator {
  /** Looks at everything that the configured bot needs of Discord. */
  examine(config: Config, known?: KnownTags): Promise<readonly Finding[]>;
  /** Makes or repairs the forum of a configured server. @throws OperatorError */
  setUp(config: Config, server: ServerConfig, way: Way): Promise<SetUp>;
  /** Makes the tags that its forum lacks; gives their names. @throws OperatorError */
  setUpTags(config: Config, server: ServerConfig, way: Way): Promise<readonly string[]>;
  /** Deletes a message of the bot's. @throws OperatorError what can be tried again later */
  eraseMessage(channelId: string, messageId: string): Promise<Erased>;
  /** Leaves of a closed ticket's post its number, and what others wrote. @throws OperatorError what can be tried again later */
  erasePost(config: Config, post: Omit<ErasablePost, 'language'> & { readonly serverId: string }): Promise<Erased>;
  /** Fetches files to keep them, until the signal says otherwise. @throws OperatorError what can be tried again later */
  keeper(signal: AbortSignal): Keeper;
  /** @throws OperatorError */
  listTags(config: Config, server: ServerConfig, known?: KnownTags): Promise<TagsInForum>;
}

interface Way {
  readonly isDry: boolean;
  readonly known?: KnownTags | undefined;
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
    setUp: (config, server, { isDry, known = byName() }) =>
      asking(setUp({ connection, isDry, known }, examined(config, server))),
    setUpTags: (config, server, { isDry, known = byName() }) =>
      asking(setUpTags({ connection, isDry, known }, examined(config, server))),
    eraseMessage: (channelId, messageId) => asking(eraseMessage(connection, channelId, messageId)),
    erasePost: (config, post) => {
      const language = config.servers.find(({ id }) => id === post.serverId)?.language ?? config.language;
      return asking(erasePost(connection, { ...post, language }));
    },
    keeper: (signal) => telling(createKeeper({ rest: connection.rest, apiUrl: access.apiUrl, signal })),
    listTags: (config, server, known = byName()) => asking(listTags({ connection, known }, examined(config, server))),
  };
}

/** Says to the operator why Discord can't be asked. */
function telling(keeper: Keeper): Keeper {
  return {
    ...keeper,
    fetch: async (from, take) => {
      try {
        await keeper.fetch(from, take);
      } catch (error) {
        throw error instanceof FetchingFailed ? failureProblem(error.failure, error) : error;
      }
    },
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
