/** The lines in which the elements of an array begin, in a text that is valid JSON of an array. */
export function linesOfElements(text: string): readonly number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let isAwaited = false;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|\n|[[\]{},]|[^\s[\]{},"]+/g)) {
    if (token === '\n') {
      line += 1;
      continue;
    }
    if (isAwaited && token !== ']') {
      lines.push(line);
      isAwaited = false;
    }
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    // An array of arrays has more of both, further in.
    if (depth === 1 && (token === ',' || (token === '[' && lines.length === 0))) isAwaited = true;
  }
  return lines;
}
