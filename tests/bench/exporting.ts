import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peakOf, recordLongTicket } from '../support/long-ticket.ts';
import { startProcess } from '../support/start-process.ts';
import type { Figure } from './figures.ts';

interface Wishes {
  readonly program: string;
  readonly longTicket: number;
}

/** How long the export of a long ticket takes, from the command to its end, and how much memory it needs at most. */
export async function measureExporting({ program, longTicket }: Wishes): Promise<readonly Figure[]> {
  const cwd = mkdtempSync(join(tmpdir(), 'supportmail-bench-'));
  const config = 'servers:\n  - id: 123456789012345678\n    forum: 234567890123456789\n';
  writeFileSync(join(cwd, 'config.yaml'), config, { mode: 0o600 });
  recordLongTicket(cwd, 1, longTicket);
  recordLongTicket(cwd, 2, 1);
  const exporting = async (id: number, format: string): Promise<{ readonly ms: number; readonly peakMb: number }> => {
    const at = performance.now();
    const argv = ['tickets', 'export', String(id), '--format', format, '--staff-view'];
    const peakMb = await peakOf(startProcess({ argv, cwd, program }), 300_000);
    return { ms: performance.now() - at, peakMb };
  };
  try {
    const least = await exporting(2, 'html');
    const figures: Figure[] = [];
    for (const format of ['html', 'json', 'md']) {
      const { ms, peakMb } = await exporting(1, format);
      const note = `at most ${peakMb.toFixed(0)} MB; ${least.peakMb.toFixed(0)} MB for a ticket of one message`;
      figures.push({ what: `export of a ticket of ${longTicket} messages, ${format}`, value: ms, unit: 'ms', note });
    }
    return figures;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
