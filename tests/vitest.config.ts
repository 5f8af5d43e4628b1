import { defineConfig } from 'vitest/config';
import { mutation } from '../scripts/mutation.mjs';
import { pageAssets } from '../scripts/page-assets.mjs';
import { LongestFirst } from './support/longest-first.ts';

const isPlanted = process.env['MUTATION'] !== undefined;

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  plugins: [mutation(), pageAssets()],
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/support/tally.ts'],
    setupFiles: ['tests/support/no-network.ts'],
    // For two processors: a third of the time, tests wait for what takes its time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    fsModuleCache: true,
    // What a planted mistake keeps from happening isn't waited for any longer than it takes where it happens.
    testTimeout: isPlanted ? 15_000 : 20_000,
    // A bot finishes for up to ten seconds what is under way.
    hookTimeout: 30_000,
    // A browser on a busy machine answers late; what never comes fails all the same.
    expect: { poll: { timeout: 5000 } },
    coverage: {
      provider: 'v8',
      include: ['src/ticket/**', 'src/desk/**'],
      reporter: ['text-summary'],
      reportsDirectory: 'node_modules/.coverage',
      thresholds: { 'src/ticket/**': { branches: 88 }, 'src/desk/**': { branches: 82 } },
    },
  },
});
