import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { createOperator } from '../../../app.ts';
import type { ReadTicket } from '../../../storage/transcript/transcripts.ts';
import type { FileState, FileStates } from '../../../transcript/transcript.ts';
import { harmlessName } from './harmless-name.ts';

export type Keeper = ReturnType<ReturnType<typeof createOperator>['keeper']>;

/** A file that isn't there. */
export interface Missing {
  readonly name: string;
  readonly why: Extract<FileState, { type: 'missing' }>['why'];
}

/** The files of a ticket, fetched, and not yet where they belong. */
export interface Collected {
  readonly fileState: FileStates;
  readonly kept: number;
  readonly missing: readonly Missing[];
  /** Puts them there. */
  keep(): Promise<void>;
  /** They aren't wanted any more. */
  drop(): Promise<void>;
}

interface Collecting {
  readonly keeper: Keeper;
  /** Where they belong. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onFile: (count: number) => void;
}

/** Fetches the files of a ticket. What one message has is fetched at a time. */
export async function collectAttachments(ticket: ReadTicket, collecting: Collecting): Promise<Collected> {
  const { keeper, folder, signal, onFile } = collecting;
  const unfinished = join(dirname(folder), `.${basename(folder)}.${randomBytes(6).toString('hex')}.part`);
  const states = new Map<string, FileState>();
  const missing: Missing[] = [];
  let kept = 0;
  const drop = (): Promise<void> => rm(unfinished, { recursive: true, force: true });
  try {
    for (const from of ticket.files()) {
      signal.throwIfAborted();
      await keeper.fetch(from, async (index, file) => {
        const key = `${from.messageId}/${index}`;
        if (typeof file === 'string') {
          states.set(key, { type: 'missing', why: file });
          missing.push({ name: from.isHidden ? `file ${index + 1}` : (from.files[index]?.name ?? ''), why: file });
        } else {
          kept += 1;
          const name = `${kept}-${harmlessName(file.name)}`;
          await mkdir(unfinished, { recursive: true, mode: 0o700 });
          await copyFile(file.path, join(unfinished, name));
          states.set(key, { type: 'kept', path: `${basename(folder)}/${name}` });
        }
        onFile(states.size);
      });
    }
  } catch (error) {
    await drop();
    throw error;
  }
  return {
    fileState: (messageId, index) => states.get(`${messageId}/${index}`) ?? null,
    kept,
    missing,
    keep: () => (kept === 0 ? Promise.resolve() : moveInto(folder, unfinished)),
    drop,
  };
}

/** What else lies there stays. */
async function moveInto(folder: string, from: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(from)) await rename(join(from, name), join(folder, name));
  await rm(from, { recursive: true, force: true });
}
