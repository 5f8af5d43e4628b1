import type { Database } from './database.ts';

/** What is counted whenever somebody asks for metrics. */
export interface Counts {
  ticketsByStatus(): ReadonlyMap<string, number>;
  /** How many effects wait, and the first message among them; `null`: none of them is about a message. */
  waiting(): { readonly length: number; readonly oldest: string | null };
}

/** Makes what counts. Closed tickets are counted by an index alone, since there may be a hundred thousand. */
export function countsIn(database: Database): Counts {
  const open = database.prepare<[], { readonly status: string; readonly count: number }>(
    "SELECT status, count(*) AS count FROM tickets WHERE status <> 'closed' GROUP BY status",
  );
  const closed = database
    .prepare<[], number>("SELECT count(*) FROM tickets INDEXED BY tickets_by_end WHERE status = 'closed'")
    .pluck();
  const length = database.prepare<[], number>('SELECT count(*) FROM outbox').pluck();
  const oldest = database
    .prepare<[], string | null>(
      'SELECT CAST(min(CAST(source AS INTEGER)) AS TEXT) FROM outbox INDEXED BY outbox_by_source WHERE source IS NOT NULL',
    )
    .pluck();
  return {
    ticketsByStatus: () =>
      new Map([
        ['open', 0],
        ...open.all().map(({ status, count }) => [status, count] as const),
        ['closed', closed.get() ?? 0],
      ]),
    waiting: () => ({ length: length.get() ?? 0, oldest: oldest.get() ?? null }),
  };
}
