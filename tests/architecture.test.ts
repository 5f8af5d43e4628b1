import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, test } from 'vitest';

// Who may import whom. A rule names what the files of one place may import: a folder or file of src, or a package. `types`
// may be imported with `import type` only. Everything may import node:. What isn't here isn't allowed.
interface Rule {
  values: readonly string[];
  types?: readonly string[];
  /** May be imported by `await import()` only, so that commands that don't need it don't load it. */
  lazily?: readonly string[];
}

// The longest path that fits a file wins: `lib/log.ts` before `lib`.
const rules: Readonly<Record<string, Rule>> = {
  'main.ts': { values: [], lazily: ['cli'] },
  'app.ts': {
    values: ['config', 'desk', 'discord', 'http', 'lib', 'storage', 'texts', 'ticket', 'transcript', 'wiring'],
  },
  wiring: {
    values: ['wiring', 'config', 'desk', 'discord', 'http', 'lib', 'storage', 'texts', 'ticket', 'transcript'],
  },
  ticket: { values: ['ticket'] },
  lib: { values: ['lib'] },
  'lib/log.ts': { values: ['lib', 'pino', 'pino-pretty'] },
  'lib/markdown': { values: ['lib', 'markdown-it'] },
  'lib/duration.ts': { values: ['lib', 'ms'] },
  desk: { values: ['desk', 'ticket', 'lib'] },
  storage: {
    values: ['storage', 'ticket', 'lib', 'better-sqlite3'],
    types: ['desk/ports.ts', 'desk/store.ts', 'desk/outside-tables.ts', 'desk/user-tables.ts'],
  },
  texts: { values: ['texts', 'lib', 'intl-messageformat'] },
  config: { values: ['config', 'lib', 'yaml', 'ajv', 'typebox'] },
  transcript: { values: ['transcript', 'texts', 'lib'], types: ['ticket'] },
  discord: { values: ['discord', 'ticket', 'texts', 'lib', 'discord.js', 'jdenticon'], types: ['desk'] },
  'discord/files': { values: ['discord', 'ticket', 'lib', 'discord.js', 'file-type'], types: ['desk'] },
  http: { values: ['http', 'lib', 'hono', '@hono/node-server', 'prom-client'], types: ['desk'] },
  sandbox: { values: ['sandbox', 'lib', 'hono', '@hono/node-server', 'ws'], types: ['discord-api-types'] },
  'sandbox/page': { values: ['sandbox', 'lib', 'hono', 'preact', 'markdown-it'], types: ['discord-api-types'] },
  cli: {
    values: [
      'cli',
      'config',
      'storage',
      'transcript',
      'sandbox',
      'lib',
      'ticket/snippet.ts',
      'ticket/operator-closing.ts',
      'ticket/pausing.ts',
      'commander',
    ],
    types: ['app.ts', 'ticket'],
    lazily: ['app.ts'],
  },
  'cli/init/prompts.ts': { values: ['cli', 'lib', '@clack/prompts'] },
};

const repository = join(import.meta.dirname, '..');
const source = join(repository, 'src');

interface Import {
  from: string;
  /** A file of src, relative to it, or the name of a package. */
  to: string;
  kind: 'value' | 'type' | 'lazy';
}

function filesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /\.tsx?$/.test(file)).map((file) => file.split(sep).join('/'));
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

// Comments would else count as imports; what stands in strings can't be told apart and isn't there.
function withoutComments(code: string): string {
  return code.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}

const STATIC = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

function importsIn(file: string, text: string): Import[] {
  const code = withoutComments(text);
  const fixed = [...code.matchAll(STATIC)].map(([, type, to = '']): Import => {
    return { from: file, to: target(file, to), kind: type === undefined ? 'value' : 'type' };
  });
  const lazy = [...code.matchAll(DYNAMIC)].map(([, to = '']): Import => {
    return { from: file, to: target(file, to), kind: 'lazy' };
  });
  return [...fixed, ...lazy].filter(({ to }) => !to.startsWith('node:'));
}

