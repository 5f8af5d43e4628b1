import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const prefix = 'supportmail-files-';
const factName = 'files-folder';

/** Remembers where files are kept, for whoever has to clean up. */
export interface FolderMemory {
  get(name: string): string | null;
  set(name: string, value: string): void;
}

/** A folder for files that are passed on. Nobody else may look into it. */
export interface Folder {
  /** Makes it where it isn't there yet, and gives its path. */
  path(): Promise<string>;
  remove(): Promise<void>;
}

/** What a killed process left is removed first. */
export function createFolder(memory: FolderMemory): Folder {
  const left = memory.get(factName);
  const cleaned = left !== null && isOurs(left) ? removed(left) : Promise.resolve();
  let made: Promise<string> | null = null;
  const make = async (): Promise<string> => {
    await cleaned;
    // Mode 700. https://nodejs.org/api/fs.html#fspromisesmkdtempprefix-options
    const path = await mkdtemp(join(tmpdir(), prefix));
    memory.set(factName, path);
    return path;
  };
  return {
    path: () => (made ??= make()),
    remove: async () => {
      await cleaned;
      if (made !== null) await removed(await made);
    },
  };
}

/** The database may have been carried here from elsewhere, or tampered with. */
function isOurs(path: string): boolean {
  return dirname(path) === tmpdir() && basename(path).startsWith(prefix);
}

async function removed(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => {});
}
