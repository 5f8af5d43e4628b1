import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtFile } from '../support/program.ts';
import { model, outcomeOf } from '../support/kill-walk/outcome.ts';
import type { Outcome } from '../support/kill-walk/outcome.ts';
import { steps, unheard } from '../support/kill-walk/steps.ts';
import type { Step } from '../support/kill-walk/steps.ts';
import { tell } from '../support/kill-walk/story.ts';
import { beginWalk } from '../support/kill-walk/walk.ts';

const timeout = 120_000;

// Side by side: what is waited for is mostly Discord's answer to something that may still be under way.
describe.concurrent('a bot that is killed by `kill -9` and started again', () => {
  let blindFolder = '';
  beforeAll(() => {
    // Below dist/, from where Node finds the packages that aren't bundled.
    blindFolder = mkdtempSync(join(dirname(builtFile), 'blind-'));
    build('blind retry', blindFolder);
  }, timeout);
  afterAll(() => rmSync(blindFolder, { recursive: true, force: true }));

  test('is killed at no fewer than thirty moments', () => {
    const names = new Set(steps.filter(({ kills }) => kills > 0).map(({ name }) => name));
    expect(names.size).toBeGreaterThanOrEqual(30);
  });

  test('is found out when it blindly says again that the ticket is closed', { timeout }, async () => {
    const { seen, expected } = await walkThrough(unheard('the answer to /close'), join(blindFolder, 'supportmail.cjs'));
    expect(seen).not.toEqual(expected);
    expect(seen.posts[0]?.bot.filter((text) => text.startsWith('🔒'))).toHaveLength(2);
  });

  test.each(steps.map((step) => [step.name, step] as const))(
    'delivers everything once, in order, when %s',
    { timeout },
    async (_name, step) => {
      const { seen, expected } = await walkThrough(step, builtFile);
      expect(seen).toEqual(expected);
    },
  );
});

async function walkThrough(step: Step, program: string): Promise<{ seen: Outcome; expected: Outcome }> {
  const walk = await beginWalk(program);
  try {
    step.arm(walk);
    await tell(walk);
    expect(walk.bot.kills).toBe(step.kills);
    return { seen: outcomeOf(walk), expected: model(walk) };
  } finally {
    await walk.end();
  }
}

function build(mutation: string, folder: string): void {
  const repository = join(import.meta.dirname, '..', '..');
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', folder], {
    cwd: repository,
    env: { ...process.env, MUTATION: mutation },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The mutated program could not be built: ${stderr}`);
}
