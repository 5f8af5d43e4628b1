import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** These take minutes, or half of one: begun last, they would keep one processor busy alone. The longest comes first. */
const longest = [
  'mutations/mutations.test.ts',
  'chaos/chaos.test.ts',
  'flows/kill-walk.test.ts',
  'executable/refused.test.ts',
  'flows/catching-up.test.ts',
  'executable/long-queue.test.ts',
  'executable/connection.test.ts',
  'executable/thousand-tickets.test.ts',
  'executable/start.test.ts',
];

/** Runs the longest files first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const known = longest.findIndex((name) => moduleId.endsWith(name));
      return known === -1 ? longest.length : known;
    };
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
