import type { Command } from 'commander';
import { loadConfig } from '../config/load.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { ServerConfig } from '../config/schema.ts';
import { OperatorError } from '../lib/errors.ts';
import { openExisting } from '../storage/database.ts';
import type { Database } from '../storage/database.ts';
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

/** What a command works with that is about the whole database, and no server. */
export interface Records extends Pick<Ground, 'store' | 'loaded' | 'now'> {
  readonly database: Database;
  /** The database's file. */
  readonly path: string;
}

/** Runs something on the configured database, whatever server it is about; a promise is waited for. */
export function onRecords<Value>(
  command: Command,
  { env, cwd }: Pick<CliIo, 'env' | 'cwd'>,
  run: (records: Records) => Value,
): Value {
  const { config: path } = command.optsWithGlobals<GlobalOptions>();
  const loaded = loadConfig({ path, env, cwd, needToken: false });
  const { database: file } = loaded.config;
  return onFile(file, (database) =>
    run({ database, store: createStore(database), loaded, path: file, now: Date.now() }),
  );
}

/** Runs something on a database that a bot has made. */
export function onStore<Value>(path: string, run: (store: Ground['store']) => Value): Value {
  return onFile(path, (database) => run(createStore(database)));
}

function onFile<Value>(path: string, run: (database: Database) => Value): Value {
  const database = openExisting(path);
  const failed = (error: unknown): never => {
    database.close();
    throw storageProblem(error) ?? error;
  };
  let value: Value;
  try {
    value = run(database);
  } catch (error) {
    return failed(error);
  }
  if (!(value instanceof Promise)) {
    database.close();
    return value;
  }
  return value.then((result: unknown) => {
    database.close();
    return result;
  }, failed) as Value;
}

/** The server that `--server` names, which may be left out where there is one. @throws OperatorError `cli.server` */
export function serverIn(servers: readonly ServerConfig[], id: string | undefined): ServerConfig {
  const ids = servers.map((server) => server.id).join(', ');
  const found = id === undefined && servers.length === 1 ? servers[0] : servers.find((server) => server.id === id);
  if (found !== undefined) return found;
  const what = id === undefined ? 'Which server is meant?' : `There is no server ${id} in the configuration.`;
  throw new OperatorError('cli.server', what, { hint: `Name one of these with --server: ${ids}.`, exitCode: 2 });
}
