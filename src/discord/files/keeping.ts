import { setTimeout as sleep } from 'node:timers/promises';
import type { REST } from 'discord.js';
import type { Failure, RequestFiles } from '../../desk/ports.ts';
import type { FileLink } from '../../ticket/ticket.ts';
import { createParcels } from './parcels.ts';
import type { Parcel } from './parcels.ts';

/** The files of a message that are to be kept on this machine; `isHidden`: nothing in them may tell who sent them. */
export type KeptFrom = Pick<RequestFiles, 'channelId' | 'messageId' | 'files' | 'isHidden'>;

/** A file that was fetched. It goes away once it was taken: whoever wants it copies it. */
export interface Fetched {
  readonly path: string;
  /** Safe. */
  readonly name: string;
}

/** Why there is none. */
export type NotFetched = 'gone' | 'unreachable' | 'wouldTell';

/** Fetches files to keep them. */
export interface Keeper {
  /** Fetches the files of a message, and has each taken, by its place. @throws {FetchingFailed} where Discord can't be asked */
  fetch(from: KeptFrom, take: (index: number, file: Fetched | NotFetched) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Discord could not be asked for fresh links. */
export class FetchingFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.cause);
    this.failure = failure;
  }
}

/** So often Discord is asked again, and after how long. */
const pausesMs = [1000, 4000, 15_000];

/** Makes one; it leaves nothing behind. */
export function createKeeper(parts: { readonly rest: Pick<REST, 'request'>; readonly apiUrl: string }): Keeper {
  const memory = { get: () => null, set: () => {} };
  const parcels = createParcels({ ...parts, memory, patienceMs: 0 });
  const pack = async (from: KeptFrom): Promise<Parcel> => {
    for (const pauseMs of [...pausesMs, null]) {
      const packing = await parcels.pack({ ...from, kinds: 'all', as: 'file', isAlone: false });
      if (packing.ok) return packing.parcel;
      const { kind, retryAfterMs } = packing.failure;
      if (pauseMs === null || (kind !== 'down' && kind !== 'busy')) throw new FetchingFailed(packing.failure);
      await sleep(retryAfterMs ?? pauseMs);
    }
    throw new Error('There is always a last time');
  };
  return {
    fetch: async (from, take) => {
      const parcel = await pack(from);
      try {
        for (const [index, file] of from.files.entries()) await take(index, found(file, parcel));
      } finally {
        await parcel.dispose();
      }
    },
    close: () => parcels.close(),
  };
}

function found(file: FileLink, { files, leftOut }: Parcel): Fetched | NotFetched {
  const packed = files.find(({ link }) => link === file);
  if (packed !== undefined) return { path: packed.path, name: packed.name };
  const why = leftOut.find(({ id, name }) => id === file.id && name === file.name)?.why;
  return why === 'gone' || why === 'wouldTell' ? why : 'unreachable';
}
