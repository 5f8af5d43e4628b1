import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../../lib/errors.ts';
import { isOurPage } from '../../../transcript/html/index-page.ts';
import type { Target } from './target.ts';

/** So much of a page tells whether it is ours. */
const beginningLength = 4096;

/** Where the index of several transcripts goes. @throws OperatorError `tickets.index` where something else stands there */
export function indexFileIn({ path, shownAs }: Extract<Target, { to: 'folder' }>): string {
  const file = join(path, 'index.html');
  const beginning = beginningOf(file);
  if (beginning === null || isOurPage(beginning)) return file;
  throw new OperatorError('tickets.index', `${join(shownAs, 'index.html')} is no page of supportmail’s.`, {
    hint: 'The index of the transcripts would take its place. Name another folder with --out.',
    exitCode: 2,
  });
}

function beginningOf(file: string): string | null {
  let opened: number;
  try {
    opened = openSync(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return '';
  }
  try {
    const bytes = Buffer.alloc(beginningLength);
    return bytes.toString('utf8', 0, readSync(opened, bytes));
  } catch {
    return '';
  } finally {
    closeSync(opened);
  }
}
