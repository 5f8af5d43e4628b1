// Runs tests with one mistake after another planted in the sources, each as its parent asks for it by name. One vitest does
// them all: to begin one anew costs several times what most of these tests take.
import { join } from 'node:path';
import { createVitest } from 'vitest/node';
import type { Vitest } from 'vitest/node';
import { mutations } from './mutations.mjs';

type Mutation = (typeof mutations)[number];

/** What came of the tests: how many did what, and why the failed ones did. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** Each with its name in front; also what kept tests from being run at all. */
  readonly errors: readonly string[];
}

const root = join(import.meta.dirname, '..', '..');

// The configuration asks for shorter time-outs where a mistake is planted.
process.env['MUTATION'] = '';
const vitest = await createVitest('test', {
  root,
  config: join(root, 'tests', 'vitest.config.ts'),
  watch: false,
  bail: 1,
  reporters: [],
});

process.on('message', (name: string) => {
  void runWith(vitest, name).then((outcome) => process.send?.(outcome));
});
process.send?.('ready');

async function runWith(runner: Vitest, name: string): Promise<Outcome> {
  const planted = mutations.find((one) => one.name === name);
  if (planted === undefined) return { passed: 0, failed: 0, errors: [`There is no mutation called "${name}".`] };
  process.env['MUTATION'] = name;
  runner.invalidateFile(join(root, planted.file));
  try {
    return await run(runner, planted);
  } finally {
    process.env['MUTATION'] = '';
    runner.invalidateFile(join(root, planted.file));
  }
}

async function run(runner: Vitest, { tests, title }: Mutation): Promise<Outcome> {
  const specifications = await runner.globTestSpecifications([tests]);
  if (title === undefined) runner.resetGlobalTestNamePattern();
  else runner.setGlobalTestNamePattern(patternOf(title));
  const { testModules, unhandledErrors } = await runner.runTestSpecifications(specifications);
  const asked = new Set(specifications.map(({ moduleId }) => moduleId));
  const modules = testModules.filter(({ moduleId }) => asked.has(moduleId));
  const all = modules.flatMap((module) => [...module.children.allTests()]);
  const failed = all.filter((one) => one.result().state === 'failed');
  const errors = failed.flatMap((one) => one.result().errors ?? []);
  return {
    passed: all.filter((one) => one.result().state === 'passed').length,
    failed: failed.length,
    errors: [...errors, ...modules.flatMap((module) => module.errors()), ...unhandledErrors].map(wordsOf),
  };
}

/** What an error says, and what led to it: a property that failed tells in its cause why. */
function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { name = 'Error', message = '', cause } = error as { name?: string; message?: string; cause?: unknown };
  return `${name}: ${message}${cause === undefined ? '' : `\n${wordsOf(cause)}`}`;
}

/** What a test is selected by; of one with several cases the first that fails is enough. */
function patternOf(title: string): RegExp {
  return new RegExp(title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/%\w/g, '.*'));
}
