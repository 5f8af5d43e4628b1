const mark = '```';

/** Longer names of languages mean nothing, and a block that is continued must have room for more than its opening line. */
const languageLimit = 32;

/** A code block. */
export interface Fence {
  readonly start: number;
  /** Behind the closing mark. */
  readonly end: number;
  /** Where the code begins, and where the closing mark does. */
  readonly codeAt: number;
  readonly closingAt: number;
  /** What a continued block begins with, such as "```js\n". */
  readonly opening: string;
}

/**
 * The code blocks of a text, as far as marks alone tell. As Discord reads them, a block isn't empty: a mark that follows
 * the opening one at once, or after line breaks only, is code and closes nothing.
 */
export function findFences(text: string): readonly Fence[] {
  const fences: Fence[] = [];
  for (let fence = fenceFrom(text, 0); fence !== null; fence = fenceFrom(text, fence.end)) fences.push(fence);
  return fences;
}

function fenceFrom(text: string, from: number): Fence | null {
  const start = text.indexOf(mark, from);
  if (start === -1) return null;
  // Without anything behind its line, what looks like the name of a language is the code.
  return fenceAt(text, start, languageAt(text, start + mark.length)) ?? fenceAt(text, start, '');
}

function languageAt(text: string, at: number): string {
  return /^[\w+.#-]+(?=\n)/.exec(text.slice(at, at + languageLimit + 1))?.[0] ?? '';
}

function fenceAt(text: string, start: number, language: string): Fence | null {
  let codeAt = start + mark.length + language.length;
  while (text[codeAt] === '\n') codeAt += 1;
  const closingAt = text.indexOf(mark, codeAt + 1);
  if (closingAt === -1) return null;
  return { start, end: closingAt + mark.length, codeAt, closingAt, opening: `${mark}${language}\n` };
}
