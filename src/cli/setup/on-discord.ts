import type { Command } from 'commander';
import type { createOperator } from '../../app.ts';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import type { GlobalOptions } from '../command.ts';
import { onKnownTags } from '../known-tags.ts';
import type { CliIo } from '../output.ts';

type Operator = ReturnType<typeof createOperator>;

/** What a command works with that asks Discord, and runs no bot. */
export interface OnDiscord {
  readonly config: Config;
  readonly operator: Operator;
  readonly known: Parameters<Operator['listTags']>[2];
}

/** Runs something with the configured bot's token. */
export async function onDiscord<Value>(
  command: Command,
  { env, cwd }: CliIo,
  run: (ground: OnDiscord) => Promise<Value>,
): Promise<Value> {
  const { config: path } = command.optsWithGlobals<GlobalOptions>();
  const { config } = loadConfig({ path, env, cwd, needToken: true });
  const { createOperator } = await import('../../app.ts');
  const operator = createOperator({ token: config.discord.token, apiUrl: config.discord.api_url });
  return onKnownTags(config.database, (known) => run({ config, operator, known }));
}
