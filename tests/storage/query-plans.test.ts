import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { factsIn } from '../../src/storage/facts.ts';
import { leaseIn } from '../../src/storage/lease.ts';
import { seenSweepIn } from '../../src/storage/seen.ts';
import { createStore } from '../../src/storage/store.ts';

/** Those that look at every row, on purpose: the outbox holds only what still waits, and nobody asks so for a message. */
const deliberate = ['SELECT DISTINCT place FROM outbox', 'SELECT count(*) FROM outbox'];

/** Every query that the bot prepares. */
function queriesOf(database: Database): string[] {
  const queries: string[] = [];
  const prepare = database.prepare.bind(database);
  const recording: Database = Object.assign(Object.create(database) as Database, {
    prepare: (query: string) => {
      queries.push(query);
      return prepare(query);
    },
  });
  createStore(recording);
  factsIn(recording);
  seenSweepIn(recording);
  leaseIn(recording, { id: '', host: '', pid: 0 }, () => true);
  return queries;
}

function scansIn(database: Database, query: string): string[] {
  const count = query.match(/\?/g)?.length ?? 0;
  const names = [...query.matchAll(/@(\w+)/g)].map(([, name = '']) => [name, 0] as const);
  const values = names.length > 0 ? [Object.fromEntries(names)] : Array.from({ length: count }, () => 0);
  const rows = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`).all(...values);
  return rows.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'));
}

const database = openDatabase(':memory:');

test.each(queriesOf(database).map((query) => [query.replaceAll(/\s+/g, ' ').trim()]))(
  'looks at no more rows than it needs: %s',
  (query) => {
    const scans = scansIn(database, query).filter((scan) => !isBounded(scan));
    expect(scans.length > 0).toBe(deliberate.includes(query));
  },
);

/** A part of the query itself, a table of one row, an index that holds nothing but what is wanted, or has it first, or words that are looked up. */
function isBounded(scan: string): boolean {
  return (
    /^SCAN (lease|CONSTANT ROW|doomed|d|owners|\d+-ROW VALUES CLAUSE)\b/.test(scan) ||
    /^SCAN (w|message_words VIRTUAL TABLE INDEX \d+:\S*M\d*)$/.test(scan) ||
    /USING (COVERING )?INDEX \w+_(not_closed|with_draft|by_due)/.test(scan)
  );
}
