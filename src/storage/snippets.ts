import type { SnippetTable } from '../desk/store.ts';
import { parseTemplate } from '../lib/template.ts';
import { isSnippetName, snippetLimits, snippetPlaceholders } from '../ticket/snippet.ts';
import type { Snippet, SnippetProblem } from '../ticket/snippet.ts';
import type { ServerId, UserId } from '../ticket/ticket.ts';
import { isVisible } from '../ticket/visible.ts';
import type { Database } from './database.ts';

interface SnippetRow {
  readonly name: string;
  readonly content: string;
  readonly only_tickets: number;
}

/** The table `snippets`. What isn't a snippet doesn't get in, whether it comes from Discord or from the command line. */
export function snippetsIn(database: Database): SnippetTable {
  const fields = 'SELECT name, content, only_tickets FROM snippets WHERE server_id = ?';
  const one = database.prepare<[ServerId, string], SnippetRow>(`${fields} AND name = ?`);
  const all = database.prepare<[ServerId], SnippetRow>(`${fields} ORDER BY name`);
  const count = database.prepare<[ServerId], number>('SELECT count(*) FROM snippets WHERE server_id = ?').pluck();
  const save = database.prepare(`
    INSERT INTO snippets (server_id, name, content, only_tickets, changed_by, changed_at)
    VALUES (@serverId, @name, @content, @onlyTickets, @by, @at)
    ON CONFLICT DO UPDATE SET content = excluded.content, only_tickets = excluded.only_tickets,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
  const remove = database.prepare('DELETE FROM snippets WHERE server_id = ? AND name = ?');

  const get = (serverId: ServerId, name: string): Snippet | null => {
    const row = one.get(serverId, name);
    return row === undefined ? null : toSnippet(row);
  };
  const problemOfAdding = (serverId: ServerId, name: string): SnippetProblem | null => {
    if (!isSnippetName(name)) return { type: 'badName', name };
    if (one.get(serverId, name) !== undefined) return { type: 'nameTaken', name };
    return (count.get(serverId) ?? 0) >= snippetLimits.perServer ? { type: 'tooManySnippets' } : null;
  };
  const write = (serverId: ServerId, snippet: Snippet, change: Change): null => {
    save.run({ serverId, ...snippet, onlyTickets: Number(snippet.onlyTickets), ...change });
    return null;
  };
  const add = (serverId: ServerId, snippet: Snippet, change: Change): SnippetProblem | null =>
    problemOfAdding(serverId, snippet.name) ?? problemOfContent(snippet.content) ?? write(serverId, snippet, change);
  const edit = (serverId: ServerId, snippet: Snippet, change: Change): SnippetProblem | null => {
    if (get(serverId, snippet.name) === null) return { type: 'noSuchSnippet', name: snippet.name };
    return problemOfContent(snippet.content) ?? write(serverId, snippet, change);
  };
  return {
    get,
    all: (serverId) => all.all(serverId).map(toSnippet),
    problemOfAdding,
    add: (...snippet) => database.transaction(() => add(...snippet)).immediate(),
    edit: (...snippet) => database.transaction(() => edit(...snippet)).immediate(),
    remove: (serverId, name) => remove.run(serverId, name).changes === 1,
  };
}

interface Change {
  readonly by: UserId | null;
  readonly at: number;
}

function problemOfContent(content: string): SnippetProblem | null {
  if (!isVisible(content)) return { type: 'noContent' };
  if (content.length > snippetLimits.content) return { type: 'contentTooLong', length: content.length };
  const parsed = parseTemplate(content, snippetPlaceholders);
  if (parsed.ok) return null;
  if (parsed.type === 'unclosed') return { type: 'unclosedBrace', rest: parsed.rest };
  const { placeholder, suggestion } = parsed;
  return { type: 'unknownPlaceholder', placeholder, suggestion };
}

function toSnippet(row: SnippetRow): Snippet {
  return { name: row.name, content: row.content, onlyTickets: row.only_tickets === 1 };
}
