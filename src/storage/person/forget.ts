import type { TicketId, UserId } from '../../ticket/ticket.ts';
import type { Database } from '../database.ts';
import { nobody, pseudonymsIn } from '../pseudonym.ts';
import { removalIn, takingOut } from '../removal.ts';

/** So many rows change in one transaction. */
const batch = 100;

/** Stands where somebody's name stood. */
export const forgottenName = '(forgotten)';

/** What became of what was stored about somebody. */
export interface Forgotten {
  /** Tickets of theirs, of which nothing stays but that they were. */
  readonly tickets: number;
  /** Messages they wrote as staff to others, which stay without their name. */
  readonly asStaff: number;
  readonly blacklist: number;
}

/** The tickets of somebody that aren't over. */
export function unfinishedTickets(database: Database, id: UserId): readonly TicketId[] {
  return database
    .prepare<[UserId], TicketId>("SELECT ticket_id FROM tickets WHERE user_id = ? AND status <> 'closed'")
    .pluck()
    .all(id);
}

/** Every name that somebody goes by here. */
export function namesOf(database: Database, id: UserId): readonly string[] {
  const names = database
    .prepare<[object], string>(
      `SELECT name FROM users WHERE user_id = @id UNION SELECT username FROM users WHERE user_id = @id
      UNION SELECT name FROM members WHERE user_id = @id UNION SELECT author_name FROM messages WHERE author_id = @id
      UNION SELECT user_name FROM tickets WHERE user_id = @id AND is_anonymous = 0`,
    )
    .pluck()
    .all({ id });
  return names.filter((name) => name.trim() !== '');
}

/**
 * Erases what is stored about somebody, in short transactions. What it is known by goes last, so that it can be begun again. To be
 * kept in step with `holdings.ts`.
 */
export function forget(database: Database, id: UserId, inTransaction: (run: () => void) => void): Forgotten {
  const find = (query: string): readonly unknown[] => database.prepare(query).pluck().all({ id });
  const change = (query: string) => {
    const statement = database.prepare(query);
    return (key: unknown): void => void statement.run({ id, key, nobody, forgottenName });
  };
  const inBatches = (keys: readonly unknown[], run: (key: never) => void): number => {
    for (let from = 0; from < keys.length; from += batch) {
      inTransaction(() => {
        for (const key of keys.slice(from, from + batch)) run(key as never);
      });
    }
    return keys.length;
  };

  const tickets = find('SELECT ticket_id FROM tickets WHERE user_id = @id') as readonly TicketId[];
  emptyTickets(database, tickets, inTransaction);
  inBatches(find('SELECT message_id FROM messages WHERE user_id = @id'), takingOut(database));
  inBatches(
    find(`SELECT entry_id FROM outbox WHERE place LIKE '%/' || @id OR ticket_id IN
      (SELECT ticket_id FROM tickets WHERE user_id = @id)`),
    change('DELETE FROM outbox WHERE entry_id = @key'),
  );
  inBatches(
    find("SELECT message_id FROM copies WHERE place = 'user/' || @id"),
    change('DELETE FROM copies WHERE message_id = @key'),
  );
  const asStaff = inBatches(
    find('SELECT message_id FROM messages WHERE author_id = @id'),
    change('UPDATE messages SET author_id = @nobody, author_name = @forgottenName WHERE message_id = @key'),
  );
  inBatches(
    find('SELECT entry_id FROM ticket_log WHERE by_user_id = @id'),
    change('UPDATE ticket_log SET by_user_id = NULL WHERE entry_id = @key'),
  );
  inBatches(
    find('SELECT ticket_id FROM tickets WHERE answered_by = @id'),
    change('UPDATE tickets SET answered_by = @nobody WHERE ticket_id = @key'),
  );
  inBatches(
    find(`SELECT ticket_id FROM tickets WHERE claimed_by = @id OR instr(watchers, '"' || @id || '"') > 0`),
    change(`UPDATE tickets SET claimed_by = nullif(claimed_by, @id), watchers = (
      SELECT json_group_array(value) FROM json_each(watchers) WHERE value <> @id) WHERE ticket_id = @key`),
  );
  inBatches(
    find("SELECT ticket_id FROM tickets WHERE instr(coalesce(close_plan, ''), @id) > 0"),
    withoutPlanner(database, id),
  );
  inBatches(find('SELECT message_id FROM outside_messages WHERE user_id = @id OR by_user_id = @id'), (key: unknown) => {
    database.prepare('DELETE FROM outside_messages WHERE message_id = ? AND user_id = ?').run(key, id);
    database.prepare('UPDATE outside_messages SET by_user_id = ? WHERE message_id = ?').run(nobody, key);
  });
  let blacklist = 0;
  inTransaction(() => {
    blacklist = forgetInBlacklist(database, id);
    for (const query of few) database.prepare(query).run({ id, nobody });
  });
  inBatches(tickets, forgetTicket(database, id));
  inTransaction(() => {
    database.prepare('DELETE FROM users WHERE user_id = ?').run(id);
  });
  return { tickets: tickets.length, asStaff, blacklist };
}

