import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const bufferLength = 64 * 1024;

/** A file that is there only once all of it is: until then, what stood there before stays. */
export interface AtomicFile {
  write(text: string): Promise<void>;
  /** All of it was written: it takes its place. */
  keep(): Promise<void>;
  /** It isn't wanted any more. */
  drop(): Promise<void>;
}

/** Begins such a file, which only its owner may read. */
export async function createAtomicFile(path: string): Promise<AtomicFile> {
  const unfinished = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.part`);
  const file = await open(unfinished, 'wx', 0o600);
  let waiting = '';
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    await file.writeFile(text);
  };
  const drop = async (): Promise<void> => {
    await file.close().catch(() => {});
    await rm(unfinished, { force: true });
  };
  return {
    write: async (text) => {
      waiting += text;
      if (waiting.length >= bufferLength) await flush();
    },
    keep: async () => {
      try {
        await flush();
        // Else a loss of power could leave the name with nothing behind it.
        await file.sync();
        await file.close();
        await rename(unfinished, path);
      } catch (error) {
        await drop();
        throw error;
      }
    },
    drop,
  };
}
