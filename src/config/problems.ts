import type { LineCounter } from 'yaml';

/** One mistake in the configuration file, or one thing to know about it. */
export interface Problem {
  /** JSON pointer to the value, `''` for the file as a whole. */
  pointer: string;
  /** Where in the file's text it begins. */
  offset: number;
  /** What was found and what is allowed, as the rest of a sentence that starts with the path. */
  text: string;
}

/** Writes a JSON pointer as people write paths: `/servers/0/staff/roles/1` → `servers[0].staff.roles[1]`. */
export function pointerToPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${unescapeKey(key)}`))
    .join('')
    .replace(/^\./, '');
}

/** Extends a JSON pointer by one key. */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function unescapeKey(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Lists problems in the order of the file, one line each: `config.yaml:3:12 servers[0].id: found 12, …`. */
export function formatProblems(file: string, problems: readonly Problem[], lines: LineCounter): string[] {
  const inOrder = [...problems].sort((a, b) => a.offset - b.offset);
  const formatted = inOrder.map(({ pointer, offset, text }) => {
    const { line, col } = lines.linePos(offset);
    const path = pointerToPath(pointer);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)} ${path === '' ? '' : `${path}: `}${text}`;
  });
  return [...new Set(formatted)];
}

/** Shows something from the file within a sentence: short, on one line, between backticks. */
export function quote(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return `\`${line.length > 60 ? `${line.slice(0, 57)}…` : line}\``;
}
