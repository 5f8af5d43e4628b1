// https://docs.discord.com/developers/reference#snowflakes: milliseconds since 2015-01-01, then 22 bits of place and count.
const epoch = 1_420_070_400_000n;

/** Makes Discord IDs: strictly increasing, whatever the clock does. */
export interface Ids {
  next(): string;
  /** An ID as if made at an instant in the past, for accounts older than the sandbox. */
  at(instantAt: number): string;
}

/** A source of IDs over a clock. */
export function createIds(now: () => number): Ids {
  let last = 0n;
  let past = 0n;
  return {
    next() {
      const fresh = (BigInt(Math.floor(now())) - epoch) << 22n;
      last = fresh > last ? fresh : last + 1n;
      return last.toString();
    },
    at(instantAt) {
      past += 1n;
      return (((BigInt(Math.floor(instantAt)) - epoch) << 22n) | (past & 0x3fffffn)).toString();
    },
  };
}

/** Orders two IDs by age: negative when `a` is the older one. */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
