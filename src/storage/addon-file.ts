import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OperatorError } from '../lib/errors.ts';

/** What is asked of the machine to find a folder for the addon. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Where the database lies: the last resort, since the bot must be able to write there anyway. */
  readonly databaseFolder: string;
}

/** An addon, which the system loads from files only, and the name of the file that it goes to. */
export interface Addon {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The folders in which the addon may lie, best first. */
export function addonFolders({ env, platform, databaseFolder }: Surroundings): string[] {
  const chosen = env['SUPPORTMAIL_CACHE_DIR'] ?? '';
  if (chosen !== '') return [chosen];
  const cache = cacheFolder(env, platform);
  const user = process.getuid?.() ?? 'user';
  return [
    ...(cache === null ? [] : [join(cache, 'supportmail')]),
    join(tmpdir(), `supportmail-${user}`),
    join(databaseFolder, '.supportmail-native'),
  ];
}

/**
 * Puts the addon into the first folder where that works, and loads it from there.
 * @throws OperatorError `storage.addon` when none does, with what is wrong with each
 */
export function loadAddon<Loaded>(addon: Addon, folders: readonly string[], load: (file: string) => Loaded): Loaded {
  const problems: string[] = [];
  for (const folder of folders) {
    try {
      return loadFrom(folder, addon, load);
    } catch (error) {
      problems.push(`  ${folder}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  throw new OperatorError(
    'storage.addon',
    `SQLite could not be unpacked for this machine to load it:\n${problems.join('\n')}`,
    { hint: 'Name a folder that only this user may write to, and that allows programs, in SUPPORTMAIL_CACHE_DIR.' },
  );
}

function loadFrom<Loaded>(folder: string, addon: Addon, load: (file: string) => Loaded): Loaded {
  makeFolder(folder);
  refuseShared(folder);
  const file = join(folder, addon.name);
  const isNew = !holds(file, addon.bytes);
  if (isNew) putThere(file, addon.bytes);
  try {
    return load(file);
  } catch (error) {
    if (isNew) rmSync(file, { force: true });
    throw error;
  }
}

/** Not by `recursive`: Node goes round in circles where a system says that there is no such folder to make one in. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another start was faster.
    if (!existsSync(folder)) throw error;
  }
}

/** Whoever may write there could have us run what they like. */
function refuseShared(folder: string): void {
  const uid = process.getuid?.();
  if (uid === undefined) return;
  const found = lstatSync(folder);
  if (!found.isDirectory()) throw new Error('it is no folder');
  if (found.uid !== uid) throw new Error('it belongs to another user');
  if ((found.mode & 0o022) !== 0) throw new Error('others may write to it');
}

function holds(file: string, bytes: Buffer): boolean {
  try {
    // The bytes themselves rather than a hash of them: loading node:crypto alone takes longer.
    return lstatSync(file).isFile() && readFileSync(file).equals(bytes);
  } catch {
    return false;
  }
}

/** At once or not at all: another start may be doing the same, or be using the file. */
function putThere(file: string, bytes: Buffer): void {
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, bytes, { mode: 0o700, flag: 'wx' });
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function cacheFolder(env: Surroundings['env'], platform: NodeJS.Platform): string | null {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? null;
  const cache = env['XDG_CACHE_HOME'] ?? '';
  if (cache.startsWith('/')) return cache;
  try {
    return join(homedir(), platform === 'darwin' ? 'Library/Caches' : '.cache');
  } catch {
    return null; // a user that the system has no entry for
  }
}
