/** Orders Discord's IDs by age. They are decimal numbers of different lengths, too long for a JavaScript number. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
