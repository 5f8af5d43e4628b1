import type { Database } from './database.ts';

/** So many keys are looked at in one transaction. */
const batch = 500;

/** Which events were handled: each counts once, however often Discord tells of it. */
export interface Seen {
  /** `false` where an event with this key was handled before. */
  isFirst(eventKey: string, now: number): boolean;
}

/**
 * Of what was written, the record itself tells that it was handled: a channel may be read again from its newest message on, years
 * later. Of what is taken out of the record, the key stays (`removal.ts`).
 */
export function seenIn(database: Database): Seen {
  const isRecorded =
    "substr(@key, 1, 8) = 'message:' AND EXISTS (SELECT 1 FROM messages WHERE message_id = substr(@key, 9))";
  const remember = database.prepare(
    `INSERT INTO seen_events (key, at) SELECT @key, @now WHERE NOT (${isRecorded}) ON CONFLICT DO NOTHING`,
  );
  return { isFirst: (key, now) => remember.run({ key, now }).changes === 1 };
}

/**
 * Drops the keys of what can't come again after so long, or is known otherwise: Discord repeats interactions for minutes, an edit
 * or a deletion told again changes nothing in the record, and a message stands there.
 */
export interface SeenSweep {
  /** Looks at the next ones behind a key (`''`: from the first); gives the last one, `null`: that was all. To be called in a transaction. */
  next(after: string, before: number): string | null;
}

/** The sweep of a database. */
export function seenSweepIn(database: Database): SeenSweep {
  const page = database
    .prepare<[string], string>(`SELECT key FROM seen_events WHERE key > ? ORDER BY key LIMIT ${batch}`)
    .pluck();
  const drop = database.prepare(`
    DELETE FROM seen_events WHERE key > @after AND key <= @last AND at < @before AND (
      substr(key, 1, 8) <> 'message:' OR EXISTS (SELECT 1 FROM messages WHERE message_id = substr(seen_events.key, 9)))`);
  return {
    next(after, before) {
      const last = page.all(after).at(-1) ?? null;
      if (last !== null) drop.run({ after, last, before });
      return last;
    },
  };
}
