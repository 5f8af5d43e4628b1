/** What users are asked about their drafts, and what happens at a time of its own. */
export const reopening = `
  CREATE TABLE prompts (
    user_id     TEXT PRIMARY KEY,
    prompt_id   TEXT NOT NULL,
    ticket_id   INTEGER NOT NULL REFERENCES tickets,
    may_reopen  INTEGER NOT NULL,
    asked_at    INTEGER NOT NULL,
    chosen      TEXT,
    message_id  TEXT
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE timers (
    key         TEXT PRIMARY KEY,
    due_at      INTEGER NOT NULL,
    event       TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX timers_by_due ON timers (due_at);
`;
