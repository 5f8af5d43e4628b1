import type { SeenEvent, SeenTicket } from '../../ticket/seen-ticket.ts';
import type { TicketId, UserId } from '../../ticket/ticket.ts';
import type { Database } from '../database.ts';
import type { Eyes } from './eyes.ts';

interface EventRow {
  readonly at: number;
  readonly type: string;
  readonly by: UserId | null;
  readonly detail: string | null;
}

interface Subject {
  readonly id: TicketId;
  readonly serverId: string;
  readonly userId: UserId;
  readonly userName: string;
  readonly realName: string | null;
  readonly isAnonymous: number;
}

/** What users notice of their tickets. */
const noticed: ReadonlySet<string> = new Set(['opened', 'closed', 'open', 'reminded']);

/** What only staff do, also where they are the ticket's user themselves. */
const byStaffAlone: ReadonlySet<string> = new Set(['claimed', 'unclaimed', 'moved']);

/** Reads what happened to tickets, in order. */
export function seenEventsIn(
  database: Database,
): (ticket: Subject, eyes: Eyes) => Pick<SeenTicket, 'events' | 'names'> {
  const events = database.prepare<[TicketId], EventRow>(
    'SELECT at, type, by_user_id AS by, detail FROM ticket_log WHERE ticket_id = ? ORDER BY entry_id',
  );
  const authors = database.prepare<[TicketId], { id: UserId; name: string }>(
    "SELECT author_id AS id, max(author_name) AS name FROM messages WHERE ticket_id = ? AND side = 'staff' GROUP BY author_id",
  );
  const known = database
    .prepare<[object], string>(
      `SELECT coalesce((SELECT name FROM members WHERE server_id = @serverId AND user_id = @id), (SELECT name FROM users WHERE user_id = @id))`,
    )
    .pluck();
  return (ticket, eyes) => {
    const { id, serverId, userId, userName, realName, isAnonymous } = ticket;
    const names = new Map(authors.all(id).map((author) => [author.id, author.name]));
    const byStaff = (by: UserId): SeenEvent['by'] =>
      eyes.view === 'user'
        ? { side: 'staff', name: null, id: null }
        : { side: 'staff', name: names.get(by) ?? known.get({ serverId, id: by }) ?? null, id: by };
    const ownName = isAnonymous === 1 ? (realName ?? userName) : userName;
    const byUser: SeenEvent['by'] = eyes.hidesUser
      ? { side: 'user', name: userName, id: null }
      : { side: 'user', name: ownName, id: userId };
    const seen = events
      .all(id)
      .filter(({ type }) => eyes.view === 'staff' || noticed.has(type))
      .map(({ at, type, by, detail }) => ({
        at,
        type,
        by: by === null ? null : by === userId && !byStaffAlone.has(type) ? byUser : byStaff(by),
        // Comments are for the staff, unless they were shared, which isn't written down.
        detail: eyes.view === 'user' ? null : detail,
      }));
    const people = new Map<string, string>(eyes.view === 'user' ? [] : names);
    if (!eyes.hidesUser) people.set(userId, ownName);
    return { events: seen, names: people };
  };
}
