import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutations } from './mutations.mjs';

const repository = join(import.meta.dirname, '..', '..');
const timeoutMs = 120_000;

/** Runs tests in a process of their own, with a mistake planted in the sources. */
async function runTests(folder: string, mutation: string): Promise<{ code: number | null; output: string }> {
  const argv = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--bail', '1', folder];
  const child = spawn(process.execPath, argv, {
    cwd: repository,
    env: { ...process.env, MUTATION: mutation, NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, output };
}

describe('a planted mistake makes a test fail', () => {
  test.each(mutations)('$name', { timeout: timeoutMs }, async ({ name, tests }) => {
    const { code, output } = await runTests(tests, name);
    // It must be a test that fails, not the planting.
    expect(output).toMatch(/AssertionError|Error: Waited|killed/);
    expect(output).toMatch(/\d+ passed, [1-9]\d* failed/);
    expect(code).toBe(1);
  });
});
