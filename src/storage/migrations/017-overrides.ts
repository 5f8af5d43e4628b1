/** What managers set in place of the configuration file: the value as JSON, by whom and when. */
export const overrides = `
  CREATE TABLE overrides (
    server_id  TEXT NOT NULL,
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    set_by     TEXT NOT NULL,
    set_at     INTEGER NOT NULL,
    PRIMARY KEY (server_id, name)
  ) STRICT, WITHOUT ROWID;
`;
