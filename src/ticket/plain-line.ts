/**
 * Somebody's name as one line that means nothing to Discord's markdown: no marks, no links, no change of the direction of
 * writing. At most 80 characters, not counting the escapes.
 */
export function plainLine(name: string): string {
  const line = name.replaceAll(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ').trim();
  return Array.from(line)
    .slice(0, 80)
    .join('')
    .replaceAll(/[\\*_~`|<>[\]]|:(?=\/\/)/g, String.raw`\$&`)
    .replace(/^(\d*)([-+#.])/, String.raw`$1\$2`);
}
