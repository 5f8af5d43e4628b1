import { OperatorError } from '../../lib/errors.ts';
import { snippetLimits, snippetPlaceholders } from '../../ticket/snippet.ts';
import type { SnippetProblem } from '../../ticket/snippet.ts';

/** Why a snippet isn't kept, as an error that ends the command. */
export function refused(problem: SnippetProblem): OperatorError {
  const isMissing = problem.type === 'noSuchSnippet';
  const hint = hintFor(problem);
  return new OperatorError(isMissing ? 'snippets.notThere' : 'snippets.refused', inWords(problem), {
    exitCode: isMissing ? 3 : 1,
    ...(hint === null ? {} : { hint }),
  });
}

/** The same in a sentence. */
export function inWords(problem: SnippetProblem): string {
  switch (problem.type) {
    case 'badName': {
      const { shortestName, longestName } = snippetLimits;
      return `${JSON.stringify(problem.name)} can't be a name: it takes ${shortestName} to ${longestName} of a–z, 0–9, _, - and space.`;
    }
    case 'nameTaken':
      return `There is a snippet ${JSON.stringify(problem.name)} already.`;
    case 'noSuchSnippet':
      return `There is no snippet ${JSON.stringify(problem.name)}.`;
    case 'noContent':
      return 'A snippet must say something.';
    case 'tooManySnippets':
      return `There are ${snippetLimits.perServer} snippets already, and no more are possible.`;
    case 'contentTooLong':
      return `A snippet takes at most ${snippetLimits.content} characters, and this one has ${problem.length}.`;
    case 'unclosedBrace':
      return `A brace is never closed: ${JSON.stringify(problem.rest.slice(0, 40))}.`;
    case 'unknownPlaceholder': {
      const meant = problem.suggestion === null ? '' : ` Did you mean {${problem.suggestion}}?`;
      return `There is no placeholder {${problem.placeholder}}.${meant}`;
    }
  }
}

function hintFor({ type }: SnippetProblem): string | null {
  switch (type) {
    case 'nameTaken':
      return 'supportmail snippets edit changes it.';
    case 'noSuchSnippet':
      return 'supportmail snippets list shows those that are there.';
    case 'tooManySnippets':
      return 'Remove one first.';
    case 'unclosedBrace':
    case 'unknownPlaceholder':
      return `There are ${snippetPlaceholders.map((name) => `{${name}}`).join(' ')}; {{ writes a brace.`;
    default:
      return null;
  }
}
