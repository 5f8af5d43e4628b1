import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Stage } from './stage.ts';

/** How much a stage's bot has still to do, as its database tells. */
export function outboxSize({ folder }: Pick<Stage, 'folder'>): number {
  const database = new Database(join(folder, 'supportmail.db'), { readonly: true });
  const size = database.prepare('SELECT count(*) FROM outbox').pluck().get() as number;
  database.close();
  return size;
}
