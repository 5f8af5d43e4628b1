/** Who of the staff handles a ticket, and who is to be pinged once its user writes: their IDs, as a JSON array. */
export const handling = `
  ALTER TABLE tickets ADD COLUMN claimed_by TEXT;
  ALTER TABLE tickets ADD COLUMN watchers TEXT NOT NULL DEFAULT '[]';
`;
