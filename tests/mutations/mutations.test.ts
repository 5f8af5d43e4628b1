import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mutations } from './mutations.mjs';
import type { Outcome } from './planting.ts';

const timeoutMs = 120_000;

let runner: ChildProcess;

beforeAll(async () => {
  // It is a vitest of its own, and must not take itself for a worker of this one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !key.startsWith('VITEST')));
  runner = fork(join(import.meta.dirname, 'planting.ts'), { env: { ...env, NO_COLOR: '1' } });
  await answer();
});

afterAll(() => {
  runner.kill('SIGKILL');
});

function answer(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onEnd = (code: number | null): void => reject(new Error(`What plants mistakes has ended (${String(code)}).`));
    runner.once('exit', onEnd);
    runner.once('message', (message) => {
      runner.off('exit', onEnd);
      resolve(message);
    });
  });
}

describe('a planted mistake makes a test fail', () => {
  test.each(mutations)('$name', { timeout: timeoutMs }, async ({ name }) => {
    runner.send(name);
    const { failed, errors } = (await answer()) as Outcome;
    // It must be a test that fails, not the planting, and by what it sees: time may run out for other reasons.
    expect(errors.join('\n')).not.toMatch(/must fit exactly one place|Test timed out/);
    expect(failed, errors.join('\n')).toBeGreaterThan(0);
  });
});
