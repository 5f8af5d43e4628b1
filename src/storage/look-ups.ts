import type { LookUpTable } from '../desk/user-tables.ts';
import type { ListedTicket, WrittenCounts } from '../ticket/look-up-statement.ts';
import type { TicketId, UserId } from '../ticket/ticket.ts';
import type { Database } from './database.ts';
import { isPseudonym, nobody } from './pseudonym.ts';
import { searchIn } from './search.ts';

/** What staff look up about tickets. */
export function lookUpsIn(database: Database): LookUpTable {
  const written = database.prepare<[TicketId], WrittenCounts>(`
    SELECT count(*) FILTER (WHERE side = 'user') AS byUser, count(*) FILTER (WHERE side = 'staff' AND became = 'relayed') AS byStaff,
      count(*) FILTER (WHERE side = 'staff' AND became = 'note') AS notes
    FROM messages WHERE ticket_id = ? AND deleted_at IS NULL`);
  const others =
    'FROM tickets WHERE user_id = @userId AND server_id = @serverId AND is_anonymous = 0 AND ticket_id IS NOT @except';
  const count = database.prepare<[object], number>(`SELECT count(*) ${others}`).pluck();
  const list = database.prepare<[object], ListedTicket>(`
    SELECT ticket_id AS id, post_id AS postId, status, activity, category, opened_at AS openedAt
    ${others} ORDER BY ticket_id DESC LIMIT @limit OFFSET @offset`);
  const find = searchIn(database, 'staff');
  const everything = { status: null, category: null, userId: null, since: null, until: null };
  return {
    written: (ticketId) => written.get(ticketId) ?? { byUser: 0, byStaff: 0, notes: 0 },
    countOf: (userId, serverId, except) => (isForgotten(userId) ? 0 : (count.get({ userId, serverId, except }) ?? 0)),
    listOf: (userId, serverId, page) => (isForgotten(userId) ? [] : list.all({ userId, serverId, ...page })),
    find: (text, serverId, limit) => find(text, { ...everything, serverId }, limit),
  };
}

/** What stands for them stands for others, too. */
function isForgotten(userId: UserId): boolean {
  return userId === nobody || isPseudonym(userId);
}
