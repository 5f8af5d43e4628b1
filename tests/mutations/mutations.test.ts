import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutations } from './mutations.mjs';

const repository = join(import.meta.dirname, '..', '..');
const timeoutMs = 120_000;

type Mutation = (typeof mutations)[number];

/** Runs tests in a process of their own, with a mistake planted in the sources. */
async function runTests({ name, tests, title }: Mutation): Promise<{ code: number | null; output: string }> {
  const argv = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/vitest.config.ts', '--bail', '1', tests];
  const child = spawn(process.execPath, [...argv, ...(title === undefined ? [] : ['-t', patternOf(title)])], {
    cwd: repository,
    env: { ...process.env, MUTATION: name, NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, output };
}

/** What a test is selected by; of one with several cases the first that fails is enough. */
function patternOf(title: string): string {
  return title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/%\w/g, '.*');
}

describe('a planted mistake makes a test fail', () => {
  test.each(mutations)('$name', { timeout: timeoutMs }, async (mutation) => {
    const { code, output } = await runTests(mutation);
    // It must be a test that fails, not the planting.
    expect(output).toMatch(/AssertionError|Error: Waited|killed/);
    expect(output).toMatch(/\d+ passed, [1-9]\d* failed/);
    expect(code).toBe(1);
  });
});
