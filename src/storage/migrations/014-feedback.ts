/** What users were asked about closed tickets, and what they said; farewell and answers as JSON. */
export const feedback = `
  CREATE TABLE feedback (
    ticket_id   INTEGER PRIMARY KEY REFERENCES tickets,
    asked_at    INTEGER NOT NULL,
    farewell    TEXT NOT NULL,
    message_id  TEXT,
    rating      INTEGER,
    rated_at    INTEGER,
    answers     TEXT NOT NULL,
    sent_at     INTEGER,
    notice_id   TEXT
  ) STRICT;
`;
