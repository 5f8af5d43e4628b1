/** What a ticket is about, what a user chose so far for one that is to be opened, and in which of several they speak. */
export const waysIn = `
  ALTER TABLE tickets ADD COLUMN category TEXT;

  ALTER TABLE prompts ADD COLUMN offered TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE prompts ADD COLUMN category TEXT;
  ALTER TABLE prompts ADD COLUMN answers TEXT;
  ALTER TABLE prompts ADD COLUMN language TEXT;
  ALTER TABLE prompts ADD COLUMN asks_which INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE not_members (
    server_id   TEXT NOT NULL,
    user_id     TEXT NOT NULL,
    PRIMARY KEY (server_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX not_members_by_user ON not_members (user_id);

  CREATE TABLE conversations (
    user_id     TEXT PRIMARY KEY,
    ticket_id   INTEGER NOT NULL REFERENCES tickets,
    spoken_at   INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
