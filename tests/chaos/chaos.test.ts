import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtFile } from '../support/program.ts';
import { playAll } from './crew.ts';
import type { Report } from './crew.ts';
import { buildWith, programIn } from './planted.ts';
import { describePlayed } from './summary.ts';

const timeout = 600_000;
const seeds = [1, 2, 3, 12, 31, 37];
/** In these many answers are lost for so long that Discord has forgotten their nonces. */
const revealing = [22, 23];

describe('whatever is written, changed, closed and reopened, while everything goes wrong', () => {
  const reports: Report[] = [];
  let blind: string | null = null;
  beforeAll(async () => {
    blind = buildWith('blind retry');
    const program = programIn(blind);
    const planted = revealing.map((seed) => ({ seed, messages: 100, program }));
    const orders = seeds.map((seed) => ({ seed, messages: 80, program: builtFile }));
    await playAll([...planted, ...orders], 3, (report) => void reports.push(report));
  }, timeout);
  afterAll(() => {
    if (blind !== null) rmSync(blind, { recursive: true, force: true });
  });

  test.each(seeds)('both sides end as people left them (seed %i)', (seed) => {
    const report = reports.find((one) => one.seed === seed);
    expect(report).toBeDefined();
    expect(report !== undefined && report.complaints.length > 0 ? describePlayed(report) : null).toBeNull();
  });

  test('people wrote, the bot was killed, answers were lost, and a backup was restored', () => {
    const sum = (what: string): number => reports.reduce((total, { counts }) => total + (counts[what] ?? 0), 0);
    expect(sum('messages')).toBeGreaterThan(300);
    expect(sum('kills')).toBeGreaterThan(8);
    expect(sum('lost answers')).toBeGreaterThan(20);
    expect(sum('restored backups')).toBeGreaterThan(0);
  });

  test('a bot that repeats blindly what it lost the answer to is found out', () => {
    const found = reports.filter(({ seed }) => revealing.includes(seed)).flatMap(({ complaints }) => complaints);
    expect(found.map(({ kind }) => kind)).toContain('doubled');
  });
});
