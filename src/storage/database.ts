import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { OperatorError } from '../lib/errors.ts';
import { makeTables, versionOf } from './migrating.ts';
import { migrations } from './migrations/index.ts';
import { nativeAddon } from './native-addon.ts';
import { damaged, openingProblem } from './problems.ts';

export type Database = SqliteDatabase.Database;

/**
 * Opens a database, or makes a new one with this version's tables. One that an older version wrote stays as it is: whoever
 * uses it may still be running. See {@link updateDatabase}.
 * @throws OperatorError `storage.unusable` (no SQLite file, not ours, no access), `storage.damaged`, `storage.newer`
 */
export function openDatabase(path: string): Database {
  const database = open(path);
  try {
    if (versionOf(database) > migrations.length) throw newer(path);
    if (versionOf(database) === 0) makeTables(database);
    return database;
  } catch (error) {
    database.close();
    throw error instanceof OperatorError ? error : openingProblem(path, error);
  }
}

/**
 * Opens a database that a bot has made, for another process beside that bot.
 * @throws OperatorError `storage.missing`, `storage.older`, and what {@link openDatabase} throws
 */
export function openExisting(path: string): Database {
  if (!existsSync(path)) {
    throw new OperatorError('storage.missing', `There is no database ${path} yet.`, {
      hint: 'The bot makes it when it starts for the first time. If it has, `database` in the configuration names another file.',
    });
  }
  const database = openDatabase(path);
  if (versionOf(database) === migrations.length) return database;
  database.close();
  throw new OperatorError('storage.older', `The database ${path} was written by an older version of SupportMail.`, {
    hint: 'Start the bot of this version once: it brings the database up to date.',
  });
}

/**
 * Looks through the whole file for damage: after a crash of the machine it may not be what SQLite believes.
 * @throws OperatorError `storage.damaged`
 */
export function checkDatabase(database: Database, path: string): void {
  const found = firstDamage(database);
  if (found !== null) throw damaged(`The database ${path}`, found);
}

/** https://www.sqlite.org/pragma.html#pragma_quick_check */
function firstDamage(database: Database): unknown {
  try {
    const found = database.pragma('quick_check(1)', { simple: true });
    return found === 'ok' ? null : found;
  } catch (error) {
    return error;
  }
}

/** Opens a file to be read, as it is and without a word about what may be wrong with it. */
export function openToRead(path: string): Database {
  return new SqliteDatabase(path, { ...withAddon(path), readonly: true });
}

/** The single executable brings SQLite along, and finds none by itself. */
function withAddon(path: string): SqliteDatabase.Options {
  const nativeBinding = nativeAddon(dirname(path));
  // Its types don't know yet that the addon itself may be given.
  return nativeBinding === null ? {} : { nativeBinding: nativeBinding as unknown as string };
}

function open(path: string): Database {
  try {
    const database = new SqliteDatabase(path, withAddon(path));
    // WAL: readers (the command line) and the bot don't wait for each other, and a killed process loses nothing.
    // NORMAL: only a loss of power can cost the newest transactions. https://www.sqlite.org/wal.html
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('busy_timeout = 5000');
    return database;
  } catch (error) {
    throw error instanceof OperatorError ? error : openingProblem(path, error);
  }
}

function newer(path: string): OperatorError {
  return new OperatorError('storage.newer', `The database ${path} was written by a newer version of SupportMail.`, {
    hint: 'Update SupportMail, or restore the backup that was made before the update.',
  });
}
