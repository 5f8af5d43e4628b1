import type { Command } from 'commander';
import { OperatorError } from '../../lib/errors.ts';
import type { Snippet, SnippetProblem } from '../../ticket/snippet.ts';
import { onDatabase } from '../on-database.ts';
import type { Ground } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { nameOfFile, readText, writeText } from '../text-files.ts';
import { inWords } from './problems.ts';

/** `snippets list`. */
export function list(command: Command, io: CliIo, { json }: { readonly json?: true }): void {
  onDatabase(command, io, ({ store, serverId }) => {
    const snippets = store.snippets.all(serverId);
    if (json === true) io.stdout.write(toJson(snippets));
    else if (snippets.length === 0) io.stdout.write('There are no snippets yet.\n');
    else io.stdout.write(toLines(snippets));
  });
}

function toLines(snippets: readonly Snippet[]): string {
  const width = Math.max(...snippets.map(({ name }) => name.length));
  const lines = snippets.map(({ name, content, onlyTickets }) => {
    const text = content.replaceAll(/\s*\r?\n\s*/g, ' ⏎ ');
    const excerpt = text.length > 60 ? `${text.slice(0, 59)}…` : text;
    return `${name.padEnd(width)}  ${excerpt}${onlyTickets ? '  (only in tickets)' : ''}\n`;
  });
  return lines.join('');
}

/** `snippets export`. */
export function exportFile(command: Command, io: CliIo, { out }: { readonly out?: string }): void {
  onDatabase(command, io, ({ store, loaded, serverId }) => {
    const snippets = store.snippets.all(serverId);
    if (out === undefined || out === '-') {
      io.stdout.write(toJson(snippets));
      return;
    }
    writeText(out, toJson(snippets), { io, loaded });
    done(io, `${counted(snippets.length)} written to ${out}.`);
  });
}

function toJson(snippets: readonly Snippet[]): string {
  const written = snippets.map(({ name, content, onlyTickets }) => ({ name, content, only_tickets: onlyTickets }));
  return `${JSON.stringify(written, null, 2)}\n`;
}

interface Importing {
  readonly file: string;
  readonly replace?: true;
}

/** `snippets import`: all of a file, or nothing. */
export function importFile(command: Command, io: CliIo, { file, replace }: Importing): void {
  const snippets = fromJson(readText(file, io), nameOfFile(file));
  onDatabase(command, io, (ground) => {
    ground.store.transaction(() => {
      const problems = snippets.flatMap((snippet, index) => {
        const problem = keep(snippet, replace === true, ground);
        return problem === null ? [] : [`  ${index + 1} (${snippet.name}): ${inWords(problem)}`];
      });
      // Takes back what was kept before.
      if (problems.length > 0) throw notImported(nameOfFile(file), problems);
    });
    done(io, `${counted(snippets.length)} imported.`);
  });
}

function keep(snippet: Snippet, replaces: boolean, { store, serverId, now }: Ground): SnippetProblem | null {
  const change = { by: null, at: now };
  const isThere = store.snippets.get(serverId, snippet.name) !== null;
  return isThere && replaces
    ? store.snippets.edit(serverId, snippet, change)
    : store.snippets.add(serverId, snippet, change);
}

function fromJson(text: string, name: string): readonly Snippet[] {
  const entries = parse(text, name);
  const problems = entries.flatMap((entry, index) => (isWritten(entry) ? [] : [`  ${index + 1}: ${shape}`]));
  if (problems.length > 0) throw notImported(name, problems);
  return entries.filter(isWritten).map((entry) => ({
    name: entry.name.trim(),
    content: entry.content,
    onlyTickets: entry.only_tickets ?? false,
  }));
}

function parse(text: string, name: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw notImported(name, [`  It is no list in JSON. ${shape}`]);
}

const shape = 'A snippet is written {"name": "…", "content": "…", "only_tickets": false}.';

interface Written {
  readonly name: string;
  readonly content: string;
  readonly only_tickets?: boolean;
}

function isWritten(entry: unknown): entry is Written {
  if (typeof entry !== 'object' || entry === null) return false;
  const { name, content, only_tickets: onlyTickets = false } = entry as Record<string, unknown>;
  return typeof name === 'string' && typeof content === 'string' && typeof onlyTickets === 'boolean';
}

function notImported(name: string, problems: readonly string[]): OperatorError {
  const message = [`Nothing was imported from ${name}:`, ...problems].join('\n');
  return new OperatorError('snippets.import', message, {
    hint: 'Put that right and import it again; --replace gives those that are there already the text of the file.',
  });
}

function counted(count: number): string {
  return count === 1 ? '1 snippet' : `${count} snippets`;
}
