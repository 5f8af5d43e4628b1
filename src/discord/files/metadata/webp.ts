import type { Cleaning, Piece } from './pieces.ts';

/** https://developers.google.com/speed/webp/docs/riff_container */
const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** What the extended header says of the chunks that go: Exif and XMP. */
const metadataFlags = 0x0c;
const header = 12;

/** Keeps a WebP's pictures and colours. */
export const cleanWebp: Cleaning = async ({ size, read }) => {
  const pieces: Piece[] = [];
  const end = Math.min(size, (await read(0, header)).readUInt32LE(4) + 8);
  for (let at = header; at + 8 <= end;) {
    const head = await read(at, 9);
    const type = head.toString('latin1', 0, 4);
    const data = head.readUInt32LE(4);
    // Padded to an even length.
    const length = 8 + data + (data % 2);
    if (at + 8 + data > end) return null;
    if (type === 'VP8X') pieces.push(withoutFlags(head), { from: at + 9, length: length - 9 });
    else if (kept.has(type)) pieces.push({ from: at, length: Math.min(length, size - at) });
    at += length;
  }
  return pieces.length === 0 ? null : [riff(pieces), ...pieces];
};

function withoutFlags(head: Buffer): Uint8Array {
  const cleaned = Buffer.from(head.subarray(0, 9));
  cleaned[8] = (cleaned[8] ?? 0) & ~metadataFlags;
  return cleaned;
}

function riff(pieces: readonly Piece[]): Uint8Array {
  const bytes = Buffer.from('RIFF....WEBP', 'latin1');
  bytes.writeUInt32LE(4 + pieces.reduce((sum, { length }) => sum + length, 0), 4);
  return bytes;
}
