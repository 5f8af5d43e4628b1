import type { Rules } from './rules.ts';

/** So many new tickets within this time are as many as staff can look after; more are a flood. */
export interface FloodLimit {
  readonly tickets: number;
  readonly withinMs: number;
}

/** New openers confirm that they mean it, and nobody is pinged any more. */
export function duringFlood(rules: Rules): Rules {
  const categories = rules.categories.map((category) => ({ ...category, pings: [] }));
  return { ...rules, isFlooded: true, confirms: true, pings: [], categories };
}
