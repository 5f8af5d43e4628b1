/** What will close a ticket by itself, as JSON. */
export const closePlans = `
  ALTER TABLE tickets ADD COLUMN close_plan TEXT;
`;
