import type { Socket } from 'node:net';

const chunkBytes = 64 * 1024;

/** Where a transfer breaks off. */
export interface Cut {
  readonly afterBytes: number;
  readonly socket: Socket;
}

/** A file piece by piece, without a second copy of it; of a file that is only claimed to be so large, zeros. */
export function streamOf(file: { bytes: Uint8Array | null; size: number }, cut: Cut | null): ReadableStream {
  const zeros = file.bytes === null ? new Uint8Array(Math.min(chunkBytes, file.size)) : null;
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      // Not at once: what came before is still on its way out.
      if (cut !== null && at >= cut.afterBytes) return void setImmediate(() => cut.socket.destroySoon());
      if (at >= file.size) return controller.close();
      const end = Math.min(at + chunkBytes, file.size, cut?.afterBytes ?? Infinity);
      controller.enqueue(file.bytes?.subarray(at, end) ?? zeros?.subarray(0, end - at));
      at = end;
    },
  });
}
