/** Who opens no new tickets, and when each of them was told so last. */
export const blacklist = `
  CREATE TABLE blacklist (
    server_id   TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('user', 'role', 'ticket')),
    target      TEXT NOT NULL,
    reason      TEXT,
    by_user_id  TEXT,
    added_at    INTEGER NOT NULL,
    ends_at     INTEGER,
    PRIMARY KEY (server_id, kind, target)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX blacklist_by_end ON blacklist (ends_at) WHERE ends_at IS NOT NULL;

  CREATE TABLE blacklist_told (
    server_id   TEXT NOT NULL,
    user_id     TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (server_id, user_id)
  ) STRICT, WITHOUT ROWID;
`;
