import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { builtFile } from '../support/program.ts';

test('no file of the bundle has a character for which V8 would keep all of it in two bytes each', () => {
  const files = readdirSync(dirname(builtFile), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.cjs'),
  );
  expect(files.length).toBeGreaterThan(5);
  const wide = files.filter((name) => /[^\0-\x7f]/.test(readFileSync(join(dirname(builtFile), name), 'utf8')));
  expect(wide).toEqual([]);
});
