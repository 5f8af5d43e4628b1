import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutations } from './mutations.mjs';

test('every mistake to plant has its place in the sources, once', () => {
  const sources = join(import.meta.dirname, '..', '..');
  const astray = mutations.filter(
    ({ file, find }) => readFileSync(join(sources, file), 'utf8').split(find).length !== 2,
  );
  expect(astray.map(({ name, file }) => `${name}: ${file}`)).toEqual([]);
});
