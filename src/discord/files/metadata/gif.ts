import type { Cleaning, Piece, Reader } from './pieces.ts';

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
const extension = 0x21;
const picture = 0x2c;
const trailer = 0x3b;
const graphicControl = 0xf9;
const application = 0xff;
/** Tell how often it plays. */
const playing = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

/** Keeps a GIF's pictures and how they play; comments and what programs wrote into it go. */
export const cleanGif: Cleaning = async (file) => {
  const head = await file.read(0, 13);
  if (head.length < 13) return null;
  let at = 13 + coloursIn(head[10] ?? 0);
  const pieces: Piece[] = [{ from: 0, length: at }];
  for (;;) {
    const block = await file.read(at, 20);
    const kind = block[0];
    if (kind === trailer) return [...pieces, Buffer.of(trailer)];
    const isKept = kind === picture || isPlaying(block);
    const data = at + (kind === picture ? 11 + coloursIn(block[9] ?? 0) : 2);
    const end = kind === picture || kind === extension ? await endOfBlocks(file, data) : null;
    if (end === null) return null;
    if (isKept) pieces.push({ from: at, length: end - at });
    at = end;
  }
};

function isPlaying(block: Buffer): boolean {
  if (block[1] === graphicControl) return true;
  return block[1] === application && playing.has(block.toString('latin1', 3, 14));
}

/** In bytes: the table that the flags announce. */
function coloursIn(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1);
}

/** Behind the empty block that ends a row of blocks. */
async function endOfBlocks({ size, read }: Reader, from: number): Promise<number | null> {
  for (let at = from; at < size;) {
    const [length = 0] = await read(at, 1);
    at += 1 + length;
    if (length === 0) return at;
  }
  return null;
}
