import { readFileSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { OperatorError } from '../lib/errors.ts';
import type { Environment } from './environment.ts';

export interface ConfigFile {
  path: string;
  /** The path as it reads best in a message: relative where the file lies below the working folder. */
  shownAs: string;
  text: string;
}

// A configuration is a few kilobytes; something else was named by mistake, perhaps a disk image.
const LARGEST_BYTES = 256_000;

/** Finds and reads the configuration file: `--config`, else `$SUPPORTMAIL_CONFIG`, else `config.yaml` here. */
export function readConfigFile(given: string | undefined, env: Environment, cwd: string): ConfigFile {
  const path = resolve(cwd, given ?? (env['SUPPORTMAIL_CONFIG'] || 'config.yaml'));
  const below = relative(cwd, path);
  const shownAs = below === '' || below.startsWith('..') ? path : below;
  return { path, shownAs, text: decode(readBytes(path, shownAs), shownAs) };
}

function readBytes(path: string, shownAs: string): Buffer {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw unusable(shownAs, stat.isDirectory() ? 'is a folder' : 'is no ordinary file');
    if (stat.size > LARGEST_BYTES) throw unusable(shownAs, 'is larger than 256 kB');
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw (cause as NodeJS.ErrnoException).code === 'ENOENT'
      ? notFound(shownAs)
      : unusable(shownAs, `can't be read (${String((cause as NodeJS.ErrnoException).code)})`);
  }
}

function notFound(shownAs: string): OperatorError {
  return new OperatorError('config.notFound', `There is no configuration file ${shownAs}.`, {
    hint: 'Copy config.example.yaml to config.yaml and fill it in, or name another file with --config PATH.',
    exitCode: 2,
  });
}

function unusable(shownAs: string, why: string): OperatorError {
  return new OperatorError(
    'config.invalid',
    `${shownAs}:1:1 ${shownAs} ${why}; it must be a readable YAML file in UTF-8.`,
    {
      hint: 'Name the configuration file with --config PATH.',
      exitCode: 2,
    },
  );
}

function decode(bytes: Buffer, shownAs: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const { line, column } = firstBadByte(bytes);
    throw new OperatorError(
      'config.invalid',
      `${shownAs}:${line}:${column} found bytes that aren't UTF-8; the file must be text in UTF-8.`,
      { hint: 'Save the file again with the encoding UTF-8.', exitCode: 2 },
    );
  }
}

function firstBadByte(bytes: Buffer): { line: number; column: number } {
  const good = bytes.toString('utf8').split('\uFFFD', 1)[0] ?? '';
  const lines = good.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
