/** Servers that take no new tickets for a while; `ends_at` NULL: until somebody resumes. */
export const pauses = `
  CREATE TABLE pauses (
    server_id  TEXT PRIMARY KEY,
    ends_at    INTEGER,
    reason     TEXT,
    paused_by  TEXT,
    paused_at  INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
