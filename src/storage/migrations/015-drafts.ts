/** Users are asked about what they wrote before there is any ticket. */
export const drafts = `
  CREATE TABLE new_prompts (
    user_id     TEXT PRIMARY KEY,
    prompt_id   TEXT NOT NULL,
    ticket_id   INTEGER REFERENCES tickets,
    may_reopen  INTEGER NOT NULL,
    asked_at    INTEGER NOT NULL,
    is_lapsed   INTEGER NOT NULL,
    chosen      TEXT,
    message_id  TEXT
  ) STRICT, WITHOUT ROWID;
  INSERT INTO new_prompts
    SELECT user_id, prompt_id, ticket_id, may_reopen, asked_at, 0, chosen, message_id FROM prompts;
  DROP TABLE prompts;
  ALTER TABLE new_prompts RENAME TO prompts;
`;
