import type { Command } from 'commander';
import { loadConfig } from '../config/load.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { ServerConfig } from '../config/schema.ts';
import { OperatorError } from '../lib/errors.ts';
import { openExisting } from '../storage/database.ts';
import { storageProblem } from '../storage/problems.ts';
import { createStore } from '../storage/store.ts';
import type { ServerId } from '../ticket/ticket.ts';
import type { GlobalOptions } from './command.ts';
import type { CliIo } from './output.ts';

/** What a command works with that uses the bot's database, whether or not the bot runs. */
export interface Ground {
  readonly store: ReturnType<typeof createStore>;
  readonly loaded: LoadedConfig;
  readonly server: ServerConfig;
  readonly serverId: ServerId;
  readonly now: number;
}

/** Runs something on the configured database, for the server that `--server` names. */
export function onDatabase(command: Command, { env, cwd }: CliIo, run: (ground: Ground) => void): void {
  const options = command.optsWithGlobals<GlobalOptions & { server?: string }>();
  const loaded = loadConfig({ path: options.config, env, cwd, needToken: false });
  const { config } = loaded;
  const server = serverIn(config.servers, options.server);
  onStore(config.database, (store) => run({ store, loaded, server, serverId: server.id as ServerId, now: Date.now() }));
}

/** Runs something on a database that a bot has made. */
export function onStore<Value>(path: string, run: (store: Ground['store']) => Value): Value {
  const database = openExisting(path);
  try {
    return run(createStore(database));
  } catch (error) {
    throw storageProblem(error) ?? error;
  } finally {
    database.close();
  }
}

function serverIn(servers: readonly ServerConfig[], id: string | undefined): ServerConfig {
  const ids = servers.map((server) => server.id).join(', ');
  const found = id === undefined && servers.length === 1 ? servers[0] : servers.find((server) => server.id === id);
  if (found !== undefined) return found;
  const what = id === undefined ? 'Which server is meant?' : `There is no server ${id} in the configuration.`;
  throw new OperatorError('cli.server', what, { hint: `Name one of these with --server: ${ids}.`, exitCode: 2 });
}
