import type { OpeningTable, OutsideTable } from '../desk/outside-tables.ts';
import type { SentOutside } from '../ticket/outside.ts';
import type { MessageId, ServerId, UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

interface OutsideRow {
  readonly message_id: MessageId;
  readonly user_id: UserId;
  readonly server_id: ServerId;
  readonly by_user_id: UserId;
  readonly text: string;
  readonly sent_at: number;
}

/** The table `outside_messages`: what staff sent to people, and belongs to no ticket. */
export function outsideIn(database: Database): OutsideTable {
  const insert = database.prepare(`
    INSERT INTO outside_messages (message_id, user_id, server_id, by_user_id, text, sent_at, is_latest)
    VALUES (@id, @userId, @serverId, @by, @text, @sentAt, 1) ON CONFLICT DO NOTHING`);
  const select = database.prepare<[MessageId], OutsideRow>('SELECT * FROM outside_messages WHERE message_id = ?');
  const latest = database.prepare<[UserId], OutsideRow>(
    'SELECT * FROM outside_messages WHERE user_id = ? AND is_latest = 1',
  );
  const any = database.prepare<[UserId], number>('SELECT 1 FROM outside_messages WHERE user_id = ? LIMIT 1').pluck();
  const overtake = database.prepare(
    'UPDATE outside_messages SET is_latest = 0 WHERE user_id = @userId AND is_latest = 1 AND message_id <> @id',
  );
  return {
    save: (sent) => {
      overtake.run({ userId: sent.userId, id: sent.id });
      insert.run(sent);
    },
    get: (id) => toSent(select.get(id)),
    latestTo: (userId) => toSent(latest.get(userId)),
    wasSentTo: (userId) => any.get(userId) !== undefined,
    overtaken: (userId) => void overtake.run({ userId, id: '' }),
  };
}

function toSent(row: OutsideRow | undefined): SentOutside | null {
  if (row === undefined) return null;
  const { message_id: id, user_id: userId, server_id: serverId, by_user_id: by, text, sent_at: sentAt } = row;
  return { id, userId, serverId, by, text, sentAt };
}

/** The table `dm_openings`: when conversations were begun with people who had none. */
export function openingsIn(database: Database): OpeningTable {
  const forget = database.prepare('DELETE FROM dm_openings WHERE opened_at <= ?');
  const insert = database.prepare('INSERT INTO dm_openings (opening_id, opened_at, was_refused) VALUES (?, ?, 0)');
  const refuse = database.prepare(`
    INSERT INTO dm_openings (opening_id, opened_at, was_refused) VALUES (?, ?, 1)
    ON CONFLICT DO UPDATE SET opened_at = excluded.opened_at, was_refused = 1`);
  const takeBack = database.prepare('DELETE FROM dm_openings WHERE opening_id = ?');
  const since = database.prepare<[number], { readonly opened_at: number; readonly was_refused: number }>(
    'SELECT opened_at, was_refused FROM dm_openings WHERE opened_at > ? ORDER BY opened_at',
  );
  return {
    add: (id, now) => void insert.run(id, now),
    takeBack: (id) => void takeBack.run(id),
    refused: (id, now) => void refuse.run(id, now),
    since: (from) => {
      forget.run(from);
      const rows = since.all(from);
      return {
        openedAt: rows.map((row) => row.opened_at),
        refusedAt: rows.findLast((row) => row.was_refused === 1)?.opened_at ?? null,
      };
    },
  };
}
