/** A row of a CSV file, and the line in which it begins. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

// A cell, quoted or not, and what ends it.
const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/** Reads CSV (https://www.rfc-editor.org/rfc/rfc4180); empty lines are left out. `null` as the last row's cells can't be told: a quote is astray there. */
export function readCsv(text: string): { readonly rows: readonly Row[]; readonly brokenIn: number | null } {
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1;
  let start = 1;
  cell.lastIndex = 0;
  while (cell.lastIndex < text.length || cells.length > 0) {
    const match = cell.exec(text);
    if (match === null) return { rows, brokenIn: line };
    const [whole, quoted, plain = '', end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === ',') continue;
    if (cells.some((one) => one !== '')) rows.push({ line: start, cells });
    cells = [];
    start = line;
  }
  return { rows, brokenIn: null };
}
