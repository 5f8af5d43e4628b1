/** What staff sent to people outside of any ticket, and when conversations were begun with people who had none. */
export const outside = `
  CREATE TABLE outside_messages (
    message_id  TEXT PRIMARY KEY,
    user_id     TEXT NOT NULL,
    server_id   TEXT NOT NULL,
    by_user_id  TEXT NOT NULL,
    text        TEXT NOT NULL,
    sent_at     INTEGER NOT NULL,
    is_latest   INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX outside_messages_by_user ON outside_messages (user_id, is_latest);

  CREATE TABLE dm_openings (
    opening_id  TEXT PRIMARY KEY,
    opened_at   INTEGER NOT NULL,
    was_refused INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX dm_openings_by_time ON dm_openings (opened_at);
`;
