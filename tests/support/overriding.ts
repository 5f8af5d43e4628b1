import { overridesIn } from '../../src/storage/overrides.ts';
import type { OverrideTable } from '../../src/desk/store.ts';
import type { DeskParts } from '../../src/desk/work.ts';
import type { LoadedConfig } from '../../src/config/load.ts';
import { createOverriding } from '../../src/wiring/overriding.ts';
import { rulesFor } from '../../src/wiring/settings.ts';
import type { Heard } from '../../src/wiring/settings.ts';
import { loadText, VALID } from '../config/load-text.ts';
import { serverId } from './desk.ts';
import type { Office } from './desk.ts';

/** A configuration with these lines about the server, which is the one that these tests are about. */
export function configuredWith(lines: readonly string[] = []): Pick<LoadedConfig, 'config' | 'places'> {
  const { config, places } = loadText(`${VALID}${lines.map((line) => `    ${line}\n`).join('')}`);
  return { config: { ...config, servers: config.servers.map((server) => ({ ...server, id: serverId })) }, places };
}

const usual: Heard = { readsContent: true, serverName: 'Lantern Games', botMentions: [], forumFileLimit: 10_485_760 };

/** What a desk needs to heed what managers set in place of this configuration. */
export function heedingManagers(
  { database }: Pick<Office, 'database'>,
  loaded = configuredWith(),
  heard: Partial<Heard> = {},
): Pick<DeskParts, 'rulesOf' | 'settingsOf'> & { readonly table: OverrideTable } {
  const table = overridesIn(database);
  const { serverOf, settingsOf } = createOverriding({ loaded }, { overrides: table });
  return {
    table,
    settingsOf,
    rulesOf: (id) => {
      const server = serverOf(id);
      return server === null ? null : rulesFor(loaded.config, server, { ...usual, ...heard });
    },
  };
}
