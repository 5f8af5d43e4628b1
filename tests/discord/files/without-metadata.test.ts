import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withoutMetadata } from '../../../src/discord/files/metadata/without-metadata.ts';
import { drawPicture } from '../../../src/discord/picture.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supportmail-metadata-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What is left of a file; `null`: it can't be passed on. */
async function cleaned(bytes: Uint8Array, type: string): Promise<Buffer | null> {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  const isClean = await withoutMetadata(path, type);
  expect(existsSync(`${path}.clean`)).toBe(false);
  return isClean ? readFileSync(path) : null;
}

const text = (content: string): Buffer => Buffer.from(content, 'latin1');
const secret = 'Mia, 53.5461 N 9.9666 E';

describe('a JPEG', () => {
  const segment = (marker: number, content: Buffer): Buffer => {
    const head = Buffer.of(0xff, marker, 0, 0);
    head.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([head, content]);
  };
  /** What a camera writes: how the picture is turned, and a word of its own. */
  const exif = (orientation: number, isLittle: boolean): Buffer => {
    const tiff = Buffer.alloc(26);
    tiff.write(isLittle ? 'II*\0' : 'MM\0*', 'latin1');
    const short = (value: number, at: number) =>
      isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
    const long = (value: number, at: number) =>
      isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
    long(8, 4);
    short(1, 8);
    short(0x0112, 10);
    short(3, 12);
    long(1, 14);
    short(orientation, 18);
    return Buffer.concat([text('Exif\0\0'), tiff, text(secret)]);
  };
  const start = Buffer.of(0xff, 0xd8);
  const end = Buffer.of(0xff, 0xd9);
  const tables = segment(0xdb, Buffer.alloc(65, 7));
  const profile = segment(0xe2, text('ICC_PROFILE\0 colours'));
  const adobe = segment(0xee, text('Adobe and so on'));
  const frame = segment(0xc0, Buffer.alloc(9, 3));
  // With a byte that looks like a marker, and one that restarts.
  const scan = Buffer.concat([segment(0xda, Buffer.alloc(8)), Buffer.of(1, 0xff, 0x00, 2, 0xff, 0xd3, 3)]);
  const more = Buffer.concat([
    segment(0xc4, Buffer.alloc(20, 1)),
    segment(0xda, Buffer.alloc(8)),
    Buffer.alloc(70_000, 5),
  ]);
  const told = [
    segment(0xe0, text('JFIF\0')),
    segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0${secret}`)),
    segment(0xe2, text(`MPF\0${secret}`)),
    segment(0xed, text(`Photoshop 3.0\0${secret}`)),
    segment(0xfe, text(secret)),
  ];

  test('keeps its picture, colours, and nothing of what was written into it or stands behind it', async () => {
    const picture = [profile, adobe, tables, frame, scan, more];
    const whole = Buffer.concat([start, ...told, exifSegment(1), ...picture, end, text(secret)]);
    expect(await cleaned(whole, 'image/jpeg')).toEqual(Buffer.concat([start, ...picture, end]));
  });

  const exifSegment = (orientation: number, isLittle = true): Buffer => segment(0xe1, exif(orientation, isLittle));

  test.each([true, false])('stays the right way up', async (isLittle) => {
    const turned = await cleaned(Buffer.concat([start, exifSegment(6, isLittle), tables, scan, end]), 'image/jpeg');
    const again = turned === null ? null : await cleaned(turned, 'image/jpeg');
    expect(turned?.includes(secret)).toBe(false);
    expect(turned?.length).toBe(start.length + 36 + tables.length + scan.length + end.length);
    expect(again).toEqual(turned);
  });

  test.each([
    ['cut off in its picture', Buffer.concat([start, scan])],
    ['cut off in a table', Buffer.concat([start, tables.subarray(0, 10)])],
    ['with something else in it', Buffer.concat([start, tables, text('nothing')])],
    ['empty', start],
  ])('that is %s can’t be passed on', async (_, bytes) => {
    expect(await cleaned(bytes, 'image/jpeg')).toBeNull();
  });
});

describe('a PNG', () => {
  const chunk = (type: string, content: Buffer): Buffer => {
    const body = Buffer.concat([text(type), content]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(content.length, 0);
    around.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const picture = Buffer.from(drawPicture('a picture'));
  const head = 8 + 25;

  test('keeps its picture alone', async () => {
    const told = ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME', 'prVt'].map((type) => chunk(type, text(secret)));
    const whole = Buffer.concat([picture.subarray(0, head), ...told, picture.subarray(head), text(secret)]);
    const plain = await cleaned(picture, 'image/png');
    // Whoever drew it wrote its name into it.
    expect(picture.includes('tEXt')).toBe(true);
    expect(plain?.includes('tEXt')).toBe(false);
    expect(await cleaned(whole, 'image/png')).toEqual(plain);
  });

  test('that is cut off can’t be passed on', async () => {
    expect(await cleaned(picture.subarray(0, -20), 'image/png')).toBeNull();
  });
});

describe('a GIF', () => {
  const head = Buffer.concat([text('GIF89a'), Buffer.of(1, 0, 1, 0, 0x80, 0, 0), Buffer.alloc(6)]);
  const block = (kind: number, ...contents: Buffer[]): Buffer =>
    Buffer.concat([
      Buffer.of(0x21, kind),
      ...contents.map((one) => Buffer.concat([Buffer.of(one.length), one])),
      Buffer.of(0),
    ]);
  const loop = block(0xff, text('NETSCAPE2.0'), Buffer.of(1, 0, 0));
  const control = block(0xf9, Buffer.of(0, 0, 0, 0));
  const still = Buffer.concat([
    Buffer.of(0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80),
    Buffer.alloc(6),
    Buffer.of(2, 2, 0x44, 1, 0),
  ]);
  const end = Buffer.of(0x3b);

  test('keeps its pictures and how it plays', async () => {
    const told = [block(0xfe, text(secret)), block(0xff, text('XMP DataXMP'), text(secret)), block(0x01, text(secret))];
    const whole = Buffer.concat([head, loop, ...told, control, still, end, text(secret)]);
    expect(await cleaned(whole, 'image/gif')).toEqual(Buffer.concat([head, loop, control, still, end]));
  });

  test('that is cut off can’t be passed on', async () => {
    expect(await cleaned(Buffer.concat([head, control, still]), 'image/gif')).toBeNull();
    expect(await cleaned(head.subarray(0, 8), 'image/gif')).toBeNull();
  });
});

describe('a WebP', () => {
  const chunk = (type: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(content.length, 4);
    return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
  };
  const riff = (...chunks: Buffer[]): Buffer => {
    const content = Buffer.concat([text('WEBP'), ...chunks]);
    return chunk('RIFF', content);
  };
  const extended = (flags: number): Buffer => chunk('VP8X', Buffer.concat([Buffer.of(flags), Buffer.alloc(9)]));
  const picture = [chunk('ICCP', text('colours')), chunk('VP8L', Buffer.alloc(33, 9))];

  test('keeps its picture and colours, and says no more of what is gone', async () => {
    const whole = riff(extended(0x2c), ...picture, chunk('EXIF', text(secret)), chunk('XMP ', text(secret)));
    expect(await cleaned(Buffer.concat([whole, text(secret)]), 'image/webp')).toEqual(riff(extended(0x20), ...picture));
  });

  test('that is cut off can’t be passed on', async () => {
    expect(await cleaned(riff(...picture).subarray(0, -10), 'image/webp')).toBeNull();
  });
});

describe('a film', () => {
  const box = (type: string, ...contents: Buffer[]): Buffer => {
    const content = Buffer.concat(contents);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length + 8, 0);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, content]);
  };
  const nothing = (length: number): Buffer => box('free', Buffer.alloc(length));
  const kind = box('ftyp', text('isom'));
  const header = box('mvhd', Buffer.alloc(20, 1));
  const pixels = box('mdat', Buffer.alloc(100_000, 8));

  test('keeps everything where it was, and says nothing of itself', async () => {
    const whole = (...told: Buffer[]): Buffer => {
      const [first = nothing(0), second = nothing(0), third = nothing(0)] = told;
      return Buffer.concat([kind, box('moov', header, first, box('trak', second, box('tkhd'))), third, pixels]);
    };
    const told = [box('udta', box('©xyz', text(secret))), box('meta', text(secret)), box('uuid', text(secret))];
    const length = text(secret).length;
    expect(await cleaned(whole(...told), 'video/mp4')).toEqual(
      whole(nothing(length + 8), nothing(length), nothing(length)),
    );
  });

  test('that is cut off can’t be passed on', async () => {
    expect(await cleaned(Buffer.concat([kind, pixels]).subarray(0, -10), 'video/mp4')).toBeNull();
  });
});

test('pictures of other kinds can’t be passed on, and what isn’t a picture is as its author made it', async () => {
  for (const type of ['image/heic', 'image/avif', 'image/tiff']) expect(await cleaned(text(secret), type)).toBeNull();
  for (const type of ['image/bmp', 'application/pdf', 'audio/ogg'])
    expect(await cleaned(text(secret), type)).toEqual(text(secret));
});
