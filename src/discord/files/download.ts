import { open } from 'node:fs/promises';
import { headLength } from './real-type.ts';
import { get } from './streaming.ts';

/** So long a transfer may stand still. */
const idleMs = 20_000;

/** What came of fetching something. `expired`: it isn't there under this link. `failing`: it may be later. */
export type Download =
  | { readonly type: 'got'; readonly head: Uint8Array }
  | { readonly type: 'expired' | 'longer' | 'notDiscord' }
  | { readonly type: 'failing'; readonly cause: string };

export interface Wanted {
  readonly url: string;
  /** Where to; `null`: only its first bytes are looked at. */
  readonly path: string | null;
  /** In bytes; more is not taken, whatever was said. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Fetches a file piece by piece. Redirects aren't followed: they could lead anywhere. Never throws. */
export async function download(wanted: Wanted): Promise<Download> {
  const watch = createWatch(wanted.signal);
  try {
    const answer = await get(wanted.url, { headers: headersFor(wanted), signal: watch.signal });
    const refused = refusalOf(answer.statusCode ?? 500);
    if (refused !== null) {
      answer.destroy();
      return refused;
    }
    return await (wanted.path === null ? readHead(answer, watch) : save(answer, wanted.path, wanted, watch));
  } catch (error) {
    return { type: 'failing', cause: causeOf(error) };
  } finally {
    watch.end();
  }
}

function headersFor({ path }: Wanted): Record<string, string> {
  // Else the limit would hold for what was packed, not for what comes out of it.
  const plain = { 'accept-encoding': 'identity' };
  return path === null ? { ...plain, range: `bytes=0-${headLength - 1}` } : plain;
}

function refusalOf(status: number): Download | null {
  if (status === 200 || status === 206) return null;
  if (status >= 300 && status < 400) return { type: 'notDiscord' };
  if (status === 429 || status >= 500) return { type: 'failing', cause: `answer ${status}` };
  return { type: 'expired' };
}

type Body = AsyncIterable<Uint8Array>;

async function readHead(body: Body, watch: Watch): Promise<Download> {
  const head = createHead();
  for await (const chunk of body) {
    watch.touch();
    head.add(chunk);
    if (head.isFull()) break;
  }
  return { type: 'got', head: head.bytes() };
}

async function save(body: Body, path: string, { limit }: Wanted, watch: Watch): Promise<Download> {
  const head = createHead();
  const file = await open(path, 'wx', 0o600);
  try {
    let size = 0;
    for await (const chunk of body) {
      watch.touch();
      size += chunk.byteLength;
      if (size > limit) return { type: 'longer' };
      head.add(chunk);
      await file.writeFile(chunk);
    }
    return { type: 'got', head: head.bytes() };
  } finally {
    await file.close();
  }
}

function createHead() {
  const chunks: Uint8Array[] = [];
  let length = 0;
  return {
    isFull: () => length >= headLength,
    add(chunk: Uint8Array): void {
      if (length >= headLength) return;
      // A copy: a view would keep the whole chunk.
      chunks.push(chunk.slice(0, headLength - length));
      length += chunk.byteLength;
    },
    bytes: (): Uint8Array => Buffer.concat(chunks),
  };
}

interface Watch {
  readonly signal: AbortSignal;
  touch(): void;
  end(): void;
}

/** Breaks off what stands still. */
function createWatch(over: AbortSignal): Watch {
  const idle = new AbortController();
  const timer = setTimeout(() => idle.abort(new Error('nothing came any more')), idleMs);
  return {
    signal: AbortSignal.any([over, idle.signal]),
    touch: () => void timer.refresh(),
    end: () => clearTimeout(timer),
  };
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
