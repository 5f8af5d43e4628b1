import { existsSync, renameSync, rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { OperatorError } from '../lib/errors.ts';
import { migrations } from './migrations/index.ts';

export type Database = SqliteDatabase.Database;

/**
 * Opens (or makes) the database and brings it to this version's schema.
 * @throws OperatorError `storage.unusable` (no SQLite file, not ours, no access), `storage.newer` (written by a newer version)
 */
export function openDatabase(path: string): Database {
  const database = open(path);
  try {
    migrate(database, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function open(path: string): Database {
  try {
    const database = new SqliteDatabase(path);
    // WAL: readers (the command line) and the bot don't wait for each other, and a killed process loses nothing.
    // NORMAL: only a loss of power can cost the newest transactions. https://www.sqlite.org/wal.html
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('busy_timeout = 5000');
    return database;
  } catch (error) {
    throw unusable(path, error);
  }
}

/** What the operator is told when SQLite fails in the middle, such as on a full disk; `null`: it wasn't SQLite. */
export function storageProblem(error: unknown): OperatorError | null {
  if (!(error instanceof SqliteDatabase.SqliteError)) return null;
  return new OperatorError('storage.failed', `The database can't be used any more: ${error.message} (${error.code}).`, {
    hint: 'Is the disk full, or does something else hold the database? Nothing is lost: the next start goes on from there.',
    cause: error,
  });
}

function unusable(path: string, error: unknown): OperatorError {
  const reason = error instanceof Error ? error.message : String(error);
  return new OperatorError('storage.unusable', `The database ${path} can't be opened: ${reason}.`, {
    hint: 'Check that `database` in the configuration names a SQLite file, in a folder that the bot may write to.',
    cause: error,
  });
}

function migrate(database: Database, path: string): void {
  if (versionOf(database) > migrations.length) {
    throw new OperatorError('storage.newer', `The database ${path} was written by a newer version of SupportMail.`, {
      hint: 'Update SupportMail, or restore the backup that was made before the update.',
    });
  }
  if (versionOf(database) === migrations.length) return;
  try {
    if (versionOf(database) > 0) keepCopy(database, path);
    database.transaction(() => runMissing(database)).exclusive();
  } catch (error) {
    throw error instanceof OperatorError ? error : unusable(path, error);
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

function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}
