import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..', '..');

/** A test, or a group of tests, as a table names it. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** The cells of a table in Markdown, row by row, without its head. */
export function rowsOf(markdown: string): readonly (readonly string[])[] {
  const lines = markdown.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) =>
    line
      .slice(1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** The tests that a cell names. */
export function testsIn(cell: string): readonly NamedTest[] {
  const named = [...cell.matchAll(/`(tests\/[^`]+)` “([^”]+)”/g)];
  return named.map(([, file = '', title = '']) => ({ file, title }));
}

/** Whether a test, or a group of tests, begins with this title. */
export function exists({ file, title }: NamedTest): boolean {
  const source = readFileSync(join(repository, file), 'utf8').replaceAll(/\\(['"`])/g, '$1');
  return ["'", '"', '`'].some((mark) => new RegExp(`\\(\\s*${mark}${escaped(title)}${mark},`).test(source));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
