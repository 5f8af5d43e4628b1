import type { Buckets, Rest } from '../../src/discord/buckets.ts';

/** Buckets in which nothing waits for anything. */
export function withoutTurns(rest: Rest): Buckets {
  return {
    enter: (options) => Promise.resolve({ request: () => rest.request(options), end: () => {} }),
  };
}
