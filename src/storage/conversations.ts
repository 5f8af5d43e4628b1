import type { Conversation } from '../desk/user-tables.ts';
import type { TicketId, UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

/** The table `conversations`: in which of several open tickets users said that they speak. */
export function conversationsIn(database: Database) {
  const select = database.prepare<[UserId], Conversation>(
    'SELECT ticket_id AS ticketId, spoken_at AS spokenAt FROM conversations WHERE user_id = ?',
  );
  const save = database.prepare(`
    INSERT INTO conversations (user_id, ticket_id, spoken_at) VALUES (@userId, @ticketId, @spokenAt)
    ON CONFLICT DO UPDATE SET ticket_id = excluded.ticket_id, spoken_at = excluded.spoken_at`);
  const end = database.prepare<[UserId]>('DELETE FROM conversations WHERE user_id = ?');
  const beginning = database
    .prepare<[TicketId], string>(
      `SELECT text FROM messages WHERE ticket_id = ? AND side = 'user' AND became = 'relayed'
      ORDER BY CAST(message_id AS INTEGER) LIMIT 1`,
    )
    .pluck();
  return {
    conversation: (userId: UserId): Conversation | null => select.get(userId) ?? null,
    saveConversation: (userId: UserId, conversation: Conversation): void => void save.run({ userId, ...conversation }),
    endConversation: (userId: UserId): void => void end.run(userId),
    beginningOf: (ticketId: TicketId): string => beginning.get(ticketId) ?? '',
  };
}
