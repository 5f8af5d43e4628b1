/** Somebody's name as one line that means nothing to Discord's markdown: at most 80 characters, not counting the escapes. */
export function plainLine(name: string): string {
  const line = name.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return Array.from(line)
    .slice(0, 80)
    .join('')
    .replaceAll(/[\\*_~`|<>[\]]/g, String.raw`\$&`);
}
