/** What users said about themselves: their language, and where what they write goes. */
export const preferences = `
  CREATE TABLE preferences (
    user_id       TEXT PRIMARY KEY,
    language      TEXT,
    auto_redirect INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
