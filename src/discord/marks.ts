/** The reactions by which the bot tells an author what became of a message. */
export const marks = { delivered: '✅', failed: '❌' } as const;
