/** A part of a file, both ends included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * The one part of a file that a player asks for, or null: then it gets all of it, as it does where it asks for several or
 * for what isn't there (https://www.rfc-editor.org/rfc/rfc9110#name-range).
 */
export function rangeOf(header: string | undefined, size: number): Range | null {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined) return null;
  const from = Number(first);
  const to = Math.min(last === undefined || last === '' ? size - 1 : Number(last), size - 1);
  return from <= to ? { from, to } : null;
}
