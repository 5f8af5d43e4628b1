/** The name under which a user reads what somebody of the staff wrote, where that isn't the author's. */
export const shownNames = `
  ALTER TABLE messages ADD COLUMN shown_as TEXT;
`;
