/**
 * Contents of closed tickets can be removed: who answered first, and when, is kept for the figures. And what operators did
 * that others may have to account for.
 */
export const removal = `
  ALTER TABLE tickets ADD COLUMN answered_at INTEGER;
  ALTER TABLE tickets ADD COLUMN answered_by TEXT;
  CREATE INDEX tickets_by_end ON tickets (closed_at, ticket_id) WHERE status = 'closed';
  CREATE INDEX tickets_by_beginning ON tickets (opened_at);

  CREATE TABLE operator_log (
    entry_id    INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,
    action      TEXT NOT NULL,
    ticket_id   INTEGER REFERENCES tickets,
    login       TEXT NOT NULL
  ) STRICT;
  CREATE INDEX operator_log_by_ticket ON operator_log (ticket_id);
`;
