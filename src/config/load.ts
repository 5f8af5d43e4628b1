import { OperatorError } from '../lib/errors.ts';
import { createScrubber } from '../lib/scrub.ts';
import { checkAgainstSchema } from './check.ts';
import type { Environment } from './environment.ts';
import { readConfigFile } from './file.ts';
import type { ConfigFile } from './file.ts';
import { parseFile } from './parse.ts';
import type { ParsedFile, Place } from './parse.ts';
import { formatProblems } from './problems.ts';
import type { Problem } from './problems.ts';
import { findContradictions, resolveConfig } from './resolve.ts';
import type { Config } from './schema.ts';
import { findToken } from './token.ts';
import { tokenKeys, tokenProblems, tokenWarnings } from './token-problems.ts';

export interface LoadOptions {
  /** What `--config` says. */
  path?: string | undefined;
  env: Environment;
  cwd: string;
  /** Whether a missing token is a mistake. Offline commands need none. */
  needToken: boolean;
}

export interface LoadedConfig {
  config: Config;
  /** The file that was read, absolute. */
  path: string;
  /** Sentences for the operator: nothing that keeps the bot from running. */
  warnings: string[];
  /** What stands in the file, by JSON pointer. */
  places: ReadonlyMap<string, Place>;
}

export type ConfigWithToken = Config & { discord: { token: string } };

export function loadConfig(options: LoadOptions & { needToken: true }): LoadedConfig & { config: ConfigWithToken };
export function loadConfig(options: LoadOptions): LoadedConfig;
/** Reads, checks and completes the configuration, or throws the OperatorError that lists everything wrong with it. */
export function loadConfig({ path, env, cwd, needToken }: LoadOptions): LoadedConfig {
  const file = readConfigFile(path, env, cwd);
  const parsed = parseFile(file.text, env);
  if (parsed.broken) throw invalid(file, parsed, parsed.problems, env);
  const checked = checkAgainstSchema(parsed.value, parsed.places);
  const token = findToken({ ...tokenKeys(parsed.value), configPath: file.path, env });
  const problems = [
    ...(checked.ok ? [] : checked.problems),
    ...findContradictions(parsed.value, parsed.places),
    ...tokenProblems(token, needToken, parsed.places),
  ];
  // A reference to an unset variable also breaks the rules for the value; only the first of the two helps.
  const explained = new Set(parsed.problems.map(({ pointer }) => pointer).filter((pointer) => pointer !== ''));
  const all = [...parsed.problems, ...problems.filter(({ pointer }) => !explained.has(pointer))];
  if (!checked.ok || !token.ok || all.length > 0) throw invalid(file, parsed, all, env);
  return {
    config: resolveConfig(checked.config, file.path, token.token),
    path: file.path,
    warnings: tokenWarnings(token, file.path, parsed.places),
    places: parsed.places,
  };
}

function invalid(
  file: ConfigFile,
  { lines }: ParsedFile,
  problems: readonly Problem[],
  env: Environment,
): OperatorError {
  const list = formatProblems(file.shownAs, problems, lines);
  const count = list.length === 1 ? 'There is a mistake' : `There are ${list.length} mistakes`;
  const scrub = createScrubber([env['DISCORD_TOKEN'] ?? '', ...tokensIn(file.text)]);
  return new OperatorError('config.invalid', scrub(`${count} in the configuration:\n${list.join('\n')}`), {
    hint: 'Every key is explained in config.example.yaml; `supportmail config schema` prints the rules.',
    exitCode: 2,
  });
}

// Taken from the raw text, since a file with mistakes may have its token anywhere.
function tokensIn(text: string): string[] {
  const values = [...text.matchAll(/\btoken["']?\s*:[ \t]*["']?([^\s"']+)/g)].map(([, value = '']) => value);
  return values.filter((value) => value.length >= 8 && !value.startsWith('${'));
}
