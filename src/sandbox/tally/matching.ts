import type { Copy } from './copies.ts';
import type { Written } from './written.ts';

/**
 * Whose copy this is, among what was written on the other side, oldest first; `null`: nobody's, or one of a message that
 * was delivered before. Equal texts are delivered in the order in which they were written, so the oldest that has no copy
 * gets it. What no rule foresees (a text that the bot put in other words) goes to the oldest that is still owed: as many
 * copies as messages make nothing lost and nothing doubled.
 */
export function originalOf(copy: Copy, written: readonly Written[]): Written | null {
  const possible = written.filter((one) => one.isPossible && one.lacks(copy));
  const open = possible.filter((one) => !one.isDelivered);
  // What was taken back may come all the same, but isn't missed.
  const waiting = [...open.filter((one) => one.isOwed), ...open.filter((one) => !one.isOwed)];
  const isRepeated = written.some((one) => one.isDelivered && one.isSaidBy(copy));
  return (
    waiting.find((one) => one.isContinuedBy(copy) && one.isSaidBy(copy)) ??
    waiting.find((one) => one.isSaidBy(copy)) ??
    waiting.find((one) => one.hasWords && one.resembles(copy)) ??
    // Longer than before by an edit.
    possible.find((one) => one.isDelivered && copy.parts > 1 && one.isSaidBy(copy)) ??
    // Nobody knows what it says.
    waiting.find((one) => one.byCommand === 'kept') ??
    (isRepeated ? null : (waiting.find((one) => one.resembles(copy)) ?? waiting.find((one) => one.isOwed) ?? null))
  );
}

/** A copy that a delivered message leaves to one that waits, for another copy of its own. */
export interface Exchange {
  readonly owner: Written;
  readonly left: Copy;
  readonly heir: Written;
}

/**
 * Whose copy this is where nobody waits for it: of a message that was edited, and that was given the copy of another which
 * says still what it said before. `null`: nobody's.
 */
export function exchangeFor(copy: Copy, written: readonly Written[]): Exchange | null {
  const waiting = written.filter((one) => one.isPossible && !one.isDelivered);
  for (const owner of written.filter((one) => one.isDelivered && one.isSaidBy(copy))) {
    const left = owner.onlyCopy;
    const heirs = left === null ? [] : waiting.filter((one) => one.lacks(left) && one.isSaidBy(left));
    const heir = heirs.find(({ isOwed }) => isOwed) ?? heirs[0];
    if (left !== null && heir !== undefined) return { owner, left, heir };
  }
  return null;
}
