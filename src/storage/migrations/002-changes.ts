/** When a message was edited or deleted, and what stood there before. */
export const changes = `
  ALTER TABLE messages ADD COLUMN edited_at INTEGER;
  ALTER TABLE messages ADD COLUMN deleted_at INTEGER;

  CREATE TABLE earlier_texts (
    message_id  TEXT NOT NULL REFERENCES messages,
    until       INTEGER NOT NULL,
    text        TEXT NOT NULL,
    files       TEXT NOT NULL,
    PRIMARY KEY (message_id, until)
  ) STRICT, WITHOUT ROWID;
`;
