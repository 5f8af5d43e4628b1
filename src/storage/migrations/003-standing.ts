/** What each copy says, so that an edit knows what it changes, whatever copies looked like when they were made. */
export const standing = `
  ALTER TABLE copies ADD COLUMN content TEXT;
`;
