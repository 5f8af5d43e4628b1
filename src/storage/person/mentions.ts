import type { Database } from '../database.ts';
import { holdings } from './holdings.ts';

/** Something that others wrote, or that the program keeps for them, and that names somebody. */
export interface Mention {
  readonly table: string;
  readonly column: string;
  /** Where it is: in a ticket, or under what the row is known by. */
  readonly where: string;
}

/** Shorter names are in every second word. */
const shortestName = 3;

/** What still names somebody, by their ID or a whole name. */
export function mentionsOf(database: Database, id: string, names: readonly string[]): readonly Mention[] {
  const needles = [id, ...names.filter((name) => name.length >= shortestName)];
  const patterns = needles.map((needle) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(needle)}(?![\\p{L}\\p{N}])`, 'iu'));
  return Object.entries(holdings).flatMap(([table, { columns }]) =>
    Object.entries(columns).flatMap(([column, decision]): Mention[] => {
      if (decision === 'neutral') return [];
      const key = 'ticket_id' in columns ? 'ticket_id' : (Object.keys(columns)[0] ?? column);
      const rows = database
        .prepare<[], { readonly key: string | number | null; readonly text: unknown }>(
          `SELECT ${key} AS key, ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL`,
        )
        .iterate();
      const found = new Set<string>();
      for (const { key: where, text } of rows) {
        if (typeof text === 'string' && patterns.some((pattern) => pattern.test(text))) {
          found.add(key === 'ticket_id' && where !== null ? `ticket ${String(where)}` : String(where ?? 'no ticket'));
        }
      }
      return [...found].map((where) => ({ table, column, where }));
    }),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
