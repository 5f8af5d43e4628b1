import { orientationIn, orientationSegment } from './orientation.ts';
import type { Cleaning, Piece, Reader } from './pieces.ts';

/** https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B */
const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;
const comment = 0xfe;
const firstApp = 0xe0;
const lastApp = 0xef;
const colourProfile = 0xe2;
const adobe = 0xee;

/**
 * Keeps what a JPEG shows, in its colours, and which way is up; it ends with its picture. What programs and cameras wrote into it goes, and so does
 * what stands behind it: cameras append previews and further pictures, with data of their own.
 */
export const cleanJpeg: Cleaning = async (file) => {
  const pieces: Piece[] = [Buffer.of(0xff, startOfImage)];
  for (let at = 2; ;) {
    const head = await file.read(at, 64);
    const marker = head[1] ?? 0;
    if (head.length < 2 || head[0] !== 0xff) return null;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === endOfImage) return [...pieces, Buffer.of(0xff, endOfImage)];
    if (head.length < 4) return null;
    const length = 2 + head.readUInt16BE(2);
    if (marker === 0xe1) pieces.push(...(await whichWayIsUp(file, at, length)));
    else if (isKept(marker, head)) pieces.push({ from: at, length });
    at += length;
    if (marker !== startOfScan) continue;
    const end = await endOfScan(file, at);
    if (end === null) return null;
    pieces.push({ from: at, length: end - at });
    at = end;
  }
};

function isKept(marker: number, head: Buffer): boolean {
  if (marker === comment) return false;
  if (marker < firstApp || marker > lastApp) return true;
  if (marker === colourProfile) return head.toString('latin1', 4, 16) === 'ICC_PROFILE\0';
  // Without it, programs guess the colours wrong.
  return marker === adobe && head.toString('latin1', 4, 9) === 'Adobe';
}

/** Of all that a camera wrote, how the picture is turned. */
async function whichWayIsUp(file: Reader, at: number, length: number): Promise<readonly Piece[]> {
  const orientation = orientationIn((await file.read(at, length)).subarray(4));
  return orientation === null ? [] : [orientationSegment(orientation)];
}

/** Pixels go on until a marker that is none of their own. */
async function endOfScan({ size, read }: Reader, from: number): Promise<number | null> {
  for (let at = from; at < size;) {
    const bytes = await read(at, size - at);
    for (let index = bytes.indexOf(0xff); index !== -1; index = bytes.indexOf(0xff, index + 1)) {
      const next = bytes[index + 1];
      if (next === undefined) break;
      if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at + index;
    }
    if (bytes.length < 2) return null;
    // A marker may stand across the border.
    at += bytes.length - 1;
  }
  return null;
}
