/** An instant as each reader's Discord shows it, its day, and how far off it is. https://docs.discord.com/developers/reference#message-formatting */
export function times(at: number): { readonly at: string; readonly day: string; readonly in: string } {
  const seconds = Math.round(at / 1000);
  return { at: `<t:${seconds}:F>`, day: `<t:${seconds}:d>`, in: `<t:${seconds}:R>` };
}

/** What there is of several paragraphs. */
export function paragraphs(...texts: readonly (string | null)[]): readonly string[] {
  return texts.filter((text) => text !== null);
}

/** What somebody else said, marked as that. */
export function quoted(text: string | null): string | null {
  return text === null ? null : text.replaceAll(/^/gm, '> ');
}

/** Why a message didn't reach the user. */
export const undelivered = {
  closedDms: 'delivery.closedDms',
  noSharedServer: 'delivery.noSharedServer',
  other: 'delivery.failedToUser',
} as const;
