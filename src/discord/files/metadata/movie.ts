import type { Cleaning, Piece, Reader } from './pieces.ts';

/** Boxes that hold others in which something may be said. https://developer.apple.com/documentation/quicktime-file-format */
const opened = new Set(['moov', 'trak', 'mdia', 'minf']);
/** What is said of a film: its author, its camera, where it was made. */
const dropped = new Set(['udta', 'meta', 'uuid']);
const header = 8;

/** Blanks what an MP4 or QuickTime film says of itself: nothing moves, so that its pictures are still found. */
export const cleanMovie: Cleaning = async (file) => {
  const pieces: Piece[] = [];
  const isRight = await walk(file, { from: 0, to: file.size }, pieces);
  return isRight ? pieces : null;
};

async function walk(file: Reader, { from, to }: { from: number; to: number }, pieces: Piece[]): Promise<boolean> {
  for (let at = from; at < to;) {
    const head = await file.read(at, 16);
    if (head.length < header) return false;
    const type = head.toString('latin1', 4, 8);
    const length = lengthOf(head, to - at);
    if (length === null || at + length > to) return false;
    if (dropped.has(type)) {
      pieces.push(blank(length));
    } else if (opened.has(type)) {
      if (head.readUInt32BE(0) === 1) return false;
      pieces.push({ from: at, length: header });
      if (!(await walk(file, { from: at + header, to: at + length }, pieces))) return false;
    } else {
      pieces.push({ from: at, length });
    }
    at += length;
  }
  return true;
}

/** `0`: to the end; `1`: it stands behind the type. */
function lengthOf(head: Buffer, rest: number): number | null {
  const length = head.readUInt32BE(0);
  if (length === 0) return rest;
  if (length !== 1) return length < header ? null : length;
  return head.length < 16 ? null : Number(head.readBigUInt64BE(8));
}

function blank(length: number): Uint8Array {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32BE(length, 0);
  bytes.write('free', 4, 'latin1');
  return bytes;
}
