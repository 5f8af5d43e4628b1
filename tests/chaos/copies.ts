import { copyOf as takeApart } from '../../src/sandbox/tally/copies.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';

/** A relayed message, taken apart. */
export interface Copy {
  readonly message: Message;
  readonly name: string;
  readonly mark: 'edited' | 'deleted by the user' | null;
  readonly text: string;
  /** A part that an edit made superfluous. */
  readonly isStruckOut: boolean;
}

const marks = ['edited', 'deleted by the user'] as const;

/** `null`: it isn't relayed, but says something itself. */
export function copyOf(message: Message): Copy | null {
  const found = takeApart(message);
  if (found === null) return null;
  const struck = /^~~(?<text>.*)~~$/s.exec(found.text)?.groups?.['text'];
  return {
    message,
    name: found.name,
    mark: marks.find((mark) => found.marks.includes(mark)) ?? null,
    text: struck ?? found.text,
    isStruckOut: struck !== undefined,
  };
}

/** Something that must (or may) stand in a row of copies. */
export interface Expected {
  readonly isOptional: boolean;
  /** Of two that may, and say the same, the other one rather stands there. */
  readonly isUnlikely: boolean;
  /** For whoever reads of it. */
  readonly says: string;
  accepts(copy: Copy): boolean;
}

export interface Alignment<E extends Expected> {
  readonly pairs: readonly { readonly expected: E; readonly copy: Copy }[];
  readonly missing: readonly E[];
  readonly extra: readonly Copy[];
}

function skipCostOf(expected: Expected | undefined): number {
  if (expected?.isOptional !== true) return 1;
  return expected.isUnlikely ? 0.0001 : 0.001;
}

/** Lays what is expected beside what is there, in order, so that as little as possible is missing or too much. */
export function align<E extends Expected>(expected: readonly E[], copies: readonly Copy[]): Alignment<E> {
  const columns = copies.length + 1;
  const costs = new Float64Array((expected.length + 1) * columns);
  const at = (row: number, column: number): number => costs[row * columns + column] ?? 0;
  const skipCost = (row: number): number => skipCostOf(expected[row]);
  const fits = (row: number, column: number): boolean => {
    const [one, copy] = [expected[row], copies[column]];
    return one !== undefined && copy !== undefined && one.accepts(copy);
  };
  for (let row = expected.length; row >= 0; row -= 1) {
    for (let column = copies.length; column >= 0; column -= 1) {
      if (row === expected.length && column === copies.length) continue;
      const skipped = row < expected.length ? at(row + 1, column) + skipCost(row) : Infinity;
      const added = column < copies.length ? at(row, column + 1) + 1 : Infinity;
      const both = fits(row, column) ? at(row + 1, column + 1) : Infinity;
      costs[row * columns + column] = Math.min(skipped, added, both);
    }
  }
  const pairs: { expected: E; copy: Copy }[] = [];
  const missing: E[] = [];
  const extra: Copy[] = [];
  for (let row = 0, column = 0; row < expected.length || column < copies.length;) {
    const [one, copy] = [expected[row], copies[column]];
    const cost = at(row, column);
    if (one !== undefined && copy !== undefined && one.accepts(copy) && cost === at(row + 1, column + 1)) {
      pairs.push({ expected: one, copy });
      row += 1;
      column += 1;
    } else if (one !== undefined && cost === at(row + 1, column) + skipCost(row)) {
      if (!one.isOptional) missing.push(one);
      row += 1;
    } else if (copy !== undefined) {
      extra.push(copy);
      column += 1;
    }
  }
  return { pairs, missing, extra };
}
