import { randomUUID } from 'node:crypto';
import { open, stat } from 'node:fs/promises';

const pieceLength = 256 * 1024;

/** A file of a request; `content`: its path, or what it holds. */
export interface FilePart {
  readonly content: string | Uint8Array;
  readonly name: string;
  readonly type: string;
}

/**
 * A body of `multipart/form-data` that is read from the disk as it is sent, as often as it is sent.
 * https://docs.discord.com/developers/reference#uploading-files
 */
export class MultipartBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly #parts: readonly (Uint8Array | string)[];

  private constructor(parts: readonly (Uint8Array | string)[], boundary: string, length: number) {
    this.#parts = parts;
    this.headers = {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(length),
    };
  }

  static async of(json: unknown, files: readonly FilePart[]): Promise<MultipartBody> {
    const boundary = `supportmail-${randomUUID()}`;
    const heads = files.map(({ name, type }, number) =>
      Buffer.from(
        `\r\n--${boundary}\r\nContent-Disposition: form-data; name="files[${number}]"; filename="${escaped(name)}"\r\nContent-Type: ${type}\r\n\r\n`,
      ),
    );
    const first = Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="payload_json"\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(json)}`,
    );
    const last = Buffer.from(`\r\n--${boundary}--\r\n`);
    const sizes = await Promise.all(files.map(({ content }) => sizeOf(content)));
    const length = [first, ...heads, last].reduce((sum, part) => sum + part.length, 0);
    const parts = files.flatMap(({ content }, number) => [heads[number] ?? last, content]);
    return new MultipartBody(
      [first, ...parts, last],
      boundary,
      sizes.reduce((sum, size) => sum + size, length),
    );
  }

  /** Gives it piece by piece. A piece is over once `write` has settled: all of them are read into the same memory. */
  async writeTo(write: (piece: Uint8Array) => Promise<void>): Promise<void> {
    const memory = Buffer.allocUnsafeSlow(pieceLength);
    for (const part of this.#parts) {
      if (typeof part === 'string') await writeFile(part, memory, write);
      else await write(part);
    }
  }
}

async function sizeOf(content: FilePart['content']): Promise<number> {
  return typeof content === 'string' ? (await stat(content)).size : content.length;
}

async function writeFile(path: string, memory: Buffer, write: (piece: Uint8Array) => Promise<void>): Promise<void> {
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(memory, 0, memory.length, null);
      if (bytesRead === 0) return;
      await write(memory.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function escaped(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
