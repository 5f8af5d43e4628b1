import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { currentVersion } from '../../src/cli/version.ts';

const main = join(import.meta.dirname, '../../src/main.ts');

test('the program itself: --version prints the version and ends with 0', async () => {
  const child = spawn(process.execPath, [main, '--version'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [out, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect({ out, exitCode }).toEqual({ out: `${currentVersion()}\n`, exitCode: 0 });
});

test('the program itself: its exit code is the command’s', async () => {
  const child = spawn(process.execPath, [main, 'nonsense'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [err, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ err, exitCode }).toEqual({ err: "Unknown command 'nonsense'\n", exitCode: 2 });
});

test('the program itself: a reader that has read enough is no error', async () => {
  const child = spawn(process.execPath, [main, 'config', 'schema'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [err, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
});

test.skipIf(process.platform !== 'linux')('the program itself: says why what it prints gets nowhere', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [main, 'config', 'schema'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  if (child.stderr === null) throw new Error('Nothing can be read.');
  const [err, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(err).toMatch(/^Standard output can’t be written: .*no space left.*\n$/);
  expect(exitCode).toBe(1);
});
