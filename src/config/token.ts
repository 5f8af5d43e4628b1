import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Environment } from './environment.ts';

export interface TokenSources {
  token: string | null;
  tokenFile: string | null;
  configPath: string;
  env: Environment;
}

export type FoundToken =
  | { ok: true; token: string | null; source: 'token' | 'token_file' | 'environment' | null; file: string | null }
  | { ok: false; key: 'token' | 'token_file'; text: string };

/** Takes the bot token from `discord.token`, else the file `discord.token_file`, else `$DISCORD_TOKEN`. */
export function findToken({ token, tokenFile, configPath, env }: TokenSources): FoundToken {
  if (token !== null && tokenFile !== null) {
    return { ok: false, key: 'token_file', text: 'is given besides discord.token, but only one of the two is allowed' };
  }
  if (token !== null) return checkShape(token, 'token', 'discord.token');
  if (tokenFile !== null) return readTokenFile(resolve(dirname(configPath), tokenFile));
  const fromEnvironment = env['DISCORD_TOKEN']?.trim();
  if (!fromEnvironment) return { ok: true, token: null, source: null, file: null };
  return checkShape(fromEnvironment, 'environment', 'the environment variable DISCORD_TOKEN');
}

function readTokenFile(file: string): FoundToken {
  const fail = (why: string): FoundToken => ({
    ok: false,
    key: 'token_file',
    text: `the file ${file} ${why}; it must be a readable file that holds the bot token and nothing else`,
  });
  try {
    if (!statSync(file).isFile()) return fail('is no ordinary file');
    const token = readFileSync(file, 'utf8').trim();
    if (token === '') return fail('is empty');
    const checked = checkShape(token, 'token_file', `the file ${file}`);
    return checked.ok ? { ...checked, file } : checked;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return fail(code === 'ENOENT' ? "doesn't exist" : `can't be read (${String(code)})`);
  }
}

// Only what is surely wrong is refused here: Discord itself tells the rest, and a simulated Discord has its own tokens.
function checkShape(token: string, source: 'token' | 'token_file' | 'environment', where: string): FoundToken {
  const found = describeMistake(token);
  if (found === null) return { ok: true, token, source, file: null };
  const text = `${where} holds ${found}; allowed is the bare token: Developer Portal → your application → Bot → Reset Token`;
  return { ok: false, key: source === 'token_file' ? 'token_file' : 'token', text };
}

function describeMistake(token: string): string | null {
  if (token.trim() === '') return 'an empty token';
  if (/^Bot\s/i.test(token)) return 'a token with “Bot ” before it';
  if (/^["']|["']$/.test(token)) return 'a token in quotes';
  return /[\s\p{Cc}]/u.test(token) ? 'a token with white space in it' : null;
}
