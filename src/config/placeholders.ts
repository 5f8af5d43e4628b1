/** The placeholders that may stand in the configuration's messages to users. */
export const messagePlaceholders = [
  'user.name',
  'user.mention',
  'user.id',
  'server.name',
  'ticket.id',
  'category',
] as const;

/** A closing also has somebody who closed. */
export const closeMessagePlaceholders = [...messagePlaceholders, 'staff.name'] as const;

/** The placeholders of a post's title, where a mention would show as a bare ID. */
export const titlePlaceholders = ['user.name', 'user.id', 'server.name', 'ticket.id', 'category'] as const;

/** Those of the panel, which is nobody's and about no ticket. */
export const panelPlaceholders = ['server.name'] as const;
