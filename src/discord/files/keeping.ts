import { setTimeout as sleep } from 'node:timers/promises';
import type { REST } from 'discord.js';
import type { Failure, RequestFiles } from '../../desk/ports.ts';
import type { ChannelId, FileLink, MessageId } from '../../ticket/ticket.ts';
import { createParcels } from './parcels.ts';
import type { Parcel } from './parcels.ts';

/** The files of a message that are to be kept on this machine; `isHidden`: nothing in them may tell who sent them. */
export interface KeptFrom extends Source {
  /** Where the same files stand on the other side, by their IDs here and there. */
  readonly copies: readonly {
    readonly channelId: ChannelId;
    readonly messageId: MessageId;
    readonly files: readonly { readonly source: string; readonly id: string | null }[];
  }[];
}

type Source = Pick<RequestFiles, 'channelId' | 'messageId' | 'files' | 'isHidden'>;

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

interface KeeperParts {
  readonly rest: Pick<REST, 'request'>;
  readonly apiUrl: string;
  /** Ends the waiting for Discord, with its reason. */
  readonly signal: AbortSignal;
}

/** Makes one; it leaves nothing behind. */
export function createKeeper({ signal, ...parts }: KeeperParts): Keeper {
  const memory = { get: () => null, set: () => {} };
  const parcels = createParcels({ ...parts, memory, patienceMs: 0 });
  const pack = async (from: Source): Promise<Parcel> => {
    for (const pauseMs of [...pausesMs, null]) {
      const packing = await parcels.pack({ ...from, kinds: 'all', as: 'file', isAlone: false });
      if (packing.ok) return packing.parcel;
      const { kind, retryAfterMs } = packing.failure;
      if (pauseMs === null || (kind !== 'down' && kind !== 'busy')) throw new FetchingFailed(packing.failure);
      await sleep(retryAfterMs ?? pauseMs, null, { signal }).catch(() => signal.throwIfAborted());
    }
    throw new Error('There is always a last time');
  };
  const packed = async (from: Source, use: (parcel: Parcel) => Promise<void>): Promise<void> => {
    const parcel = await pack(from);
    try {
      await use(parcel);
    } finally {
      await parcel.dispose();
    }
  };
  /** Of somebody who is hidden, what the other side got and nothing else: a file that wasn't passed on may tell who they are. */
  const fetchCopies: Keeper['fetch'] = async (from, take) => {
    for (const [index, file] of from.files.entries()) {
      const copied = inCopy(from, file);
      if (copied === null) await take(index, 'wouldTell');
      else await packed(copied.source, (parcel) => take(index, found(copied.file, parcel)));
    }
  };
  return {
    fetch: async (from, take) => {
      if (from.isHidden) return fetchCopies(from, take);
      await packed(from, async (parcel) => {
        for (const [index, file] of from.files.entries()) {
          const first = found(file, parcel);
          const copied = first === 'gone' ? inCopy(from, file) : null;
          if (copied === null) await take(index, first);
          else await packed(copied.source, (other) => take(index, found(copied.file, other)));
        }
      });
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

/** So that a fresh one is asked for. */
const noLink = 'https://cdn.discordapp.com/?ex=0';

/** What its author deleted stands on the other side still. */
function inCopy(
  { copies, isHidden }: KeptFrom,
  file: FileLink,
): { readonly source: Source; readonly file: FileLink } | null {
  // Those that an early version recorded are known by no ID.
  for (const { channelId, messageId, files } of file.id === '' ? [] : copies) {
    const id = files.find(({ source }) => source === file.id)?.id ?? null;
    const copied = { ...file, id: id ?? '', url: noLink };
    if (id !== null) return { source: { channelId, messageId, files: [copied], isHidden }, file: copied };
  }
  return null;
}
