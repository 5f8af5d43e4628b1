/** Users, tickets, what was written, what is still to be done. */
export const tickets = `
  CREATE TABLE users (
    user_id     TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    username    TEXT NOT NULL,
    avatar_url  TEXT,
    channel_id  TEXT,
    draft_for   TEXT,
    refused_at  INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX users_with_draft ON users (draft_for) WHERE draft_for IS NOT NULL;

  CREATE TABLE members (
    server_id   TEXT NOT NULL,
    user_id     TEXT NOT NULL,
    name        TEXT NOT NULL,
    joined_at   INTEGER,
    role_ids    TEXT NOT NULL,
    known_at    INTEGER NOT NULL,
    PRIMARY KEY (server_id, user_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tickets (
    ticket_id   INTEGER PRIMARY KEY,
    server_id   TEXT NOT NULL,
    user_id     TEXT NOT NULL,
    user_name   TEXT NOT NULL,
    status      TEXT NOT NULL,
    activity    TEXT NOT NULL,
    post_id     TEXT UNIQUE,
    mark        TEXT NOT NULL,
    opened_at   INTEGER NOT NULL,
    closed_at   INTEGER
  ) STRICT;
  CREATE INDEX tickets_by_user ON tickets (user_id, server_id);
  CREATE UNIQUE INDEX tickets_by_mark ON tickets (mark);
  CREATE INDEX tickets_not_closed ON tickets (status) WHERE status <> 'closed';

  CREATE TABLE ticket_log (
    entry_id    INTEGER PRIMARY KEY,
    ticket_id   INTEGER NOT NULL REFERENCES tickets,
    at          INTEGER NOT NULL,
    type        TEXT NOT NULL,
    by_user_id  TEXT,
    detail      TEXT
  ) STRICT;
  CREATE INDEX ticket_log_by_ticket ON ticket_log (ticket_id);

  CREATE TABLE messages (
    message_id  TEXT PRIMARY KEY,
    ticket_id   INTEGER REFERENCES tickets,
    user_id     TEXT NOT NULL,
    side        TEXT NOT NULL,
    became      TEXT NOT NULL,
    author_id   TEXT NOT NULL,
    author_name TEXT NOT NULL,
    text        TEXT NOT NULL,
    files       TEXT NOT NULL,
    reply_to    TEXT,
    written_at  INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX messages_by_ticket ON messages (ticket_id);
  CREATE INDEX messages_in_drafts ON messages (user_id) WHERE became = 'draft';

  CREATE TABLE copies (
    message_id  TEXT PRIMARY KEY,
    place       TEXT NOT NULL,
    ticket_id   INTEGER REFERENCES tickets,
    source      TEXT,
    part        INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX copies_by_source ON copies (source, place, part) WHERE source IS NOT NULL;

  CREATE TABLE outbox (
    entry_id       INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id      INTEGER REFERENCES tickets,
    place          TEXT NOT NULL,
    urgency        INTEGER NOT NULL,
    effect         TEXT NOT NULL,
    source         TEXT,
    coalescing_key TEXT,
    state          TEXT NOT NULL,
    request        TEXT,
    nonce          TEXT UNIQUE,
    anchor         TEXT,
    attempts       INTEGER NOT NULL DEFAULT 0,
    unknown_since  INTEGER,
    not_before     INTEGER NOT NULL,
    patient_until  INTEGER
  ) STRICT;
  CREATE INDEX outbox_by_place ON outbox (place, urgency, entry_id);
  CREATE INDEX outbox_by_ticket ON outbox (ticket_id);

  CREATE TABLE outbox_after (
    entry_id    INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
    waits_for   INTEGER NOT NULL REFERENCES outbox ON DELETE CASCADE,
    PRIMARY KEY (entry_id, waits_for)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX outbox_after_by_awaited ON outbox_after (waits_for);

  CREATE TABLE seen_events (
    key         TEXT PRIMARY KEY,
    at          INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE channels (
    channel_id        TEXT PRIMARY KEY,
    newest_message_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE forum_tags (
    forum_id    TEXT NOT NULL,
    kind        TEXT NOT NULL,
    tag_id      TEXT NOT NULL,
    PRIMARY KEY (forum_id, kind)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE facts (
    name        TEXT PRIMARY KEY,
    value       TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE lease (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    holder      TEXT NOT NULL,
    host        TEXT NOT NULL,
    pid         INTEGER NOT NULL,
    beat_at     INTEGER NOT NULL
  ) STRICT;
`;
