import { existsSync } from 'node:fs';
import { OperatorError } from '../lib/errors.ts';
import { openExisting } from '../storage/database.ts';
import { factsIn } from '../storage/facts.ts';
import type { Facts } from '../storage/facts.ts';

type Known = Pick<Facts, 'forumTags' | 'saveForumTag'>;

/**
 * Runs something that knows a forum's renamed tags again by what the database says of them. Where there is no database yet, or none
 * that can be used, tags are known by their names.
 */
export async function onKnownTags<Value>(
  path: string,
  run: (known: Known | undefined) => Promise<Value>,
): Promise<Value> {
  const database = existsSync(path) ? openOrNone(path) : null;
  try {
    return await run(database === null ? undefined : factsIn(database));
  } finally {
    database?.close();
  }
}

function openOrNone(path: string): ReturnType<typeof openExisting> | null {
  try {
    return openExisting(path);
  } catch (error) {
    if (error instanceof OperatorError) return null;
    throw error;
  }
}
