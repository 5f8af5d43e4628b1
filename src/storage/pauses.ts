import type { PauseTable } from '../desk/user-tables.ts';
import type { Pause } from '../ticket/pausing.ts';
import type { ServerId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

interface PauseRow {
  readonly ends_at: number | null;
  readonly reason: string | null;
}

/** The table `pauses`. Nothing of it is kept in memory: the command line changes it while the bot runs. */
export function pausesIn(database: Database): PauseTable {
  const select = database.prepare<[ServerId, number], PauseRow>(
    'SELECT ends_at, reason FROM pauses WHERE server_id = ? AND (ends_at IS NULL OR ends_at > ?)',
  );
  const save = database.prepare(`
    INSERT INTO pauses (server_id, ends_at, reason, paused_by, paused_at) VALUES (@serverId, @endsAt, @reason, @by, @at)
    ON CONFLICT DO UPDATE SET ends_at = excluded.ends_at, reason = excluded.reason, paused_by = excluded.paused_by,
      paused_at = excluded.paused_at`);
  const remove = database.prepare<[ServerId]>('DELETE FROM pauses WHERE server_id = ?');
  const get = (serverId: ServerId, now: number): Pause | null => {
    const row = select.get(serverId, now);
    return row === undefined ? null : { endsAt: row.ends_at, reason: row.reason };
  };
  return {
    get,
    save: (serverId, pause, change) => void save.run({ serverId, ...pause, ...change }),
    end(serverId, now) {
      const wasPaused = get(serverId, now) !== null;
      remove.run(serverId);
      return wasPaused;
    },
  };
}
