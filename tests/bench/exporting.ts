import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peakOf, recordLongTicket } from '../support/long-ticket.ts';
import { startProcess } from '../support/start-process.ts';
import type { Figure } from './figures.ts';

interface Wishes {
  readonly program: string;
  readonly exportedMessages: number;
}

const withinMs = 10 * 60_000;

/** How long a long ticket's transcript takes, and the most memory that it needs; beside it, one a tenth as long. */
export async function measureExports({ program, exportedMessages }: Wishes): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'supportmail-bench-'));
  try {
    writeFileSync(
      join(folder, 'config.yaml'),
      'servers:\n  - id: 123456789012345678\n    forum: 234567890123456789\n',
      { mode: 0o600 },
    );
    recordLongTicket(folder, 1, Math.ceil(exportedMessages / 10));
    recordLongTicket(folder, 2, exportedMessages);
    const figures: Figure[] = [];
    for (const format of ['html', 'json']) {
      const [short, long] = [
        await exported({ program, folder, format }, 1),
        await exported({ program, folder, format }, 2),
      ];
      figures.push({
        what: `export of ${exportedMessages.toLocaleString('en')} messages as ${format}`,
        value: long.ms,
        unit: 'ms',
        note: `at most ${Math.round(long.peakMb)} MB; of a tenth: ${Math.round(short.ms)} ms, ${Math.round(short.peakMb)} MB`,
      });
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exported(
  { program, folder, format }: { readonly program: string; readonly folder: string; readonly format: string },
  ticket: number,
): Promise<{ readonly ms: number; readonly peakMb: number }> {
  const at = performance.now();
  const argv = ['tickets', 'export', String(ticket), '--format', format];
  const peakMb = await peakOf(startProcess({ argv, cwd: folder, program }), withinMs);
  return { ms: performance.now() - at, peakMb };
}
