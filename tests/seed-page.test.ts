import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutations } from './mutations/mutations.mjs';

const repository = join(import.meta.dirname, '..');

/** Of all the page's characters but white space. */
const page = 'f0d45f42966a8066ddf95203aa368bf190d1e284ab704f71173644458201177f';

interface NamedTest {
  readonly file: string;
  readonly title: string;
}

interface Row {
  readonly sentence: string;
  readonly observed: string;
  readonly tests: readonly NamedTest[];
  readonly mistake: string;
}

const nothing = '–';
const rows = readRows(readFileSync(join(import.meta.dirname, 'seed-page.md'), 'utf8'));

function readRows(text: string): readonly Row[] {
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(2).map((line) => {
    const [sentence = '', observed = '', tests = '', mistake = ''] = line
      .slice(1)
      .split('|')
      .map((cell) => cell.trim());
    const named = [...tests.matchAll(/`(tests\/[^`]+)` “([^”]+)”/g)];
    return { sentence, observed, mistake, tests: named.map(([, file = '', title = '']) => ({ file, title })) };
  });
}

/** Whether a test, or a group of tests, begins with this title. */
function exists({ file, title }: NamedTest): boolean {
  const source = readFileSync(join(repository, file), 'utf8').replaceAll(/\\(['"`])/g, '$1');
  return ["'", '"', '`'].some((mark) => new RegExp(`\\(\\s*${mark}${escaped(title)}${mark},`).test(source));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
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
