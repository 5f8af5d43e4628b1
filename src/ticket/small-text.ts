import { findFences } from './fences.ts';
import type { Fence } from './fences.ts';

/**
 * Takes the small-text meaning from lines that begin with "-# ", also behind other marks, so that nobody's text can pose
 * as the line that names the writer. In what surely is code nothing has a meaning, and nothing is changed.
 */
export function escapeSubtext(text: string): string {
  let escaped = '';
  let at = 0;
  for (const { start, end } of sureFences(text)) {
    escaped += escapeLines(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return escaped + escapeLines(text.slice(at));
}

/** The same for the first line alone: one more character at most. For what begins in the middle of an escaped text. */
export function escapeFirstLine(text: string): string {
  const lineEnd = text.indexOf('\n');
  return lineEnd === -1 ? escapeLines(text) : escapeLines(text.slice(0, lineEnd)) + text.slice(lineEnd);
}

// Before the first letter of a line any sign may be one that Discord takes away, and what follows then begins the line.
// After a backslash "-#" has no meaning already, and after a backtick it doesn't begin a line.
function escapeLines(text: string): string {
  return text.replaceAll(/^([^\p{L}\r\n\u2028\u2029\\`]*?)-#/gmu, String.raw`$1\-#`);
}

/**
 * The code blocks that no reading of what stands before can prevent: other marks, such as those of bold text, links and
 * quotes, can swallow the one that seems to open a block, and then it is the next one that opens one.
 */
function sureFences(text: string): readonly Fence[] {
  const fences = findFences(text);
  const unsure = fences.findIndex((fence, index) => !isSure(text, fences[index - 1]?.end ?? 0, fence));
  return unsure === -1 ? fences : fences.slice(0, unsure);
}

function isSure(text: string, from: number, { start, codeAt }: Fence): boolean {
  const isOnlyWords = /^(?:[\p{L}\p{M}\s.,:;!?'"()]*\n)?$/u.test(text.slice(from, start));
  // Clients may differ in where a block ends that is blank, or whose code begins with a backtick.
  return isOnlyWords && !text.slice(codeAt).trimStart().startsWith('`');
}
