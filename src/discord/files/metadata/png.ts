import type { Cleaning, Piece } from './pieces.ts';

/** What it takes to show the picture, still or moving, in its colours. Everything else tells something about it. https://www.w3.org/TR/png-3/#5DataRep */
const kept = new Set(
  'IHDR PLTE IDAT IEND tRNS acTL fcTL fdAT gAMA cHRM sRGB iCCP cICP sBIT mDCV cLLI bKGD hIST pHYs'.split(' '),
);

const signature = 8;
/** Length and type before the data, the checksum behind it. */
const around = 12;

/** Keeps what a PNG shows, and ends with it. */
export const cleanPng: Cleaning = async ({ size, read }) => {
  const pieces: Piece[] = [{ from: 0, length: signature }];
  for (let at = signature; at + around <= size;) {
    const head = await read(at, 8);
    const length = head.readUInt32BE(0) + around;
    const type = head.toString('latin1', 4, 8);
    if (at + length > size) return null;
    if (kept.has(type)) pieces.push({ from: at, length });
    if (type === 'IEND') return pieces;
    at += length;
  }
  return null;
};
