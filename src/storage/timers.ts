import type { TimerTable } from '../desk/store.ts';
import type { TimedEvent } from '../ticket/events.ts';
import type { Database } from './database.ts';

/** The table `timers`. */
export function timersIn(database: Database): TimerTable {
  const set = database.prepare(`
    INSERT INTO timers (key, due_at, event) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET due_at = excluded.due_at, event = excluded.event`);
  const cancel = database.prepare('DELETE FROM timers WHERE key = ?');
  const due = database.prepare<[number], { key: string; event: string }>(
    'SELECT key, event FROM timers WHERE due_at <= ? ORDER BY due_at',
  );
  const nextAfter = database
    .prepare<[number], number>('SELECT due_at FROM timers WHERE due_at > ? ORDER BY due_at LIMIT 1')
    .pluck();
  const take = database
    .prepare<[string, number], string>('DELETE FROM timers WHERE key = ? AND due_at <= ? RETURNING event')
    .pluck();
  const toEvent = (text: string): TimedEvent => JSON.parse(text) as TimedEvent;
  return {
    set: (key, dueAt, event) => void set.run(key, dueAt, JSON.stringify(event)),
    cancel: (key) => void cancel.run(key),
    due: (now) => due.all(now).map(({ key, event }) => ({ key, event: toEvent(event) })),
    nextAfter: (instant) => nextAfter.get(instant) ?? null,
    take: (key, now) => {
      const event = take.get(key, now);
      return event === undefined ? null : toEvent(event);
    },
  };
}
