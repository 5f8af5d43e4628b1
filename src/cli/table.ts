import { createPaint } from './output.ts';
import type { CliIo } from './output.ts';

/** What somebody called something, on one line and without what would move the cursor. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, '');
}

/** Writes a table; on a terminal its last column is cut to what fits. Columns of numbers stand to the right. */
export function writeTable(
  { stdout, env }: CliIo,
  titles: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const paint = createPaint(stdout, env);
  const lines = [titles, ...rows.map((row) => row.map(String))];
  const widths = titles.map((_, column) => Math.max(...lines.map((line) => charactersOf(line[column] ?? '').length)));
  const isNumber = titles.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const room = stdout.isTTY === true ? (stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
  for (const [index, line] of lines.entries()) {
    const cells = line.map((cell, column) => padded(cell, widths[column] ?? 0, isNumber[column] === true));
    const text = cut(cells.join('  ').trimEnd(), room);
    stdout.write(`${index === 0 ? paint('bold', text) : text}\n`);
  }
}

function padded(cell: string, width: number, isNumber: boolean): string {
  const space = ' '.repeat(Math.max(0, width - charactersOf(cell).length));
  return isNumber ? space + cell : cell + space;
}

function cut(text: string, room: number): string {
  const characters = charactersOf(text);
  return characters.length > room ? `${characters.slice(0, room - 1).join('')}…` : text;
}

const segmenter = new Intl.Segmenter('en');

/** As people count them. */
function charactersOf(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