function target(file: string, written: string): string {
  const path = written.replace(/\?.*$/, '');
  if (path.startsWith('.'))
    return relative(source, resolve(source, dirname(file), path))
      .split(sep)
      .join('/');
  if (path.startsWith('node:')) return path;
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

function ruleFor(file: string): [place: string, rule: Rule] | undefined {
  const fitting = Object.entries(rules).filter(([place]) => isWithin(file, place));
  return fitting.sort(([a], [b]) => b.length - a.length)[0];
}

function isAllowed({ from, to, kind }: Import): boolean {
  const { values = [], types = [], lazily = [] } = ruleFor(from)?.[1] ?? {};
  const allowed = { value: values, type: [...values, ...types], lazy: [...values, ...lazily] }[kind];
  return allowed.some((place) => isWithin(to, place));
}

const files = filesBelow(source);
const imports = files.flatMap((file) => importsIn(file, read(join(source, file))));

describe('the check itself', () => {
  const code = `
    import { a } from './a.ts';
    import type {
      B,
    } from '../desk/ports.ts';
    import Database from 'better-sqlite3';
    import '@scope/package/part';
    import { readFileSync } from 'node:fs';
    import css from './page.css?text';
    // import { c } from './c.ts';
    export { d } from './d.ts';
    const e = await import('../app.ts');
  `.replaceAll(/^ {4}/gm, '');

  test('sees every kind of import', () => {
    expect(importsIn('cli/x.ts', code)).toEqual([
      { from: 'cli/x.ts', to: 'cli/a.ts', kind: 'value' },
      { from: 'cli/x.ts', to: 'desk/ports.ts', kind: 'type' },
      { from: 'cli/x.ts', to: 'better-sqlite3', kind: 'value' },
      { from: 'cli/x.ts', to: '@scope/package', kind: 'value' },
      { from: 'cli/x.ts', to: 'cli/page.css', kind: 'value' },
      { from: 'cli/x.ts', to: 'cli/d.ts', kind: 'value' },
      { from: 'cli/x.ts', to: 'app.ts', kind: 'lazy' },
    ]);
  });

  test.each([
    ['ticket/decide.ts', 'lib/errors.ts', 'value'],
    ['lib/errors.ts', 'pino', 'value'],
    ['desk/desk.ts', 'discord.js', 'type'],
    ['storage/store.ts', 'desk/ports.ts', 'value'],
    ['storage/store.ts', 'desk/desk.ts', 'type'],
    ['sandbox/sandbox.ts', 'ticket/ticket.ts', 'type'],
    ['sandbox/rest/routes.ts', 'preact', 'value'],
    ['app.ts', 'sandbox/sandbox.ts', 'lazy'],
    ['cli/commands/start.ts', 'app.ts', 'value'],
    ['main.ts', 'cli/program.ts', 'value'],
  ] as const)('refuses src/%s importing %s (%s)', (from, to, kind) => {
    expect(isAllowed({ from, to, kind })).toBe(false);
  });
});

describe('who imports whom', () => {
  test('every file of src lies in a place that has a rule', () => {
    expect(files.filter((file) => ruleFor(file) === undefined)).toEqual([]);
  });

  test('every import is one that the table allows', () => {
    const forbidden = imports.filter((entry) => !isAllowed(entry));
    expect(forbidden.map(({ from, to, kind }) => `src/${from} must not import ${to} (${kind})`)).toEqual([]);
  });
});

test('no files import each other in a circle', () => {
  const graph = Map.groupBy(
    imports.filter(({ kind }) => kind === 'value'),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const circleFrom = (file: string, path: readonly string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const { to } of graph.get(file) ?? []) {
      const circle = circleFrom(to, [...path, file]);
      if (circle !== null) return circle;
    }
    done.add(file);
    return null;
  };
  expect(files.map((file) => circleFrom(file, [])?.join(' → ')).find((circle) => circle !== undefined)).toBeUndefined();
});

test('nothing in src is a default export', () => {
  const found = files.filter((file) => /^export default\b/m.test(withoutComments(read(join(source, file)))));
  expect(found).toEqual([]);
});

test('no file in src is longer than 300 lines', () => {
  const lengths = files.map((file) => ({ file, lines: read(join(source, file)).split('\n').length }));
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
});

test('no test replaces a module by a mock', () => {
  const tests = join(repository, 'tests');
  const mock = new RegExp(['vi', '(mock|doMock|spyOn)\\('].join('\\.'));
  expect(filesBelow(tests).filter((file) => mock.test(read(join(tests, file))))).toEqual([]);
});
