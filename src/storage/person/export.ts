import type { UserId } from '../../ticket/ticket.ts';
import type { Database } from '../database.ts';
import { holdings } from './holdings.ts';

type Row = Readonly<Record<string, unknown>>;

/** What is stored about somebody, by table; tables that hold nothing are left out. */
export function exportPerson(database: Database, id: UserId): Readonly<Record<string, readonly Row[]>> {
  const tables = Object.entries(holdings).flatMap(([table, { rows }]): [string, Row[]][] => {
    if (rows === null) return [];
    const found = database.prepare<[object], Row>(`SELECT * FROM ${table} WHERE ${rows}`).all({ id });
    return found.length === 0 ? [] : [[table, found.map((row) => ofPerson(row, id))]];
  });
  return Object.fromEntries(tables);
}

/** Columns that say who somebody is. */
const people = [
  'user_id',
  'author_id',
  'by_user_id',
  'answered_by',
  'claimed_by',
  'set_by',
  'changed_by',
  'paused_by',
] as const;

/** A row without what it tells of others: whoever it is about doesn't learn who of the staff it was, nor whom they wrote to as staff. */
function ofPerson(row: Row, id: UserId): Row {
  const isTheirs = row['user_id'] === undefined || row['user_id'] === id;
  const others = people
    .filter((column) => column in row && row[column] !== id)
    .map((column) => [column, null] as const);
  const name =
    'author_name' in row && row['author_id'] !== id ? { author_name: row['shown_as'] ?? row['author_name'] } : {};
  const barred = row['kind'] === 'user' && row['target'] !== id ? { target: null, reason: null } : {};
  const ticket =
    'user_name' in row && !isTheirs ? { user_name: null, close_plan: null, silence: null, form_answers: null } : {};
  const watchers = 'watchers' in row ? { watchers: themAlone(row['watchers'], id) } : {};
  const changed = { ...row, ...Object.fromEntries(others), ...name, ...barred, ...ticket, ...watchers };
  return Object.fromEntries(Object.entries(changed).map(([column, value]) => [column, parsed(value)]));
}

function themAlone(watchers: unknown, id: UserId): readonly unknown[] {
  const all = parsed(watchers);
  return Array.isArray(all) && all.includes(id) ? [id] : [];
}

/** What is kept as JSON, as what it means. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
