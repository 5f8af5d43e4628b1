/** Who wrote last in a ticket, in one step however long it is. */
export const turns = `
  CREATE INDEX messages_by_turn ON messages (ticket_id, CAST(message_id AS INTEGER)) WHERE became = 'relayed';
`;
