import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** These take minutes: begun last, they would keep one processor busy alone. */
const longest = ['mutations/mutations.test.ts', 'desk/crash-walk.test.ts', 'flows/kill-walk.test.ts'];

/** Runs the longest files first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => longest.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
