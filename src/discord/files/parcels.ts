import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { REST } from 'discord.js';
import type { Failure, RequestFiles } from '../../desk/ports.ts';
import { extensionOf, isCovered, safeName } from '../../lib/safe-names.ts';
import type { LeftOut, LeftOutReason, Passage } from '../../ticket/attached.ts';
import type { FileLink } from '../../ticket/ticket.ts';
import { isAllowed } from './allowed-hosts.ts';
import { download } from './download.ts';
import type { Download } from './download.ts';
import { createFolder } from './folder.ts';
import type { FolderMemory } from './folder.ts';
import { freshLinks, isExpired } from './fresh-links.ts';
import { isMedia, mediaName, realType } from './real-type.ts';
import { withoutMetadata } from './metadata/without-metadata.ts';
import { createTurns } from './turns.ts';

/** So many files are fetched at once, whoever sent them. */
const atOnce = 4;
/** Those of one message leave room for others': a message of many files that come slowly holds up nobody else's. */
const atOnceOfOne = 2;
/** So long a file that can't be fetched is tried again before its message goes without it. */
const usualPatienceMs = 20_000;

export interface ParcelParts {
  readonly rest: Pick<REST, 'request'>;
  readonly apiUrl: string;
  readonly memory: FolderMemory;
  readonly now?: () => number;
  readonly patienceMs?: number;
}

/** A file on this machine, on its way. */
export interface Packed {
  readonly link: FileLink;
  readonly path: string;
  /** Safe, and with an ending that says what it is where that was looked at. */
  readonly name: string;
  readonly type: string;
}

/** The files of one request. */
export interface Parcel {
  readonly files: readonly Packed[];
  readonly leftOut: readonly LeftOut[];
  /** Removes what was fetched. */
  dispose(): Promise<void>;
}

export type Packing =
  { readonly ok: true; readonly parcel: Parcel } | { readonly ok: false; readonly failure: Failure };

/** Fetches files that are passed on, and sees that nothing stays of them here. */
export interface Parcels {
  /** Fetches a request's files, or, where links are sent, looks what they lead to. */
  pack(files: RequestFiles): Promise<Packing>;
  /** A path for a file that goes the same way: whoever writes it removes it, or the next start does. */
  newPath(this: void): Promise<string>;
  /** Fetches nothing more, and breaks off what is being fetched; what is being sent goes on. */
  breakOff(): void;
  /** Removes everything. */
  close(): Promise<void>;
}

type Got =
  | { readonly type: 'packed'; readonly file: Packed }
  | { readonly type: 'passed' }
  | { readonly type: 'leftOut'; readonly file: LeftOut }
  | { readonly type: 'failing'; readonly link: FileLink; readonly cause: string };

/** Makes the place where files are fetched. */
export function createParcels(parts: ParcelParts): Parcels {
  return new Fetching(parts);
}

class Fetching implements Parcels {
  readonly #parts: ParcelParts;
  readonly #folder;
  readonly #inTurn = createTurns(atOnce);
  readonly #over = new AbortController();
  /** When a file couldn't be fetched for the first time. */
  readonly #failingSince = new Map<string, number>();
  #lastNumber = 0;

  constructor(parts: ParcelParts) {
    this.#parts = parts;
    this.#folder = createFolder(parts.memory);
  }

