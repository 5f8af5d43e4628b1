/** The messages with a button by which members begin a ticket, with what they are to show; without a message: still to be sent. */
export const panels = `
  CREATE TABLE panels (
    panel_id    TEXT PRIMARY KEY,
    server_id   TEXT NOT NULL,
    channel_id  TEXT NOT NULL,
    message_id  TEXT UNIQUE,
    shows       TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX panels_by_server ON panels (server_id);
  CREATE INDEX panels_by_channel ON panels (channel_id);
`;
