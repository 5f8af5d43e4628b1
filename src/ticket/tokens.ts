/**
 * What means something only as a whole: mentions, custom emoji, times, links, escaped signs. Each has a limit, so that no
 * text takes long. https://docs.discord.com/developers/reference#message-formatting
 */
const tokens =
  /<(?:a?:\w{1,32}|[@#][!&]?|t|id|\/[^<>:\n]{1,100})?:?[-\w]{1,32}(?::[a-zA-Z])?>|\[[^[\]\n]{1,200}\]\([^()\s]{1,1000}\)|<?https?:\/\/[^\s<>]{1,1800}>?|\\[^\sa-zA-Z0-9]/g;

/** Where the token begins that a cut at `at` would go through, or `null`. What stands before `from` was cut off already. */
export function tokenThrough(text: string, from: number, at: number): number | null {
  for (const { index, 0: token } of text.slice(from, at + longest).matchAll(tokens)) {
    if (from + index >= at) return null;
    if (from + index + token.length > at) return from + index;
  }
  return null;
}

const longest = 2000;
