import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { plainLine } from '../ticket/plain-line.ts';
import { inBraces, placeholderWords } from './placeholder-words.ts';
import { asTyped } from './shown-back.ts';
import { snippetLimits, snippetPlaceholders } from '../ticket/snippet.ts';
import type { Snippet, SnippetProblem } from '../ticket/snippet.ts';
import type { SnippetStatement } from '../ticket/snippet-statement.ts';

/** So much of a snippet shows in a list. */
const excerptLength = 50;

/** What a statement about snippets says, a paragraph each. */
export function snippetWords(statement: SnippetStatement, language: Language): readonly string[] {
  switch (statement.type) {
    case 'snippetOnlyInTickets':
      return [say(language, 'snippet.onlyInTickets', { name: plainLine(statement.name) })];
    case 'snippetTooLong':
      return [say(language, 'snippet.tooLong', { name: plainLine(statement.name) })];
    case 'snippetGoesToUser':
      return [say(language, 'snippet.goesToUser')];
    case 'snippetNotAnonymous':
      return [say(language, 'snippet.notAnonymous')];
    case 'snippetMeansNothingHere': {
      const { placeholders, needsMention } = statement;
      const values = { name: plainLine(statement.name), placeholders: inBraces(placeholders) };
      return [say(language, needsMention ? 'snippet.needsMention' : 'snippet.needsTicket', values)];
    }
    case 'snippetRefused': {
      const { problem, typed } = statement;
      const shownBack = typed === null ? [] : [say(language, 'snippet.notKept'), asTyped(typed.content)];
      return [problemWords(problem, language), ...shownBack];
    }
    case 'snippetAdded':
      return [say(language, 'snippet.added', { name: plainLine(statement.name) })];
    case 'snippetChanged':
      return [say(language, 'snippet.changed', { name: plainLine(statement.name) })];
    case 'snippetRemoved':
      return [say(language, 'snippet.removed', { name: plainLine(statement.name) })];
    case 'snippetList':
      return [listOf(statement, language)];
  }
}

function problemWords(problem: SnippetProblem, language: Language): string {
  switch (problem.type) {
    case 'badName':
      return say(language, 'snippet.badName', {
        name: plainLine(problem.name),
        shortest: snippetLimits.shortestName,
        longest: snippetLimits.longestName,
      });
    case 'nameTaken':
      return say(language, 'snippet.nameTaken', { name: plainLine(problem.name) });
    case 'noSuchSnippet':
      return say(language, 'snippet.unknown', { name: plainLine(problem.name) });
    case 'noContent':
      return say(language, 'snippet.noContent');
    case 'tooManySnippets':
      return say(language, 'snippet.tooMany', { most: snippetLimits.perServer });
    case 'contentTooLong':
      return say(language, 'snippet.contentTooLong', { length: problem.length, longest: snippetLimits.content });
    case 'unclosedBrace':
    case 'unknownPlaceholder':
      return placeholderWords({ ...problem, placeholders: snippetPlaceholders }, language);
  }
}

function listOf(
  { snippets, page, pages }: Extract<SnippetStatement, { type: 'snippetList' }>,
  language: Language,
): string {
  if (snippets.length === 0) return say(language, 'snippet.none');
  const heading = say(language, 'snippet.list', { page: page + 1, pages });
  return [heading, ...snippets.map((snippet) => lineOf(snippet, language))].join('\n');
}

function lineOf({ name, content, onlyTickets }: Snippet, language: Language): string {
  const excerpt = content.length > excerptLength ? `${content.slice(0, excerptLength)}…` : content;
  const mark = onlyTickets ? ` · ${say(language, 'snippet.onlyTickets')}` : '';
  return `- **${plainLine(name)}**${mark}: ${plainLine(excerpt)}`;
}
