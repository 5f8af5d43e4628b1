import type { StoredUser } from '../desk/user-tables.ts';
import type { DraftFor } from '../ticket/inbox.ts';
import type { ChannelId, Member, ServerId, UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';

interface UserRow {
  readonly name: string;
  readonly username: string;
  readonly avatar_url: string | null;
  readonly channel_id: ChannelId | null;
  readonly draft_for: DraftFor | null;
  readonly refused_at: number | null;
}

interface MemberRow {
  readonly name: string;
  readonly joined_at: number | null;
  readonly role_ids: string;
}

/** The tables `users` and `members`. */
export function usersIn(database: Database) {
  const select = database.prepare<[UserId], UserRow>('SELECT * FROM users WHERE user_id = ?');
  const save = database.prepare(`
    INSERT INTO users (user_id, name, username, avatar_url, channel_id, draft_for, refused_at)
    VALUES (@userId, @name, @username, @avatarUrl, @channelId, @draftFor, @refusedAt)
    ON CONFLICT DO UPDATE SET name = excluded.name, username = excluded.username, avatar_url = excluded.avatar_url,
      channel_id = excluded.channel_id, draft_for = excluded.draft_for, refused_at = excluded.refused_at`);
  const waiting = database
    .prepare<[], ChannelId>(
      `
      SELECT channel_id FROM users WHERE draft_for IS NOT NULL AND channel_id IS NOT NULL
      UNION
      SELECT u.channel_id FROM tickets t JOIN users u USING (user_id) WHERE t.status <> 'closed' AND u.channel_id IS NOT NULL`,
    )
    .pluck();
  const earlier = database
    .prepare<[string], ChannelId>(
      `SELECT c.channel_id FROM channels c JOIN users u ON u.channel_id = c.channel_id
      WHERE CAST(c.newest_message_id AS INTEGER) >= CAST(? AS INTEGER) AND u.draft_for IS NULL
        AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.user_id = u.user_id AND t.status <> 'closed')
      ORDER BY CAST(c.newest_message_id AS INTEGER) DESC`,
    )
    .pluck();
  const selectMember = database.prepare<[ServerId, UserId, number], MemberRow>(
    'SELECT name, joined_at, role_ids FROM members WHERE server_id = ? AND user_id = ? AND known_at >= ?',
  );
  const saveMember = database.prepare(`
    INSERT INTO members (server_id, user_id, name, joined_at, role_ids, known_at)
    VALUES (@serverId, @userId, @name, @joinedAt, @roleIds, @knownAt)
    ON CONFLICT DO UPDATE SET name = excluded.name, joined_at = excluded.joined_at, role_ids = excluded.role_ids,
      known_at = excluded.known_at`);

  const absent = database
    .prepare<[ServerId, UserId], number>('SELECT 1 FROM not_members WHERE server_id = ? AND user_id = ?')
    .pluck();
  const saveAbsence = database.prepare<[ServerId, UserId]>(
    'INSERT INTO not_members (server_id, user_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const forgetAbsences = database.prepare<[UserId]>('DELETE FROM not_members WHERE user_id = ?');

  return {
    user(id: UserId): StoredUser | null {
      const row = select.get(id);
      return row === undefined ? null : toUser(id, row);
    },
    saveUser({ person, ...rest }: StoredUser): void {
      const { id, ...names } = person;
      save.run({ userId: id, ...names, ...rest });
    },
    channelsOfEarlierUsers: (since: string): readonly ChannelId[] => earlier.all(since),
    channelsOfWaitingUsers: (): readonly ChannelId[] => waiting.all(),
    member(serverId: ServerId, userId: UserId, knownSince: number): Member | null {
      const row = selectMember.get(serverId, userId, knownSince);
      return row === undefined ? null : toMember(serverId, userId, row);
    },
    isAbsent: (serverId: ServerId, userId: UserId): boolean => absent.get(serverId, userId) !== undefined,
    saveAbsence: (serverId: ServerId, userId: UserId): void => void saveAbsence.run(serverId, userId),
    forgetAbsences: (userId: UserId): void => void forgetAbsences.run(userId),
    saveMember(member: Member, now: number): void {
      saveMember.run({ ...member, roleIds: JSON.stringify(member.roleIds), knownAt: now });
    },
  };
}

function toUser(id: UserId, row: UserRow): StoredUser {
  return {
    person: { id, name: row.name, username: row.username, avatarUrl: row.avatar_url },
    channelId: row.channel_id,
    draftFor: row.draft_for,
    refusedAt: row.refused_at,
  };
}

function toMember(serverId: ServerId, userId: UserId, row: MemberRow): Member {
  return { serverId, userId, name: row.name, joinedAt: row.joined_at, roleIds: JSON.parse(row.role_ids) as string[] };
}
