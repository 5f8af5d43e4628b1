import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { OperatorError } from '../lib/errors.ts';
import type { CliIo } from './output.ts';
import { checkNotOwn } from './own-files.ts';

/** A file's text; `-`: standard input, to its end. @throws OperatorError `cli.file` */
export function readText(file: string, { cwd }: CliIo): string {
  return using(file, () => readFileSync(file === '-' ? 0 : resolve(cwd, file), 'utf8')).replace(/^\uFEFF/, '');
}

/** Writes a file that only its owner may read. @throws OperatorError `cli.file`, `cli.ownFile` */
export function writeText(file: string, text: string, { io, loaded }: { io: CliIo; loaded: LoadedConfig }): void {
  const path = resolve(io.cwd, file);
  using(file, () => {
    checkNotOwn(path, file, loaded);
    writeFileSync(path, text, { mode: 0o600 });
  });
}

/** What a file is called towards people. */
export function nameOfFile(file: string): string {
  return file === '-' ? 'standard input' : file;
}

function using<Value>(file: string, use: () => Value): Value {
  try {
    return use();
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError('cli.file', `${nameOfFile(file)} can't be used: ${reason}.`, {
      hint: 'Check that the path is right and that you may use that file.',
      cause: error,
    });
  }
}
