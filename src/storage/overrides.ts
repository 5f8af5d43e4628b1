import type { OverrideTable } from '../desk/store.ts';
import type { Override, SettingValue } from '../ticket/setting.ts';
import type { ServerId, UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

interface OverrideRow {
  readonly name: string;
  readonly value: string;
  readonly set_by: UserId;
  readonly set_at: number;
}

/** The table `overrides`. Nothing of it is kept in memory: the command line changes it while the bot runs. */
export function overridesIn(database: Database): OverrideTable {
  const all = database.prepare<[ServerId], OverrideRow>(
    'SELECT name, value, set_by, set_at FROM overrides WHERE server_id = ? ORDER BY name',
  );
  const save = database.prepare(`
    INSERT INTO overrides (server_id, name, value, set_by, set_at) VALUES (@serverId, @name, @value, @by, @at)
    ON CONFLICT DO UPDATE SET value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at`);
  const remove = database.prepare('DELETE FROM overrides WHERE server_id = ? AND name = ?');
  return {
    all: (serverId) => all.all(serverId).map(toOverride),
    save: (serverId, override) => void save.run({ serverId, ...override, value: JSON.stringify(override.value) }),
    remove: (serverId, name) => remove.run(serverId, name).changes === 1,
  };
}

function toOverride(row: OverrideRow): Override {
  return { name: row.name, value: JSON.parse(row.value) as SettingValue, by: row.set_by, at: row.set_at };
}
