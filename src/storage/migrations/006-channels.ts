/** Where each message was written, so that one that is missing there can be noticed; and which channels were active lately. */
export const channels = `
  ALTER TABLE messages ADD COLUMN channel_id TEXT;
  UPDATE messages SET channel_id = CASE side
    WHEN 'user' THEN (SELECT u.channel_id FROM users u WHERE u.user_id = messages.user_id)
    ELSE (SELECT t.post_id FROM tickets t WHERE t.ticket_id = messages.ticket_id)
  END;
  CREATE INDEX messages_by_channel ON messages (channel_id, CAST(message_id AS INTEGER));
  CREATE INDEX channels_by_newest ON channels (CAST(newest_message_id AS INTEGER));
  CREATE INDEX users_by_channel ON users (channel_id);
`;
