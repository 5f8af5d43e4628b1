import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Stage } from './stage.ts';

/** Every row of a bot's database, by table. */
export function rowsIn(
  { folder }: Pick<Stage, 'folder'>,
  without: readonly string[],
): Readonly<Record<string, unknown[]>> {
  const database = new Database(join(folder, 'supportmail.db'), { readonly: true });
  try {
    const names = database
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'message_words*' AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all();
    const kept = names.filter((name) => !without.includes(name));
    return Object.fromEntries(kept.map((name) => [name, database.prepare(`SELECT * FROM ${name}`).all()]));
  } finally {
    database.close();
  }
}
