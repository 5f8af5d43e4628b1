import { readFileSync } from 'node:fs';

/** The program's version: written in by the build, else (run from its sources) read from package.json. */
export function currentVersion(): string {
  return process.env.SUPPORTMAIL_VERSION ?? versionOfSources();
}

function versionOfSources(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
