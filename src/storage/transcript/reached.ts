/** A message of staff in one of its versions. */
export interface Version {
  readonly text: string;
  /** When it came to say this; `null`: it did from the beginning. */
  readonly editedAt: number | null;
}

/** Longer than what stands before a message to say whom it is for. */
const addressLength = 40;

/**
 * What a user has of a message of staff: the newest version that reached them, for what staff edit in a closed ticket, or can't be
 * delivered, is their own. `versions`: the newest first; `sent`: the copies, part by part. Where no version is like them, they count; where
 * none are known, the newest does.
 */
export function reachedUser(versions: readonly [Version, ...Version[]], sent: readonly string[]): Version {
  const [newest] = versions;
  if (sent.length === 0) return newest;
  // Its first line names who wrote it.
  const reached = sent.map((part) => part.replace(/^-# .*(?:\n|$)/, '')).join('\n');
  const read = versions.map(({ text, editedAt }) => ({ text: withoutAddress(text, reached), editedAt }));
  if (versions.length === 1) return read[0] ?? newest;
  return read.find(({ text }) => words(text) === words(reached)) ?? { ...newest, text: reached };
}

/** Users don't read what only says whom a message is for: a flag, a mention of the bot. */
function withoutAddress(text: string, reached: string): string {
  const beginning = reached.slice(0, addressLength);
  const start = beginning === '' ? text.length : text.indexOf(beginning);
  return start > 0 && start <= addressLength ? text.slice(start) : text;
}

/** Without what a relayed text is given on its way: marks that take others' meaning, borders of parts, lines for files. */
function words(text: string): string {
  return text.replaceAll(/^📎 .*$/gmu, '').replaceAll(/[\s\\`]/g, '');
}
