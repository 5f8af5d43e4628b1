import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutations } from './mutations/mutations.mjs';
import { exists, rowsOf, testsIn } from './support/named-tests.ts';
import type { NamedTest } from './support/named-tests.ts';

/** Of all the page's characters but white space. */
const page = 'f0d45f42966a8066ddf95203aa368bf190d1e284ab704f71173644458201177f';

interface Row {
  readonly sentence: string;
  readonly observed: string;
  readonly tests: readonly NamedTest[];
  readonly mistake: string;
}

const nothing = '–';
const rows = readRows(readFileSync(join(import.meta.dirname, 'seed-page.md'), 'utf8'));

function readRows(text: string): readonly Row[] {
  return rowsOf(text).map(([sentence = '', observed = '', tests = '', mistake = '']) => {
    return { sentence, observed, mistake, tests: testsIn(tests) };
  });
}

describe('the page that this program was made from', () => {
  test('is quoted sentence by sentence, in order, and whole', () => {
    const quoted = rows.map(({ sentence }) => sentence.replaceAll(/\s+/g, '')).join('');
    expect(createHash('sha256').update(quoted).digest('hex')).toBe(page);
  });

  test('has a test for each sentence, unless it says nothing about the program', () => {
    const untested = rows.filter(({ observed, tests }) => (observed === nothing) !== (tests.length === 0));
    expect(untested.map(({ sentence }) => sentence)).toEqual([]);
  });

  test('names tests that there are', () => {
    expect(rows.flatMap(({ tests }) => tests).filter((named) => !exists(named))).toEqual([]);
  });

  test('names mistakes, each of which makes the very test of its sentence fail', () => {
    const named = rows.filter(({ mistake }) => mistake !== '' && mistake !== nothing);
    const astray = named.filter(({ mistake, tests }) => {
      const planted = mutations.find(({ name }) => name === mistake);
      return !tests.some(({ file, title }) => file === planted?.tests && title === planted.title);
    });
    expect(astray.map(({ mistake }) => mistake)).toEqual([]);
    expect(named.length).toBeGreaterThanOrEqual(5);
  });
});
