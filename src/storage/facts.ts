import type { Database } from './database.ts';

/** Small things to remember by name, and the forum tags' IDs. */
export interface Facts {
  get(name: string): string | null;
  set(name: string, value: string): void;
  /** Tag IDs of a forum by kind. */
  forumTags(forumId: string): ReadonlyMap<string, string>;
  saveForumTag(forumId: string, kind: string, tagId: string): void;
}

/** The tables `facts` and `forum_tags`. */
export function factsIn(database: Database): Facts {
  const get = database.prepare<[string], string>('SELECT value FROM facts WHERE name = ?').pluck();
  const set = database.prepare(
    'INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const tags = database.prepare<[string], { kind: string; tag_id: string }>(
    'SELECT kind, tag_id FROM forum_tags WHERE forum_id = ?',
  );
  const saveTag = database.prepare(
    'INSERT INTO forum_tags (forum_id, kind, tag_id) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET tag_id = excluded.tag_id',
  );
  return {
    get: (name) => get.get(name) ?? null,
    set: (name, value) => void set.run(name, value),
    forumTags: (forumId) => new Map(tags.all(forumId).map((row) => [row.kind, row.tag_id])),
    saveForumTag: (forumId, kind, tagId) => void saveTag.run(forumId, kind, tagId),
  };
}
