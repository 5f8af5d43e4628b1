import type { FileHandle } from 'node:fs/promises';

/** A part of a cleaned file: a stretch of the original, or bytes in its place. */
export type Piece = { readonly from: number; readonly length: number } | Uint8Array;

/** A file that is read here and there. */
export interface Reader {
  readonly size: number;
  /** Fewer bytes at the end of the file. The next reading takes the same memory. */
  read(from: number, length: number): Promise<Buffer>;
}

/** What stays of a file without its metadata; `null`: it isn't built as it should be, and nobody can tell what it holds. */
export type Cleaning = (file: Reader) => Promise<readonly Piece[] | null>;

const memoryLength = 64 * 1024;

/** Reads a file with little memory. */
export function readerOf(file: FileHandle, size: number): Reader {
  const memory = Buffer.alloc(memoryLength);
  return {
    size,
    async read(from, length) {
      const { bytesRead } = await file.read(memory, 0, Math.min(length, memoryLength), from);
      return memory.subarray(0, bytesRead);
    },
  };
}
