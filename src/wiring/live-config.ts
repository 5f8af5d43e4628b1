import { isDeepStrictEqual } from 'node:util';
import type { ConfigWithToken, LoadedConfig } from '../config/load.ts';
import type { ServerSettings } from '../discord/settings.ts';
import { durationMs, durationOrNever, settingsFor } from './settings.ts';

/** The configuration, and what of it stands in the file. */
export type Loaded = Pick<LoadedConfig, 'places'> & { readonly config: ConfigWithToken };

/** The configuration in force. Nobody keeps anything of it: it may be another one the next moment. */
export interface LiveConfig {
  readonly loaded: Loaded;
  readonly config: ConfigWithToken;
  /** What the Discord side needs to know of each server; always the same list. */
  readonly settings: readonly ServerSettings[];
  /** How far back is looked for what was missed, in ms. */
  readonly reach: { readonly changesMs: number; readonly earlierUsersMs: number };
  /** So long after the closing what was written is removed; `null`: never. In ms. */
  retentionMs(this: void): number | null;
  /** Puts another one in force, as far as that goes without a start. */
  change(next: Loaded): Change;
}

/** What a new configuration means for a bot that runs. */
export interface Change {
  /** The keys that changed and take effect at the next start only. */
  readonly waits: readonly string[];
  /** It has other servers or forums: the connection to Discord has to be made anew, with this. */
  readonly anew: Loaded | null;
}

/** Makes it from what the bot is started with. */
export function createLiveConfig(first: Loaded): LiveConfig {
  let loaded = first;
  const settings = settingsOf(first.config);
  return {
    settings,
    reach: {
      get changesMs() {
        return durationMs(loaded.config.catch_up.edits_within);
      },
      get earlierUsersMs() {
        return durationMs(loaded.config.catch_up.dm_age);
      },
    },
    retentionMs: () => durationOrNever(loaded.config.retention),
    get loaded() {
      return loaded;
    },
    get config() {
      return loaded.config;
    },
    change: (next) => {
      const kept = { ...next, config: withWhatStays(loaded.config, next.config) };
      const waits = waitingKeys(loaded.config, next.config);
      if (!isDeepStrictEqual(placesOf(loaded.config), placesOf(kept.config))) return { waits, anew: kept };
      loaded = kept;
      settings.splice(0, settings.length, ...settingsOf(kept.config));
      return { waits, anew: null };
    },
  };
}

function settingsOf(config: ConfigWithToken): ServerSettings[] {
  return config.servers.map((server) => settingsFor(config, server));
}

/** What everything that was learnt from Discord hangs on. */
function placesOf({ servers }: ConfigWithToken): ReadonlySet<string> {
  return new Set(servers.map(({ id, forum }) => `${id}/${forum}`));
}

/** What a running bot can't do without keeps what it was. */
function withWhatStays(before: ConfigWithToken, next: ConfigWithToken): ConfigWithToken {
  const { token, token_file: tokenFile, api_url: apiUrl } = before.discord;
  return {
    ...next,
    discord: { ...next.discord, token, token_file: tokenFile, api_url: apiUrl },
    database: before.database,
    http: before.http,
    log: { ...next.log, format: before.log.format },
  };
}

function waitingKeys(before: ConfigWithToken, next: ConfigWithToken): string[] {
  const changed: Readonly<Record<string, readonly [unknown, unknown]>> = {
    'discord.token': [before.discord.token, next.discord.token],
    'discord.api_url': [before.discord.api_url, next.discord.api_url],
    database: [before.database, next.database],
    http: [before.http, next.http],
    'log.format': [before.log.format, next.log.format],
  };
  return Object.entries(changed).flatMap(([key, [one, other]]) => (isDeepStrictEqual(one, other) ? [] : [key]));
}
