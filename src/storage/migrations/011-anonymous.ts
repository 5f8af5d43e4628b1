/** Tickets whose user staff must not know. */
export const anonymous = `
  ALTER TABLE tickets ADD COLUMN is_anonymous INTEGER NOT NULL DEFAULT 0;
`;
