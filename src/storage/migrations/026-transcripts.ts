/** What users filled in before their tickets were opened, as JSON; and everything that was written in a ticket, in order, however long it is. */
export const transcripts = `
  ALTER TABLE tickets ADD COLUMN form_answers TEXT;

  DROP INDEX messages_by_ticket;
  CREATE INDEX messages_in_order ON messages (ticket_id, CAST(message_id AS INTEGER));
`;
