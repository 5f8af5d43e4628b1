import type { CliIo } from './output.ts';

/** Between two steps others get their turn: the bot waits for the lock, and everybody waits for the bot. */
const restMs = 5;
/** How often somebody at a terminal is told how far it is. */
const tellEveryMs = 500;

/**
 * Runs something in small steps until it gives `null`; on a terminal, what it gives else is shown as how many are done. Each step is a
 * short transaction of its own.
 */
export function inSteps(io: Pick<CliIo, 'stderr'> | null, step: () => number | null): void {
  const isShown = io?.stderr.isTTY === true;
  let toldAt = Date.now();
  let hasTold = false;
  for (let count = step(); count !== null; count = step()) {
    if (isShown && Date.now() - toldAt > tellEveryMs) {
      io.stderr.write(`\r${count} done…`);
      [toldAt, hasTold] = [Date.now(), true];
    }
    rest();
  }
  if (hasTold) io?.stderr.write('\r\u001B[K');
}

/** Leaves others their turn. */
export function rest(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, restMs);
}
