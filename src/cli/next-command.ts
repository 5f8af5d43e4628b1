import { resolve } from 'node:path';
import type { CliIo } from './output.ts';

/** A command to type next, with the configuration file where it isn't the one that is found by itself. */
export function nextCommand(name: string, config: string | undefined, { env, cwd }: CliIo): string {
  const isDefault = config === undefined && (env['SUPPORTMAIL_CONFIG'] ?? '') === '';
  if (isDefault) return `supportmail ${name}`;
  const path = resolve(cwd, config ?? (env['SUPPORTMAIL_CONFIG'] || 'config.yaml'));
  return `supportmail ${name} --config ${/^[\w./-]+$/.test(path) ? path : `'${path}'`}`;
}
