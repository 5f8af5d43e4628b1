import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { plainLine } from '../ticket/plain-line.ts';

/** Why a text with placeholders can't be filled in; `placeholders`: those that there are. */
export type PlaceholderProblem = { readonly placeholders: readonly string[] } & (
  | { readonly type: 'unclosedBrace'; readonly rest: string }
  | { readonly type: 'unknownPlaceholder'; readonly placeholder: string; readonly suggestion: string | null }
);

/** The same in words. */
export function placeholderWords(problem: PlaceholderProblem, language: Language): string {
  // Braces mean something in the texts: they are filled in.
  const allowed = { placeholders: inBraces(problem.placeholders), brace: '`{{`' };
  if (problem.type === 'unclosedBrace') {
    return say(language, 'placeholder.unclosed', { rest: plainLine(problem.rest.slice(0, 40)), ...allowed });
  }
  const placeholder = plainLine(`{${problem.placeholder}}`);
  const { suggestion } = problem;
  return suggestion === null
    ? say(language, 'placeholder.unknown', { placeholder, ...allowed })
    : say(language, 'placeholder.alike', { placeholder, suggestion: `{${suggestion}}`, ...allowed });
}

/** Names of placeholders, as they are written. */
export function inBraces(names: readonly string[]): string {
  return names.map((name) => `\`{${name}}\``).join(' ');
}
