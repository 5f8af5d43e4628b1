import type { Blacklist } from '../desk/store.ts';
import type { Barred, BlacklistEntry } from '../ticket/blacklist.ts';
import type { ServerId, TicketId, UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';
import { pseudonymsIn } from './pseudonym.ts';
import type { Pseudonyms } from './pseudonym.ts';

interface EntryRow {
  readonly kind: Barred['type'];
  readonly target: string;
  readonly reason: string | null;
  readonly by_user_id: UserId | null;
  readonly added_at: number;
  readonly ends_at: number | null;
}

/** The tables `blacklist` and `blacklist_told`. */
export function blacklistIn(database: Database): Blacklist {
  return { ...readingIn(database), ...changingIn(database), ...toldIn(database) };
}

const holds = '(ends_at IS NULL OR ends_at > @now)';
/** Under their ID, or what stands for somebody who was forgotten. */
const one = 'server_id = @serverId AND kind = @kind AND target IN (@target, @pseudonym)';

function readingIn(database: Database): Pick<Blacklist, 'get' | 'about' | 'list' | 'count'> {
  const pseudonyms = pseudonymsIn(database);
  const get = database.prepare<[object], EntryRow>(`SELECT * FROM blacklist WHERE ${one} AND ${holds}`);
  const about = database.prepare<[object], EntryRow>(`
    SELECT * FROM blacklist WHERE server_id = @serverId AND kind = 'user' AND target IN (@userId, @pseudonym) AND ${holds}
    UNION ALL
    SELECT * FROM blacklist WHERE server_id = @serverId AND kind = 'role' AND ${holds}
    UNION ALL
    SELECT b.* FROM tickets t CROSS JOIN blacklist b
      ON b.server_id = t.server_id AND b.kind = 'ticket' AND b.target = CAST(t.ticket_id AS TEXT)
      WHERE t.user_id IN (@userId, @pseudonym) AND t.server_id = @serverId AND ${holds}`);
  const list = database.prepare<[object], EntryRow>(`
    SELECT * FROM blacklist WHERE server_id = @serverId AND ${holds}
    ORDER BY kind = 'ticket', added_at DESC, target LIMIT @limit OFFSET @offset`);
  const count = database
    .prepare<[object], number>(`SELECT count(*) FROM blacklist WHERE server_id = @serverId AND ${holds}`)
    .pluck();
  return {
    get: (serverId, barred, now) => {
      const row = get.get({ serverId, ...keyOf(barred), pseudonym: pseudonymOf(barred, pseudonyms), now });
      return row === undefined ? null : toEntry(row);
    },
    about: (serverId, userId, now) =>
      about.all({ serverId, userId, pseudonym: pseudonyms.of(userId), now }).map(toEntry),
    list: (serverId, now, { limit, offset } = { limit: -1, offset: 0 }) =>
      list.all({ serverId, now, limit, offset }).map(toEntry),
    count: (serverId, now) => count.get({ serverId, now }) ?? 0,
  };
}

function changingIn(database: Database): Pick<Blacklist, 'add' | 'remove' | 'clear' | 'clearSome'> {
  const pseudonyms = pseudonymsIn(database);
  const forgetEnded = database.prepare('DELETE FROM blacklist WHERE ends_at <= ?');
  const add = database.prepare(`
    INSERT INTO blacklist (server_id, kind, target, reason, by_user_id, added_at, ends_at)
    VALUES (@serverId, @kind, @target, @reason, @by, @addedAt, @endsAt)
    ON CONFLICT DO UPDATE SET reason = excluded.reason, by_user_id = excluded.by_user_id, added_at = excluded.added_at,
      ends_at = excluded.ends_at`);
  const remove = database.prepare(`DELETE FROM blacklist WHERE ${one}`);
  const clear = database.prepare('DELETE FROM blacklist WHERE server_id = ?');
  const clearSome = database.prepare(`
    DELETE FROM blacklist WHERE server_id = @serverId AND (kind, target) IN
      (SELECT kind, target FROM blacklist WHERE server_id = @serverId LIMIT @count)`);
  return {
    add: (serverId: ServerId, { barred, ...entry }: BlacklistEntry, now) => {
      forgetEnded.run(now);
      // Also one that was made before they were forgotten.
      remove.run({ serverId, ...keyOf(barred), pseudonym: pseudonymOf(barred, pseudonyms) });
      add.run({ serverId, ...keyOf(barred), ...entry });
    },
    remove: (serverId, barred) =>
      void remove.run({ serverId, ...keyOf(barred), pseudonym: pseudonymOf(barred, pseudonyms) }),
    clear: (serverId) => void clear.run(serverId),
    clearSome: (serverId, count) => clearSome.run({ serverId, count }).changes,
  };
}

function toldIn(database: Database): Pick<Blacklist, 'toldAt' | 'tell'> {
  const toldAt = database
    .prepare<[ServerId, UserId], number>('SELECT at FROM blacklist_told WHERE server_id = ? AND user_id = ?')
    .pluck();
  const tell = database.prepare(
    'INSERT INTO blacklist_told (server_id, user_id, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at',
  );
  return {
    toldAt: (serverId, userId) => toldAt.get(serverId, userId) ?? null,
    tell: (serverId, userId, now) => void tell.run(serverId, userId, now),
  };
}

function keyOf({ type, id }: Barred): { readonly kind: Barred['type']; readonly target: string } {
  return { kind: type, target: String(id) };
}

function pseudonymOf({ type, id }: Barred, pseudonyms: Pseudonyms): string {
  return type === 'user' ? pseudonyms.of(id) : String(id);
}

function toEntry({
  kind,
  target,
  reason,
  by_user_id: by,
  added_at: addedAt,
  ends_at: endsAt,
}: EntryRow): BlacklistEntry {
  return { barred: toBarred(kind, target), reason, by, addedAt, endsAt };
}

function toBarred(type: Barred['type'], target: string): Barred {
  switch (type) {
    case 'user':
      return { type, id: target as UserId };
    case 'role':
      return { type, id: target };
    case 'ticket':
      return { type, id: Number(target) as TicketId };
  }
}
