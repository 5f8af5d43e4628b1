/** Reusable texts. `changed_by`: whoever did it on Discord; nobody by the command line. */
export const snippets = `
  CREATE TABLE snippets (
    server_id    TEXT NOT NULL,
    name         TEXT NOT NULL,
    content      TEXT NOT NULL,
    only_tickets INTEGER NOT NULL,
    changed_by   TEXT,
    changed_at   INTEGER NOT NULL,
    PRIMARY KEY (server_id, name)
  ) STRICT, WITHOUT ROWID;
`;
