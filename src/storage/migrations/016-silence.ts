/** Since when an answer of the user is awaited, as JSON. Nobody is held to what was written before this was counted. */
export const silence = `
  ALTER TABLE tickets ADD COLUMN silence TEXT;
  UPDATE tickets SET silence = json_object('since', CAST(unixepoch('subsec') * 1000 AS INTEGER), 'remindedAt', NULL)
    WHERE status = 'open' AND activity = 'awaitingResponse';
`;
