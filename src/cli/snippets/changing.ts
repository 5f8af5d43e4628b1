import type { Command } from 'commander';
import { OperatorError } from '../../lib/errors.ts';
import { snippetNamed } from '../../ticket/snippet.ts';
import type { Writing } from '../commands/snippets.ts';
import { onDatabase } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { readText } from '../text-files.ts';
import { refused } from './problems.ts';

/** `snippets add`. */
export function add(command: Command, io: CliIo, name: string, writing: Writing): void {
  const content = contentOf(writing, io);
  onDatabase(command, io, ({ store, serverId, now }) => {
    const snippet = { name: name.trim(), content, onlyTickets: writing.onlyTickets ?? false };
    const problem = store.snippets.add(serverId, snippet, { by: null, at: now });
    if (problem !== null) throw refused(problem);
    done(io, `Added: ${snippet.name}.`);
  });
}

/** `snippets edit`. What isn't said stays as it is. */
export function edit(command: Command, io: CliIo, name: string, writing: Writing): void {
  const isOnlyWhere = writing.text === undefined && writing.file === undefined && writing.onlyTickets !== undefined;
  const content = isOnlyWhere ? null : contentOf(writing, io);
  onDatabase(command, io, ({ store, serverId, now }) => {
    store.transaction(() => {
      const before = store.snippets.get(serverId, snippetNamed(name));
      if (before === null) throw refused({ type: 'noSuchSnippet', name });
      const onlyTickets = writing.onlyTickets ?? before.onlyTickets;
      const snippet = { name: before.name, content: content ?? before.content, onlyTickets };
      const problem = store.snippets.edit(serverId, snippet, { by: null, at: now });
      if (problem !== null) throw refused(problem);
    });
    done(io, `Changed: ${snippetNamed(name)}.`);
  });
}

/** `snippets remove`. */
export function remove(command: Command, io: CliIo, name: string): void {
  onDatabase(command, io, ({ store, serverId }) => {
    if (!store.transaction(() => store.snippets.remove(serverId, snippetNamed(name)))) {
      throw refused({ type: 'noSuchSnippet', name });
    }
    done(io, `Removed: ${snippetNamed(name)}.`);
  });
}

/** The line break at the end of a file is the file's. */
function contentOf({ text, file }: Writing, io: CliIo): string {
  if (text !== undefined && file !== undefined) {
    throw new OperatorError('snippets.text', 'Give the text or --file, not both.', { exitCode: 2 });
  }
  return text ?? readText(file ?? '-', io).replace(/\r?\n$/, '');
}
