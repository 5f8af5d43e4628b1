import { existsSync, renameSync, rmSync } from 'node:fs';
import { OperatorError } from '../lib/errors.ts';
import type { Database } from './database.ts';
import { migrations } from './migrations/index.ts';
import { openingProblem } from './problems.ts';

/** The version of the schema that a database has; 0: it has none yet. */
export function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

/** Gives an empty database this version's tables. Nobody can be using it: it has none. */
export function makeTables(database: Database): void {
  database.transaction(() => runMissing(database)).exclusive();
}

/**
 * Brings a database that an older version wrote to this version's schema, and leaves a copy of it as it was. To be called by
 * whoever holds the lease: the older version must not be running any more. `mayChange` throws where somebody else has taken
 * it over meanwhile: the copy may take long.
 * @throws OperatorError `storage.noCopy`, `storage.unusable`, and what `mayChange` throws
 */
export function updateDatabase(database: Database, path: string, mayChange: () => void): void {
  if (versionOf(database) === migrations.length) return;
  try {
    keepCopy(database, path);
    const update = database.transaction(() => {
      mayChange();
      runMissing(database);
    });
    update.exclusive();
  } catch (error) {
    throw error instanceof OperatorError ? error : openingProblem(path, error);
  }
}

/** What an update changes can't be taken back: the database as it was stays beside it, once for each version. */
function keepCopy(database: Database, path: string): void {
  const copy = `${path}.version-${versionOf(database)}`;
  if (path === ':memory:' || existsSync(copy)) return;
  const unfinished = `${copy}.${process.pid}`;
  try {
    database.prepare('VACUUM INTO ?').run(unfinished);
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { force: true, recursive: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError('storage.noCopy', `Before the update, no copy of the database could be made: ${reason}.`, {
      hint: `There must be room for a second file as large as ${path} beside it.`,
      cause: error,
    });
  }
}

/** Looks at the version again: another process may have been faster. */
function runMissing(database: Database): void {
  for (const migration of migrations.slice(versionOf(database))) database.exec(migration);
  database.pragma(`user_version = ${migrations.length}`);
}
