import { expect, test } from 'vitest';
import { OperatorError } from '../../src/lib/errors.ts';

test('an operator error ends the program with 1 and says no more than its message, unless told otherwise', () => {
  expect(new OperatorError('database.locked', 'Another supportmail uses this database.')).toMatchObject({
    code: 'database.locked',
    message: 'Another supportmail uses this database.',
    hint: null,
    exitCode: 1,
  });
});

test('an operator error keeps what caused it, for --verbose', () => {
  const cause = new Error('EACCES');
  const error = new OperatorError('config.invalid', 'No.', { hint: 'Try this.', exitCode: 2, cause });
  expect(error).toMatchObject({ hint: 'Try this.', exitCode: 2, cause });
});
