/** https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf: 4.6.2 (the structure), 4.6.4 A (the tag) */
const orientationTag = 0x0112;
const exif = 'Exif\0\0';

/** How a picture is turned (2 to 8), out of what a camera wrote; `null`: upright, or nothing is said. */
export function orientationIn(segment: Buffer): number | null {
  if (segment.toString('latin1', 0, 6) !== exif || segment.length < 20) return null;
  const tiff = segment.subarray(6);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => {
    if (at + 2 > tiff.length) return 0;
    return isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  };
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Array.from({ length: short(directory) }, (_, index) => directory + 2 + 12 * index);
  const entry = entries.find((at) => short(at) === orientationTag);
  const value = entry === undefined ? 0 : short(entry + 8);
  return value >= 2 && value <= 8 ? value : null;
}

/** A segment of a JPEG that says this and nothing else. */
export function orientationSegment(orientation: number): Uint8Array {
  const directory = Buffer.alloc(18);
  directory.writeUInt16BE(1, 0);
  directory.writeUInt16BE(orientationTag, 2);
  // One short number.
  directory.writeUInt16BE(3, 4);
  directory.writeUInt32BE(1, 6);
  directory.writeUInt16BE(orientation, 10);
  const tiff = Buffer.concat([Buffer.from('MM\0*\0\0\0\x08', 'latin1'), directory]);
  const segment = Buffer.concat([Buffer.from(`\xff\xe1..${exif}`, 'latin1'), tiff]);
  segment.writeUInt16BE(segment.length - 2, 2);
  return segment;
}
