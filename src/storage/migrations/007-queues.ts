/** However much waits in a place, the next of each ticket and what is about a message are found at once. */
export const queues = `
  CREATE INDEX outbox_by_heads ON outbox (place, coalesce(ticket_id, 0), entry_id) WHERE urgency = 0;
  CREATE INDEX outbox_by_source ON outbox (source, place) WHERE source IS NOT NULL;
  CREATE INDEX outbox_by_change ON outbox (effect ->> 'copyOf', place) WHERE effect ->> 'copyOf' IS NOT NULL;
  CREATE INDEX outbox_by_key ON outbox (coalescing_key, place) WHERE coalescing_key IS NOT NULL;
`;