  readonly newPath = async (): Promise<string> => {
    const folder = await this.#folder.path();
    this.#lastNumber += 1;
    return join(folder, String(this.#lastNumber));
  };

  async pack(files: RequestFiles): Promise<Packing> {
    const links = createLinks(this.#parts.rest, files);
    const inOwnTurn = createTurns(atOnceOfOne);
    const got = await Promise.all(
      files.files.map((link) => inOwnTurn(() => this.#inTurn(() => this.#get(link, files, links)))),
    );
    const settled = await Promise.all(
      got.map(async (one) => (one.type === 'failing' ? this.#withPatience(one, links) : one)),
    );
    const failing = settled.find((one) => one.type === 'failing');
    const packed = settled.flatMap((one) => (one.type === 'packed' ? [one.file] : []));
    if (failing !== undefined) {
      await removeAll(packed);
      const cause = `a file could not be fetched (${failing.cause})`;
      return { ok: false, failure: links.failure() ?? { kind: 'down', cause, retryAfterMs: null } };
    }
    for (const { id } of files.files) this.#failingSince.delete(id);
    const leftOut = settled.flatMap((one) => (one.type === 'leftOut' ? [one.file] : []));
    return { ok: true, parcel: { files: packed, leftOut, dispose: () => removeAll(packed) } };
  }

  breakOff(): void {
    this.#over.abort(new Error('the bot stops'));
  }

  async close(): Promise<void> {
    this.breakOff();
    await this.#folder.remove();
  }

  #now(): number {
    return this.#parts.now?.() ?? Date.now();
  }

  /** What can't be fetched for long is left out, unless Discord can't be reached at all. */
  async #withPatience(failing: Extract<Got, { type: 'failing' }>, links: Links): Promise<Got> {
    const { id } = failing.link;
    const since = this.#failingSince.get(id) ?? this.#now();
    this.#failingSince.set(id, since);
    const isOver = this.#now() - since >= (this.#parts.patienceMs ?? usualPatienceMs);
    if (!isOver || (await links.fresh(id)) === undefined) return failing;
    return leftOut(failing.link, 'unreachable');
  }

  async #get(link: FileLink, files: RequestFiles, links: Links): Promise<Got> {
    const path = files.as === 'link' ? null : await this.newPath();
    const result = await this.#download(link, path, links);
    const got = await toGot(result, { link, path, passage: files });
    if (got.type !== 'packed' && path !== null) await rm(path, { force: true });
    return got;
  }

  /** By the link that is known, or by a fresh one where that is too old. */
  async #download(link: FileLink, path: string | null, links: Links): Promise<Download> {
    const first = isExpired(link.url, this.#now())
      ? ({ type: 'expired' } as const)
      : await this.#fetch(link, path, link.url);
    if (first.type !== 'expired') return first;
    const url = await links.fresh(link.id);
    if (url === undefined) return { type: 'failing', cause: 'Discord gives no fresh link' };
    return url === null ? first : this.#fetch(link, path, url);
  }

  async #fetch({ size }: FileLink, path: string | null, url: string): Promise<Download> {
    if (!isAllowed(url, this.#parts.apiUrl)) return { type: 'notDiscord' };
    // What is left of a first try under the old link.
    if (path !== null) await rm(path, { force: true });
    return download({ url, path, limit: size, signal: this.#over.signal });
  }
}

interface Checked {
  readonly link: FileLink;
  readonly path: string | null;
  readonly passage: Passage;
}

async function toGot(result: Download, checked: Checked): Promise<Got> {
  const { link } = checked;
  switch (result.type) {
    case 'failing':
      return { type: 'failing', link, cause: result.cause };
    case 'expired':
      return leftOut(link, 'gone');
    case 'longer':
    case 'notDiscord':
      return leftOut(link, result.type);
    case 'got':
      return passed(await named(checked, result.head), checked);
  }
}

async function passed(as: Pick<Packed, 'name' | 'type'> | null, { link, path, passage }: Checked): Promise<Got> {
  if (as === null) return leftOut(link, 'notMedia');
  if (path === null) return { type: 'passed' };
  if (passage.isHidden && !(await withoutMetadata(path, as.type))) return leftOut(link, 'wouldTell');
  return { type: 'packed', file: { link, path, ...as } };
}

/** How a file is passed on; `null`: it isn't of a kind that may be. A recording is what it was made as. */
async function named({ link, passage }: Checked, head: Uint8Array): Promise<Pick<Packed, 'name' | 'type'> | null> {
  const name = passage.isHidden ? plainName(link.name) : link.name;
  if (link.isVoice) return { name: safeName(name, 'ogg'), type: 'audio/ogg' };
  const type = passage.kinds === 'media' || passage.isHidden ? await realType(head) : null;
  if (passage.kinds === 'all') return { name: safeName(name), type: type?.mime ?? plainType(link.contentType) };
  return type === null || !isMedia(type) ? null : { name: mediaName(name, type), type: type.mime };
}

/** A name that tells what a file is, and no more. */
function plainName(name: string): string {
  const extension = extensionOf(name);
  return `${isCovered(name) ? 'SPOILER_' : ''}file${/^[a-z0-9]{1,5}$/.test(extension) ? `.${extension}` : ''}`;
}

/** It stands in a header of its own. */
function plainType(said: string | null): string {
  return said !== null && /^[\w.+-]+\/[\w.+-]+$/.test(said) ? said : 'application/octet-stream';
}

function leftOut({ id, name }: FileLink, why: LeftOutReason): Got {
  return { type: 'leftOut', file: { id, name, why } };
}

async function removeAll(files: readonly Packed[]): Promise<void> {
  await Promise.all(files.map(({ path }) => rm(path, { force: true })));
}

/** Fresh links for the files of one message, asked for at most once. */
interface Links {
  /** `null`: the file isn't there any more. `undefined`: Discord doesn't say now. */
  fresh(id: string): Promise<string | null | undefined>;
  /** Why Discord didn't say. */
  failure(): Failure | null;
}

function createLinks(rest: ParcelParts['rest'], files: RequestFiles): Links {
  let asked: ReturnType<typeof freshLinks> | null = null;
  let failure: Failure | null = null;
  return {
    failure: () => failure,
    fresh: async (id) => {
      asked ??= freshLinks(rest, files);
      const answer = await asked;
      if (answer.ok) return answer.links.get(id) ?? null;
      failure = answer.failure.kind === 'unknownOutcome' ? { ...answer.failure, kind: 'down' } : answer.failure;
      return undefined;
    },
  };
}
