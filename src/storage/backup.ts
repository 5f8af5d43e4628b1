import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { OperatorError } from '../lib/errors.ts';
import { openToRead } from './database.ts';
import type { Database } from './database.ts';
import { factsIn } from './facts.ts';

const dueName = 'rewrite-due';

/**
 * Writes a copy of a database as it is at this moment, while others go on writing. The file is there only when it is whole, and only its
 * owner may read it. @throws OperatorError `storage.noBackup`
 */
export function backUp(database: Database, path: string): void {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    // A reader holds up no writer. https://www.sqlite.org/lang_vacuum.html#vacuuminto
    database.prepare('VACUUM INTO ?').run(unfinished);
    chmodSync(unfinished, 0o600);
    const found = damageIn(unfinished);
    if (found.length > 0) throw new Error(`the copy is damaged: ${found.join('; ')}`);
    const file = openSync(unfinished, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError('storage.noBackup', `No backup was made: ${reason}.`, {
      hint: 'There must be room for a second file as large as the database, in a folder that you may write to.',
      cause: error,
    });
  }
}

function damageIn(path: string): readonly string[] {
  const copy = openToRead(path);
  try {
    return wholeDamage(copy);
  } finally {
    copy.close();
  }
}

/** Everything that is wrong with a database, also where an index says something else than its table. Empty: nothing. */
export function wholeDamage(database: Database): readonly string[] {
  const found = database.pragma('integrity_check(10)') as readonly { readonly integrity_check: string }[];
  const wrong = found.map(({ integrity_check: what }) => what).filter((what) => what !== 'ok');
  const dangling = database.pragma('foreign_key_check') as readonly {
    readonly table: string;
    readonly parent: string;
  }[];
  return [
    ...wrong,
    ...dangling.slice(0, 10).map(({ table, parent }) => `a row of ${table} belongs to none of ${parent}`),
  ];
}

/**
 * Writes the whole file anew, so that nothing of what was removed is left in it, nor beside it. Nobody else may use the database.
 * https://www.sqlite.org/lang_vacuum.html
 */
export function rewrite(database: Database): void {
  factsIn(database).set(dueName, 'no');
  database.exec('VACUUM');
  database.pragma('wal_checkpoint(TRUNCATE)');
}

/** Has the next bot that starts write the file anew: what was removed under a running one may have left traces in it. */
export function rewriteLater(database: Database): void {
  factsIn(database).set(dueName, 'yes');
}

/** To be called by whoever uses the database alone. */
export function rewriteIfDue(database: Database): void {
  if (factsIn(database).get(dueName) === 'yes') rewrite(database);
}
