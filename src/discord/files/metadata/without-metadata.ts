import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { cleanGif } from './gif.ts';
import { cleanJpeg } from './jpeg.ts';
import { cleanMovie } from './movie.ts';
import { readerOf } from './pieces.ts';
import type { Cleaning, Piece, Reader } from './pieces.ts';
import { cleanPng } from './png.ts';
import { cleanWebp } from './webp.ts';

const cleanings: Readonly<Record<string, Cleaning>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/apng': cleanPng,
  'image/gif': cleanGif,
  'image/webp': cleanWebp,
  'video/mp4': cleanMovie,
  'video/quicktime': cleanMovie,
  'audio/mp4': cleanMovie,
  'audio/x-m4a': cleanMovie,
};

/** Pictures that hold nothing but pixels. */
const plain = new Set(['image/bmp']);

/**
 * Takes out of a file what says where, when and by whom it was made, and leaves what it shows as it is. `false`: that can't
 * be done with a picture of this kind. Files that are neither pictures nor films are as their authors made them, and stay so.
 */
export async function withoutMetadata(path: string, type: string): Promise<boolean> {
  const clean = cleanings[type];
  if (clean === undefined) return plain.has(type) || !type.startsWith('image/');
  const file = await open(path);
  try {
    const reader = readerOf(file, (await file.stat()).size);
    const pieces = await clean(reader);
    if (pieces === null) return false;
    await write(`${path}.clean`, pieces, reader);
  } finally {
    await file.close();
  }
  await rm(path);
  await rename(`${path}.clean`, path);
  return true;
}

async function write(path: string, pieces: readonly Piece[], reader: Reader): Promise<void> {
  const to = await open(path, 'wx', 0o600);
  try {
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) await to.writeFile(piece);
      else await copy(piece, reader, to);
    }
  } finally {
    await to.close();
  }
}

async function copy({ from, length }: Exclude<Piece, Uint8Array>, reader: Reader, to: FileHandle): Promise<void> {
  for (let done = 0; done < length;) {
    const bytes = await reader.read(from + done, length - done);
    if (bytes.length === 0) return;
    await to.writeFile(bytes);
    done += bytes.length;
  }
}
