import type { LoadedConfig } from '../config/load.ts';
import {
  inputFor,
  isOverridable,
  isTaken,
  overridableNames,
  readValue,
  valueInFile,
  withValues,
} from '../config/overridable.ts';
import type { OverridableName } from '../config/overridable.ts';
import type { ServerConfig } from '../config/schema.ts';
import type { Settings } from '../desk/settings.ts';
import type { Store } from '../desk/store.ts';
import type { Override, Setting } from '../ticket/setting.ts';
import type { ServerId } from '../ticket/ticket.ts';

/** The configuration with what managers set in its place, as the database has it at this moment. */
export interface Overriding {
  /** `null`: this server isn't configured. */
  serverOf(serverId: ServerId): ServerConfig | null;
  settingsOf(serverId: ServerId): Settings | null;
}

/** Puts the two together anew each time: the command line takes back what was set while the bot runs. */
export function createOverriding(
  live: { readonly loaded: Pick<LoadedConfig, 'config' | 'places'> },
  store: { readonly overrides: Pick<Store['overrides'], 'all'> },
): Overriding {
  return {
    serverOf: (serverId) => {
      const server = live.loaded.config.servers.find(({ id }) => id === serverId);
      if (server === undefined) return null;
      return server.managers.may_override ? withValues(server, store.overrides.all(serverId)) : server;
    },
    settingsOf: (serverId) => {
      const { loaded } = live;
      const { servers } = loaded.config;
      const index = servers.findIndex(({ id }) => id === serverId);
      const server = servers[index];
      return server === undefined ? null : settingsOf(loaded, index, server.managers.may_override);
    },
  };
}

function settingsOf(loaded: Pick<LoadedConfig, 'config' | 'places'>, index: number, mayOverride: boolean): Settings {
  return {
    mayOverride,
    inForce: (overrides) => overridableNames.map((name) => settingFor(name, { loaded, index, overrides })),
    inputFor: (name) => (isOverridable(name) ? inputFor(name) : null),
    read: (name, typed) =>
      isOverridable(name) ? readValue(name, typed) : { ok: false, problem: { type: 'unknownSetting' } },
  };
}

interface Sources {
  readonly loaded: Pick<LoadedConfig, 'config' | 'places'>;
  readonly index: number;
  readonly overrides: readonly Override[];
}

function settingFor(name: OverridableName, { loaded, index, overrides }: Sources): Setting {
  const { path, value, source } = valueInFile(loaded, index, name);
  const isText = inputFor(name).type === 'text';
  const override = overrides.find((one) => one.name === name);
  if (override === undefined || !isTaken(override)) return { name, path, isText, value, source: { type: source } };
  const { by, at } = override;
  return { name, path, isText, value: override.value, source: { type: 'override', by, at } };
}
