import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const dist = join(import.meta.dirname, '..', '..', 'dist');

/** The built program, which needs a Node and the project's node_modules. */
export const builtFile = join(dist, 'supportmail.cjs');

/** The single executable. */
export const packagedFile = join(dist, 'supportmail');

/** The program that the tests of executables run: the built one, or the one that SUPPORTMAIL_PROGRAM names. */
export const testedFile = resolve(process.env['SUPPORTMAIL_PROGRAM'] ?? builtFile);

export const isPackaged = !testedFile.endsWith('.cjs');

/** The command line that runs a program. Whatever Node is to do first goes to the built one only. */
export function commandLine(program: string, nodeArguments: readonly string[] = []): [string, ...string[]] {
  if (!existsSync(program)) throw new Error(`${program} is missing: run \`npm run build && npm run package\` first.`);
  return program.endsWith('.cjs') ? [process.execPath, ...nodeArguments, program] : [program];
}
