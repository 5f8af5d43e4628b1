import SqliteDatabase from 'better-sqlite3';
import { OperatorError } from '../lib/errors.ts';

/** What every end for the database's sake has in common: whatever wasn't written is fetched from Discord again. */
const goesOn = 'Then start the bot again: nothing is lost, it goes on from there.';

const howToRestore =
  'Keep the file, and put the newest backup in its place. Without one, `sqlite3 DATABASE .recover | sqlite3 NEW` saves what can still be read.';

/**
 * What the operator is told when SQLite fails in the middle, such as on a full disk; `null`: it wasn't SQLite, or it was
 * asked for something impossible, which is a mistake in the program. https://www.sqlite.org/rescode.html
 */
export function storageProblem(error: unknown): OperatorError | null {
  const code = codeOf(error);
  if (code === null || isMistake(code)) return null;
  if (isDamage(code)) return damaged('The database', error);
  const [what, hint] = describe(code);
  const reason = error instanceof Error ? error.message : String(error);
  return new OperatorError('storage.failed', `${what}: ${reason} (${code}).`, {
    hint: `${hint} ${goesOn}`,
    cause: error,
  });
}

/** What the operator is told when a database can't even be opened. `path`: as the configuration has it. */
export function openingProblem(path: string, error: unknown): OperatorError {
  const code = codeOf(error) ?? '';
  if (isDamage(code)) return damaged(`The database ${path}`, error);
  const reason = error instanceof Error ? error.message : String(error);
  const isDiskAtFault = code.startsWith('SQLITE_FULL') || code.startsWith('SQLITE_IOERR');
  return new OperatorError('storage.unusable', `The database ${path} can't be opened: ${reason}.`, {
    hint: isDiskAtFault
      ? describe(code)[1]
      : 'Check that `database` in the configuration names a SQLite file, in a folder that the bot may write to.',
    cause: error,
  });
}

/** The file isn't what it was when it was written. `found`: what tells so. */
export function damaged(which: string, found: unknown): OperatorError {
  const reason = found instanceof Error ? found.message : String(found);
  return new OperatorError('storage.damaged', `${which} is damaged: ${reason}.`, { hint: howToRestore, cause: found });
}

function codeOf(error: unknown): string | null {
  return error instanceof SqliteDatabase.SqliteError ? error.code : null;
}

function isMistake(code: string): boolean {
  return code.startsWith('SQLITE_CONSTRAINT');
}

function isDamage(code: string): boolean {
  return code.startsWith('SQLITE_CORRUPT');
}

function describe(code: string): readonly [what: string, hint: string] {
  const [, kind] = code.split('_');
  switch (kind) {
    case 'FULL':
      return ['There is no room for the database any more', 'Make room on its disk.'];
    case 'IOERR':
      return [
        'The database can’t be written or read any more',
        'Is its disk full, a quota used up, or the disk failing?',
      ];
    case 'READONLY':
    case 'CANTOPEN':
    case 'PERM':
      return [
        'The database may not be written any more',
        'The bot must be allowed to write the file and its folder, and the disk must not be mounted read-only.',
      ];
    case 'BUSY':
    case 'LOCKED':
      return ['Something else holds the database', 'Is a backup or `sqlite3` at work on it? Let that end.'];
    default:
      return ['The database can’t be used any more', 'Is something else changing it?'];
  }
}
