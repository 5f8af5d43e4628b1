/**
 * Mistakes to plant, one at a time, each of which a test must notice: where a protection is taken out, and which tests
 * are to fail then.
 * @type {readonly { name: string, file: string, find: string, replace: string, tests: string }[]}
 */
export const mutations = [
  {
    name: 'blind retry',
    file: 'src/desk/delivery.ts',
    find: "if (state === 'queued' || repeat === 'harmless') return false;",
    replace: 'return false;',
    tests: 'tests/desk',
  },
];
