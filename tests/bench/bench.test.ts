import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Figure } from './figures.ts';

// What the figures are depends on the machine, and on what else it does: no test does.
test('the benchmark measures all it tells of, also with little to measure', { timeout: 120_000 }, async () => {
  const sizes = [
    '--rounds',
    '1',
    '--messages',
    '10',
    '--stored-tickets',
    '20',
    '--open-tickets',
    '10',
    '--long-ticket',
    '30',
  ];
  const argv = [join(import.meta.dirname, 'run.ts'), '--json', ...sizes];
  const { stdout } = await promisify(execFile)(process.execPath, argv);
  const { machine, figures } = JSON.parse(stdout) as { machine: string; figures: readonly Figure[] };
  expect(machine).toMatch(/^SupportMail \S+ \((built|single executable)\), Node /);
  expect(figures.filter(({ value }) => !Number.isFinite(value) || value <= 0)).toEqual([]);
  expect(figures.map(({ what }) => what)).toEqual([
    'Node alone, for comparison',
    '--version',
    'config check',
    'tickets list (opens the database)',
    'start, until ready',
    'memory when ready, nothing stored',
    'message of a user, until its request',
    'message of staff, until its request',
    'the same of a user, with 20 tickets, 200 messages',
    'the same of staff, with 20 tickets, 200 messages',
    'full database against empty one, users',
    'full database against empty one, staff',
    'memory with the full database',
    'start with 10 open tickets, until ready',
    '1 message of the meantime passed on',
    'requests while catching up',
    'memory with 10 open tickets, all read',
    'export of a ticket of 30 messages, html',
    'export of a ticket of 30 messages, json',
    'export of a ticket of 30 messages, md',
  ]);
});
