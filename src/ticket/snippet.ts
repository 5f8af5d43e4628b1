import { fill, placeholders } from './rules.ts';
import type { Rules, Template } from './rules.ts';
import type { Person, Ticket } from './ticket.ts';

/** Reusable text of a server. */
export interface Snippet {
  readonly name: string;
  readonly content: string;
  /** It goes to users of tickets, and into no other channel. */
  readonly onlyTickets: boolean;
}

/** In characters, and in snippets. */
export const snippetLimits = { shortestName: 2, longestName: 50, content: 2000, perServer: 100 } as const;

/** What may stand in braces in a snippet. */
export const snippetPlaceholders = [
  'user.name',
  'user.mention',
  'user.id',
  'server.name',
  'ticket.id',
  'category',
  'staff.name',
] as const;

/** Why a snippet isn't kept. */
export type SnippetProblem =
  | { readonly type: 'badName' | 'nameTaken' | 'noSuchSnippet'; readonly name: string }
  | { readonly type: 'noContent' }
  | { readonly type: 'tooManySnippets' }
  | { readonly type: 'contentTooLong'; readonly length: number }
  | { readonly type: 'unknownPlaceholder'; readonly placeholder: string; readonly suggestion: string | null }
  | { readonly type: 'unclosedBrace'; readonly rest: string };

/** A name as it is looked for: all of them are in lower case. */
export function snippetNamed(typed: string): string {
  return typed.trim().toLowerCase();
}

/** Whether a snippet may bear this name. */
export function isSnippetName(name: string): boolean {
  const { shortestName, longestName } = snippetLimits;
  return (
    /^[a-z0-9_ -]+$/.test(name) && name === name.trim() && name.length >= shortestName && name.length <= longestName
  );
}

/** What a snippet says to a ticket's user; `staffName`: the name that they read above it. */
export function snippetForUser(content: Template, ticket: Ticket, rules: Rules, staffName: string): string {
  return fill(content, placeholders(ticket, rules, staffName));
}

/** What a snippet says in a channel that is no ticket's, to somebody (`null`: to all), or the placeholders that mean nothing there. */
export function snippetForChannel(
  content: Template,
  values: { readonly user: Person | null; readonly serverName: string; readonly staffName: string },
): { readonly text: string } | { readonly meaningless: readonly string[] } {
  const { user, serverName, staffName } = values;
  const known: Readonly<Record<string, string>> = {
    'server.name': serverName,
    'staff.name': staffName,
    ...(user === null ? {} : { 'user.name': user.name, 'user.mention': `<@${user.id}>`, 'user.id': user.id }),
  };
  const used = content.flatMap((part) => (typeof part === 'string' ? [] : [part.placeholder]));
  const meaningless = [...new Set(used.filter((name) => !Object.hasOwn(known, name)))];
  return meaningless.length > 0 ? { meaningless } : { text: fill(content, known) };
}
