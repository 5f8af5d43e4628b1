import { mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { OperatorError } from '../../../lib/errors.ts';
import type { TicketId } from '../../../ticket/ticket.ts';

/** Where transcripts go: each into a file of a folder, a single one into one file, or to standard output. */
export type Target =
  | { readonly to: 'folder'; readonly path: string; readonly shownAs: string }
  | { readonly to: 'file'; readonly path: string; readonly shownAs: string }
  | { readonly to: 'output' };

/**
 * What `--out` means for so many tickets. A path with an ending is a file, unless there is a folder of that name; anything else is a
 * folder. @throws OperatorError `tickets.out`
 */
export function targetOf(out: string, count: number, cwd: string): Target {
  if (out === '-') {
    if (count === 1) return { to: 'output' };
    throw refusal('Standard output takes a single ticket.');
  }
  const path = resolve(cwd, out);
  const what = kindOf(path, out);
  // A file would take its place.
  if (what === 'device') throw refusal(`${out} is neither a file nor a folder.`);
  const isFile = what === 'file' || (what === null && extname(path) !== '' && !/[/\\]$/.test(out));
  if (!isFile) return { to: 'folder', path, shownAs: out };
  if (count === 1) return { to: 'file', path, shownAs: out };
  throw refusal(`${out} is a file, and ${count} tickets don’t go into one.`);
}

function refusal(sentence: string): OperatorError {
  return new OperatorError('tickets.out', sentence, {
    hint: 'Name a folder with --out: each ticket becomes a file in it.',
    exitCode: 2,
  });
}

function kindOf(path: string, shownAs: string): 'folder' | 'file' | 'device' | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return null;
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'device';
  } catch (error) {
    throw unusable(shownAs, error);
  }
}

/** Makes the folder in which something is written. @throws OperatorError `tickets.out` */
export function makeFolder(target: Exclude<Target, { to: 'output' }>): void {
  try {
    // What people wrote is for nobody else on this machine.
    mkdirSync(target.to === 'folder' ? target.path : dirname(target.path), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(target.shownAs, error);
  }
}

/** Something can't be written. */
export function unusable(shownAs: string, error: unknown): OperatorError {
  const reason = error instanceof Error ? error.message : String(error);
  return new OperatorError('tickets.out', `${shownAs} can’t be written: ${reason}.`, {
    hint: 'Check that the path is right, that you may write there, and that there is room.',
    cause: error,
  });
}

/** The file of a ticket, absolute. */
export function fileOf(target: Exclude<Target, { to: 'output' }>, id: TicketId, ending: string): string {
  return target.to === 'file' ? target.path : join(target.path, `ticket-${id}.${ending}`);
}

/** The folder of a ticket's attachments, beside its file. */
export function attachmentFolderOf(file: string): string {
  return join(dirname(file), `${basename(file, extname(file))}-files`);
}
