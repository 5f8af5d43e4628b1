import { statSync } from 'node:fs';
import type { LoadedConfig } from '../config/load.ts';
import { OperatorError } from '../lib/errors.ts';

/** What lies beside a database while it is used belongs to it. https://www.sqlite.org/tempfiles.html */
const besides = ['', '-wal', '-shm'];

/**
 * Something is to be written into a file: not into one that the program works with, whatever name it goes by.
 * @throws OperatorError `cli.ownFile`
 */
export function checkNotOwn(path: string, shownAs: string, { config, path: configPath }: LoadedConfig): void {
  const own: readonly (readonly [string, string])[] = [
    ...besides.map((ending) => [`${config.database}${ending}`, 'the database'] as const),
    [configPath, 'the configuration'],
  ];
  const found = own.find(([file]) => file === path || isSame(file, path));
  if (found === undefined) return;
  throw new OperatorError('cli.ownFile', `${shownAs} is ${found[1]} itself.`, {
    hint: 'Name another file.',
    exitCode: 2,
  });
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [fileAt(one), fileAt(other)];
  return a !== null && b !== null && a.dev === b.dev && a.ino === b.ino;
}

/** What can't be looked at can't be written either, and whoever tries says why. */
function fileAt(path: string): { readonly dev: number; readonly ino: number } | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
