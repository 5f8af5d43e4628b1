import type { Document, ErrorCode, YAMLError } from 'yaml';
import type { Problem } from './problems.ts';

// The library's own words are for people who know YAML's grammar.
const plainWords: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'found a tab; lines are indented with spaces only',
  MULTIPLE_DOCS: 'found a second document after `---`; the file must hold one only',
  BLOCK_AS_IMPLICIT_KEY:
    'found a second `: ` in one line; put quotes around a text that has one, or check the indentation',
  MULTILINE_IMPLICIT_KEY: 'found a line without `key: `; check the indentation, and put quotes around long texts',
  BAD_SCALAR_START: 'found a text that begins with a reserved character; put quotes around it',
  BAD_INDENT:
    'the indentation doesn’t fit; keys of one section start in the same column, and every [ or { needs its end',
  TAG_RESOLVE_FAILED: 'found a `!tag`; put quotes around a text that begins with `!`',
};

/** Says what the YAML parser complained about. Broken: the structure is unsure, so that further checks would mislead. */
export function syntaxProblems(document: Document.Parsed, text: string): { problems: Problem[]; broken: boolean } {
  const complaints: YAMLError[] = [...document.errors, ...document.warnings];
  return {
    problems: oncePerLine(complaints, text).map((complaint) => ({
      pointer: '',
      offset: complaint.pos[0],
      text: explain(complaint, text),
    })),
    broken: document.errors.some((error) => error.code !== 'DUPLICATE_KEY'),
  };
}

function explain({ code, message, pos }: YAMLError, text: string): string {
  if (code === 'DUPLICATE_KEY') return `the key ${keyAt(text, pos[0])} is given twice in one section; allowed is once`;
  return plainWords[code] ?? `this isn't valid YAML: ${message.split('\n')[0] ?? ''}`;
}

function keyAt(text: string, offset: number): string {
  return `\`${/^[^:\s]{1,60}/.exec(text.slice(offset, offset + 60))?.[0] ?? ''}\``;
}

// One slip makes the parser complain several times about the same line; the first complaint is nearest to the cause.
function oncePerLine(complaints: readonly YAMLError[], text: string): YAMLError[] {
  const first = new Map<number, YAMLError>();
  for (const complaint of complaints) {
    const lineStart = complaint.pos[0] === 0 ? -1 : text.lastIndexOf('\n', complaint.pos[0] - 1);
    if (!first.has(lineStart)) first.set(lineStart, complaint);
  }
  return [...first.values()];
}
