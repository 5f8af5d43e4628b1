import type { Decision } from './decision.ts';
import type { Effect, Planned } from './effects.ts';
import type { Rewrite } from './rewrite.ts';

/** What follows from a change of a message. */
export type Change = Pick<Decision, 'effects' | 'rewrites'>;

/** Nothing follows. */
export const nothing: Change = { effects: [] };

/** One thing is to be done. */
export function planned(effect: Effect): Change {
  return { effects: [{ effect }] };
}

/** All of it, in order. */
export function merge(changes: readonly Change[]): {
  readonly effects: readonly Planned[];
  readonly rewrites: readonly Rewrite[];
} {
  return {
    effects: changes.flatMap(({ effects }) => effects),
    rewrites: changes.flatMap(({ rewrites = [] }) => rewrites),
  };
}
