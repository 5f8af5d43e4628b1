import type { FloodTable } from '../desk/user-tables.ts';
import type { ServerId, TicketId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

/** The table `floods`, and how many tickets were opened lately. */
export function floodsIn(database: Database): FloodTable {
  const opened = database
    .prepare<[ServerId, number, number], number>(
      'SELECT opened_at FROM tickets WHERE server_id = ? AND opened_at > ? ORDER BY opened_at DESC LIMIT 1 OFFSET ?',
    )
    .pluck();
  const latest = database
    .prepare<[ServerId], TicketId>(
      `SELECT ticket_id FROM tickets INDEXED BY tickets_by_opening WHERE server_id = ? ORDER BY opened_at DESC, ticket_id DESC LIMIT 1`,
    )
    .pluck();
  const seen = database.prepare<[ServerId], number>('SELECT seen_at FROM floods WHERE server_id = ?').pluck();
  const save = database.prepare<[ServerId, number]>(
    'INSERT INTO floods (server_id, seen_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at',
  );
  return {
    hasOpened: (serverId, count, since) => opened.get(serverId, since, count - 1) !== undefined,
    latestTicket: (serverId) => latest.get(serverId) ?? null,
    seenAt: (serverId) => seen.get(serverId) ?? null,
    see: (serverId, now) => void save.run(serverId, now),
  };
}
