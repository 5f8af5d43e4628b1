import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { LoadedConfig } from '../../src/config/load.ts';
import { OperatorError } from '../../src/lib/errors.ts';

export type Environment = Record<string, string>;

/** The least that makes a valid configuration. */
export const VALID = 'servers:\n  - id: 123456789012345678\n    forum: 234567890123456789\n';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with the given files in it, which goes when the tests of the file are over. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'supportmail-config-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content);
    chmodSync(join(folder, name), 0o600);
  }
  return folder;
}

/** Loads a text as `config.yaml` in a folder of its own. */
export function loadText(text: string | Uint8Array, env: Environment = {}, needToken = false): LoadedConfig {
  return loadConfig({ env, cwd: folderWith({ 'config.yaml': text }), needToken });
}

/** Loads what must be refused, and gives the refusal. Anything else that is thrown goes on. */
export function refusalOf(load: () => unknown): OperatorError {
  try {
    load();
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}
