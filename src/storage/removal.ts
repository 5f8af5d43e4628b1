import type { TicketId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

/** So many rows go in one transaction: others wait for it, and it takes some milliseconds. */
const batch = 100;

/** Where a sweep stands: behind this ticket, in the order in which they were closed. */
export interface Cursor {
  readonly closedAt: number;
  readonly id: TicketId;
}

/** Before all tickets. */
export const atFirst: Cursor = { closedAt: -1, id: 0 as TicketId };

/** A ticket to be emptied. */
export interface Emptied extends Cursor {
  /** Whether anything is to be taken out of it. */
  readonly isFull: boolean;
}

/**
 * Takes out what was written in closed tickets: messages, comments, answers. What stays is that they were, of whom and when, so that
 * the figures stay true; and which messages of ours stand where, so that the bot knows them as its own.
 */
export interface Removal {
  /** The next ones that were closed before an instant, in order. What is on its way out of one is waited for. */
  next(after: Cursor, closedBefore: number): readonly Emptied[];
  /** Takes out some; `true`: nothing is left. To be called in a transaction, again until then. */
  takeOut(id: TicketId): boolean;
}

/** Looks at so many tickets at once. */
const lookedAt = 500;

/** The removal of a database. */
export function removalIn(database: Database): Removal {
  const next = database.prepare<[object], { closedAt: number; id: TicketId; isFull: number }>(`
    SELECT t.closed_at AS closedAt, t.ticket_id AS id, NOT EXISTS (SELECT 1 FROM outbox o WHERE o.ticket_id = t.ticket_id) AND (
      t.form_answers IS NOT NULL
      OR EXISTS (SELECT 1 FROM messages m WHERE m.ticket_id = t.ticket_id)
      OR EXISTS (SELECT 1 FROM ticket_log l WHERE l.ticket_id = t.ticket_id AND l.detail IS NOT NULL)
      OR EXISTS (SELECT 1 FROM feedback f WHERE f.ticket_id = t.ticket_id AND (f.answers <> '[]'
        OR f.farewell ->> 'comment' IS NOT NULL OR f.farewell ->> 'closeMessage' IS NOT NULL))) AS isFull
    FROM tickets t INDEXED BY tickets_by_end
    WHERE t.status = 'closed' AND (t.closed_at, t.ticket_id) > (@closedAt, @id) AND t.closed_at < @closedBefore
    ORDER BY t.closed_at, t.ticket_id LIMIT ${lookedAt}`);
  const keepAnswer = database.prepare(`
    UPDATE tickets SET answered_at = m.written_at, answered_by = m.author_id
    FROM (SELECT written_at, author_id FROM messages WHERE ticket_id = @id AND became = 'relayed' AND side = 'staff'
      ORDER BY CAST(message_id AS INTEGER) LIMIT 1) m
    WHERE ticket_id = @id AND answered_at IS NULL`);
  const written = database
    .prepare<[TicketId], string>(`SELECT message_id FROM messages WHERE ticket_id = ? LIMIT ${batch}`)
    .pluck();
  const out = takingOut(database);
  const emptyLog = database.prepare('UPDATE ticket_log SET detail = NULL WHERE ticket_id = ? AND detail IS NOT NULL');
  const emptyFeedback = database.prepare(`
    UPDATE feedback SET answers = '[]', farewell = json_set(farewell, '$.comment', NULL, '$.closeMessage', NULL)
    WHERE ticket_id = ?`);
  const emptyForm = database.prepare('UPDATE tickets SET form_answers = NULL WHERE ticket_id = ?');
  return {
    next: (after, closedBefore) =>
      next.all({ ...after, closedBefore }).map(({ isFull, ...rest }) => ({ ...rest, isFull: isFull === 1 })),
    takeOut: (id) => {
      keepAnswer.run({ id });
      const some = written.all(id);
      for (const messageId of some) out(messageId);
      if (some.length === batch) return false;
      emptyLog.run(id);
      emptyFeedback.run(id);
      emptyForm.run(id);
      return true;
    },
  };
}

/** Takes out one message: what it says, said before, and says on the other side. That it was handled stays known. */
export function takingOut(database: Database): (messageId: string) => void {
  const earlier = database.prepare('DELETE FROM earlier_texts WHERE message_id = ?');
  const copies = database.prepare('UPDATE copies SET content = NULL, files = NULL WHERE source = ?');
  const handled = database.prepare(
    "INSERT INTO seen_events (key, at) VALUES ('message:' || ?, 0) ON CONFLICT DO NOTHING",
  );
  const message = database.prepare('DELETE FROM messages WHERE message_id = ?');
  return (messageId) => {
    for (const statement of [earlier, copies, handled, message]) statement.run(messageId);
  };
}
