import type { TimerTable } from '../desk/store.ts';
import type { TimedEvent } from '../ticket/events.ts';
import type { Database } from './database.ts';

/** The table `timers`. */
export function timersIn(database: Database): TimerTable {
  const set = database.prepare(`
    INSERT INTO timers (key, due_at, event) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET due_at = excluded.due_at, event = excluded.event`);
  const cancel = database.prepare('DELETE FROM timers WHERE key = ?');
  const nextAt = database.prepare<[], number>('SELECT due_at FROM timers ORDER BY due_at LIMIT 1').pluck();
  const take = database
    .prepare<[number], string>(
      'DELETE FROM timers WHERE key = (SELECT key FROM timers WHERE due_at <= ? ORDER BY due_at LIMIT 1) RETURNING event',
    )
    .pluck();
  return {
    set: (key, dueAt, event) => void set.run(key, dueAt, JSON.stringify(event)),
    cancel: (key) => void cancel.run(key),
    nextAt: () => nextAt.get() ?? null,
    take: (now) => {
      const event = take.get(now);
      return event === undefined ? null : (JSON.parse(event) as TimedEvent);
    },
  };
}