/** Tables that hold few rows about anybody. */
const few: readonly string[] = [
  `DELETE FROM timers WHERE instr(event, '"' || @id || '"') > 0
    OR event ->> 'ticketId' IN (SELECT ticket_id FROM tickets WHERE user_id = @id)`,
  'DELETE FROM channels WHERE channel_id IN (SELECT channel_id FROM users WHERE user_id = @id)',
  ...['members', 'not_members', 'preferences', 'conversations', 'prompts', 'blacklist_told'].map(
    (table) => `DELETE FROM ${table} WHERE user_id = @id`,
  ),
  'UPDATE snippets SET changed_by = NULL WHERE changed_by = @id',
  'UPDATE pauses SET paused_by = NULL WHERE paused_by = @id',
  'UPDATE overrides SET set_by = @nobody WHERE set_by = @id',
];

function emptyTickets(
  database: Database,
  tickets: readonly TicketId[],
  inTransaction: (run: () => void) => void,
): void {
  const removal = removalIn(database);
  for (const ticket of tickets) {
    for (const state = { isEmpty: false }; !state.isEmpty;) {
      inTransaction(() => (state.isEmpty = removal.takeOut(ticket)));
    }
  }
}

/** Whoever is blacklisted stays so: a hash takes the place of the ID. */
function forgetInBlacklist(database: Database, id: UserId): number {
  database.prepare('UPDATE blacklist SET by_user_id = NULL WHERE by_user_id = ?').run(id);
  const own = "kind = 'user' AND target = @id";
  const ofTickets = `kind = 'ticket' AND target IN (SELECT CAST(ticket_id AS TEXT) FROM tickets WHERE user_id = @id)`;
  const count = Number(
    database.prepare(`SELECT count(*) FROM blacklist WHERE (${own}) OR (${ofTickets})`).pluck().get({ id }),
  );
  if (count === 0) return 0;
  const pseudonym = pseudonymsIn(database).make(id);
  database.prepare(`UPDATE OR REPLACE blacklist SET target = @pseudonym WHERE ${own}`).run({ id, pseudonym });
  return count;
}

/** Only where an entry of the blacklist goes by the ticket's number its user has to be known again. */
function forgetTicket(database: Database, id: UserId): (ticket: TicketId) => void {
  const pseudonyms = pseudonymsIn(database);
  const isBlacklisted = database.prepare("SELECT 1 FROM blacklist WHERE kind = 'ticket' AND target = ?");
  const change = database.prepare(`
    UPDATE tickets SET user_id = @user, user_name = CASE is_anonymous WHEN 1 THEN user_name ELSE @forgottenName END,
      close_plan = NULL, silence = NULL WHERE ticket_id = @ticket`);
  return (ticket) => {
    const user = isBlacklisted.get(String(ticket)) === undefined ? nobody : pseudonyms.make(id);
    change.run({ ticket, user, forgottenName });
  };
}

/** Who of the staff planned to close a ticket. */
function withoutPlanner(database: Database, id: UserId): (ticket: TicketId) => void {
  const read = database.prepare<[TicketId], string>('SELECT close_plan FROM tickets WHERE ticket_id = ?').pluck();
  const write = database.prepare('UPDATE tickets SET close_plan = ? WHERE ticket_id = ?');
  return (ticket) => {
    const plan = JSON.parse(read.get(ticket) ?? 'null', (_, value: unknown): unknown => {
      const isTheirs = typeof value === 'object' && value !== null && 'by' in value && value.by === id;
      return isTheirs ? { ...value, by: nobody, byName: forgottenName } : value;
    }) as unknown;
    write.run(JSON.stringify(plan), ticket);
  };
}
