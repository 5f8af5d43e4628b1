import { createAtomicFile } from '../lib/atomic-file.ts';
import { toHtml } from './html/html.ts';
import { toJson } from './json.ts';
import { toMarkdown } from './markdown.ts';
import type { Transcript } from './transcript.ts';

/** The formats that there are, by the endings of their files. */
export const formats = { html: toHtml, json: toJson, md: toMarkdown } satisfies Record<
  string,
  (transcript: Transcript) => Iterable<string>
>;

export type Format = keyof typeof formats;

/** So many pieces are written before others get their turn. */
const piecesAtOnce = 200;

/**
 * Writes pieces into a file, which is there only once all of them are. `signal` breaks it off, and leaves nothing behind. `before` is done
 * once all is written, and before it is there.
 */
export async function writeAtomically(
  path: string,
  pieces: Iterable<string>,
  signal: AbortSignal,
  before: () => Promise<void> = async () => {},
): Promise<void> {
  const file = await createAtomicFile(path);
  try {
    await writePieces(pieces, (piece) => file.write(piece), signal);
    await before();
  } catch (error) {
    await file.drop();
    throw error;
  }
  await file.keep();
}

/** Writes pieces one after another; none of them is kept in memory. */
export async function writePieces(
  pieces: Iterable<string>,
  write: (piece: string) => Promise<void> | void,
  signal: AbortSignal,
): Promise<void> {
  let count = 0;
  for (const piece of pieces) {
    signal.throwIfAborted();
    await write(piece);
    count += 1;
    if (count % piecesAtOnce === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}
