import type { Database } from './database.ts';

/** A period, in epoch ms; `null`: without that end. */
export interface Period {
  readonly serverId: string | null;
  readonly since: number | null;
  readonly until: number | null;
}

/** A ticket as the figures see it. `answeredAt`: when staff first wrote to its user. */
export interface CountedTicket {
  readonly category: string | null;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly answeredAt: number | null;
}

/** What somebody of the staff did. */
export interface StaffFigures {
  readonly userId: string;
  readonly name: string | null;
  readonly messages: number;
  readonly tickets: number;
  readonly closed: number;
}

/** What figures are made of. */
export function figuresIn(database: Database) {
  const inServer = '(@serverId IS NULL OR t.server_id = @serverId)';
  const within = (instant: string): string =>
    `(@since IS NULL OR ${instant} >= @since) AND (@until IS NULL OR ${instant} < @until)`;
  const answered = `coalesce(t.answered_at, (SELECT m.written_at FROM messages m WHERE m.ticket_id = t.ticket_id
    AND m.became = 'relayed' AND m.side = 'staff' ORDER BY CAST(m.message_id AS INTEGER) LIMIT 1)) AS answeredAt`;
  const tickets = (of: string) =>
    database.prepare<[Period], CountedTicket>(`
      SELECT t.category, t.opened_at AS openedAt, t.closed_at AS closedAt, ${answered}
      FROM tickets t WHERE ${inServer} AND ${of}`);
  const opened = tickets(within('t.opened_at'));
  const closed = tickets(`t.status <> 'open' AND t.closed_at IS NOT NULL AND ${within('t.closed_at')}`);
  const open = database
    .prepare<[Period], number>(`SELECT count(*) FROM tickets t WHERE ${inServer} AND t.status = 'open'`)
    .pluck();
  const writers = database.prepare<[Period], StaffFigures>(`
    SELECT m.author_id AS userId, m.author_name AS name, count(*) AS messages, count(DISTINCT m.ticket_id) AS tickets, 0 AS closed,
      max(m.written_at)
    FROM messages m JOIN tickets t USING (ticket_id)
    WHERE ${inServer} AND m.side = 'staff' AND m.became = 'relayed' AND ${within('m.written_at')} GROUP BY m.author_id`);
  const closers = database.prepare<[Period], { readonly userId: string; readonly closed: number }>(`
    SELECT l.by_user_id AS userId, count(DISTINCT l.ticket_id) AS closed FROM ticket_log l JOIN tickets t USING (ticket_id)
    WHERE ${inServer} AND l.type = 'closing' AND l.by_user_id IS NOT NULL AND l.by_user_id <> t.user_id AND ${within('l.at')}
    GROUP BY l.by_user_id`);
  const ratings = database.prepare<[Period], { readonly rating: number; readonly count: number }>(`
    SELECT f.rating, count(*) AS count FROM feedback f JOIN tickets t USING (ticket_id)
    WHERE ${inServer} AND f.rating IS NOT NULL AND ${within('f.rated_at')} GROUP BY f.rating`);
  return {
    opened: (period: Period): readonly CountedTicket[] => opened.all(period),
    closed: (period: Period): readonly CountedTicket[] => closed.all(period),
    openNow: (period: Period): number => open.get(period) ?? 0,
    staff: (period: Period): readonly StaffFigures[] => withClosers(writers.all(period), closers.all(period)),
    ratings: (period: Period): ReadonlyMap<number, number> =>
      new Map(ratings.all(period).map(({ rating, count }) => [rating, count])),
  };
}

function withClosers(
  writers: readonly StaffFigures[],
  closers: readonly { readonly userId: string; readonly closed: number }[],
): readonly StaffFigures[] {
  const figures = new Map(
    writers.map(({ userId, name, messages, tickets }) => [userId, { userId, name, messages, tickets, closed: 0 }]),
  );
  for (const { userId, closed } of closers) {
    const others = figures.get(userId) ?? { userId, name: null, messages: 0, tickets: 0 };
    figures.set(userId, { ...others, closed });
  }
  return [...figures.values()].toSorted((a, b) => b.messages - a.messages || b.closed - a.closed);
}
