import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtFile } from '../support/program.ts';

/** Builds the program with a mistake planted in it; gives the folder, below dist/, from where Node finds its packages. */
export function buildWith(mutation: string): string {
  const folder = mkdtempSync(join(dirname(builtFile), 'planted-'));
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', folder], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, MUTATION: mutation },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The program with "${mutation}" could not be built: ${stderr}`);
  return folder;
}

/** The built file in such a folder. */
export function programIn(folder: string): string {
  return join(folder, 'supportmail.cjs');
}
