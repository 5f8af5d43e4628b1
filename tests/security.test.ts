import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Exchange } from '../src/sandbox/traffic.ts';
import { exists, rowsOf, testsIn } from './support/named-tests.ts';
import { withoutAllowedMentions } from './support/pings.ts';

const repository = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(repository, file), 'utf8');

describe('the list of what protects', () => {
  const rows = rowsOf(read('tests/security.md'));

  test('has a test for each promise', () => {
    expect(rows.filter(([, tests = '']) => testsIn(tests).length === 0)).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(20);
  });

  test('names tests that there are', () => {
    expect(rows.flatMap(([, tests = '']) => testsIn(tests)).filter((named) => !exists(named))).toEqual([]);
  });
});

describe('a request that doesn’t say whom it may ping is found', () => {
  const post = (body: unknown): Exchange =>
    ({ method: 'POST', route: '/channels/{channel_id}/messages', body }) as Exchange;

  test.each([
    ['a message', { content: 'Hello' }],
    ['one that lets its text decide', { content: 'Hello', allowed_mentions: { parse: ['users'] } }],
    ['a new post', { name: 'x', message: { content: 'Hello' } }],
    ['an answer', { type: 4, data: { content: 'Hello' } }],
    ['a statement', { components: [{ type: 17 }] }],
  ])('%s', (_, body) => {
    expect(withoutAllowedMentions([post(body)])).toHaveLength(1);
  });

  test.each([
    ['pings nobody', { content: 'Hello', allowed_mentions: { parse: [] } }],
    ['pings whom it names', { content: '<@&1>', allowed_mentions: { parse: [], roles: ['1'] } }],
    ['is a form', { type: 9, data: { title: 'Message', components: [] } }],
    ['says nothing', { archived: true }],
  ])('one that %s is fine', (_, body) => {
    expect(withoutAllowedMentions([post(body)])).toEqual([]);
  });
});

test('every package is pinned, by version and by sum', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { integrity?: string }> };
  const unsummed = Object.entries(packages).filter(([path, { integrity }]) => path !== '' && integrity === undefined);
  expect(unsummed.map(([path]) => path)).toEqual([]);
  expect(read('.npmrc')).toContain('ignore-scripts=true');
});

const audit = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: repository,
  encoding: 'utf8',
  timeout: 15_000,
});
const report = parsed(audit.stdout);

// Where no registry answers (or one that keeps no list of holes), the test is shown as skipped.
test.skipIf(report === null)('npm knows of no hole in any package', () => {
  expect(report).toMatchObject({ total: 0 });
});

function parsed(text: string): unknown {
  try {
    const { metadata } = JSON.parse(text) as { metadata?: { vulnerabilities?: unknown } };
    return metadata?.vulnerabilities ?? null;
  } catch {
    return null;
  }
}
