import { statSync } from 'node:fs';
import type { Place } from './parse.ts';
import type { Problem } from './problems.ts';
import type { FoundToken } from './token.ts';

type Places = ReadonlyMap<string, Place>;

/** Picks the two keys that lead to a token out of a configuration that may be invalid otherwise. */
export function tokenKeys(value: unknown): { token: string | null; tokenFile: string | null } {
  const { discord } = (typeof value === 'object' && value !== null ? value : {}) as { discord?: unknown };
  const keys = (typeof discord === 'object' && discord !== null ? discord : {}) as Record<string, unknown>;
  const { token, token_file: tokenFile } = keys;
  return {
    token: typeof token === 'string' ? token : null,
    tokenFile: typeof tokenFile === 'string' && tokenFile !== '' ? tokenFile : null,
  };
}

/** Says what is wrong with the token, or that there is none. */
export function tokenProblems(found: FoundToken, needToken: boolean, places: Places): Problem[] {
  if (!found.ok) return [tokenProblem(found.key, found.text, places)];
  if (found.token !== null || !needToken) return [];
  const text = 'is missing; give the bot token here, in a file named by discord.token_file, or in $DISCORD_TOKEN';
  return [tokenProblem('token', text, places)];
}

function tokenProblem(key: string, text: string, places: Places): Problem {
  const place = places.get(`/discord/${key}`) ?? places.get('/discord') ?? places.get('');
  return { pointer: `/discord/${key}`, offset: place?.offset ?? 0, text };
}

/** Warns when the file that holds the token can be read by other people with an account on the machine. */
export function tokenWarnings(found: FoundToken, configPath: string, places: Places): string[] {
  if (!found.ok) return [];
  const inConfig = found.source === 'token' && places.get('/discord/token')?.fromEnvironment !== true;
  const holder = inConfig ? configPath : found.file;
  if (holder === null || !isReadableByOthers(holder)) return [];
  return [
    `${holder} holds the bot token and can be read by others on this machine. Change that with: chmod 600 ${holder}`,
  ];
}

const GROUP_AND_OTHERS_READ = 0o044;

// Windows keeps such rights elsewhere; the mode tells nothing there.
function isReadableByOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & GROUP_AND_OTHERS_READ) !== 0;
}
