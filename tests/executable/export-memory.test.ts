import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { folderWith, VALID } from '../config/load-text.ts';
import { peakOf, recordLongTicket } from '../support/long-ticket.ts';
import { isPackaged } from '../support/program.ts';
import { endProcesses, startProcess } from '../support/start-process.ts';

const canMeasure = existsSync('/proc/self/status');
afterEach(() => endProcesses());

// The single executable takes no options of Node's, by which there is little room for what is thrown away.
describe.skipIf(!canMeasure || isPackaged)(
  'a transcript of any length needs the same memory',
  { timeout: 120_000 },
  () => {
    test.each(['html', 'json', 'md'])('as %s', async (format) => {
      const cwd = folderWith({ 'config.yaml': VALID });
      recordLongTicket(cwd, 1, 200);
      recordLongTicket(cwd, 2, 40_000);
      // What is thrown away is swept out by Node in its own time, unless it has little room.
      const env = { NODE_OPTIONS: '--max-old-space-size=32 --max-semi-space-size=2' };
      const argv = (id: number): readonly string[] => [
        'tickets',
        'export',
        String(id),
        '--format',
        format,
        '--staff-view',
      ];
      const exporting = (id: number): Promise<number> => peakOf(startProcess({ argv: argv(id), cwd, env }), 100_000);
      const short = await exporting(1);
      const long = await exporting(2);
      expect(statSync(join(cwd, `ticket-2.${format}`)).size).toBeGreaterThan(20_000_000);
      expect(long - short).toBeLessThan(40);
    });
  },
);
