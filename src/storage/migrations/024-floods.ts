/** When a server was last seen to get too many new tickets at once, and what finds how many it got lately. */
export const floods = `
  CREATE TABLE floods (
    server_id TEXT PRIMARY KEY,
    seen_at   INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tickets_by_opening ON tickets (server_id, opened_at);
`;
