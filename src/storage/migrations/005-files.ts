/** Which files each copy has, and which ones an attempt goes without. */
export const files = `
  ALTER TABLE copies ADD COLUMN files TEXT;
  ALTER TABLE outbox ADD COLUMN left_out TEXT;
`;
