import { expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { overridesIn } from '../../src/storage/overrides.ts';
import type { Override } from '../../src/ticket/setting.ts';
import type { ServerId, UserId } from '../../src/ticket/ticket.ts';

const here = '900' as ServerId;
const elsewhere = '901' as ServerId;
const override = (changes: Partial<Override> = {}): Override => ({
  name: 'receipts',
  value: false,
  by: '5' as UserId,
  at: 1_750_000_000_000,
  ...changes,
});

test('what managers set is one server’s, with who did it last and when, and of any kind that a value can be', () => {
  const table = overridesIn(openDatabase(':memory:'));
  table.save(here, override());
  table.save(here, override({ name: 'close_message', value: null }));
  table.save(here, override({ name: 'close_message', value: 'Bye "{user.name}"\n☂', by: '6' as UserId, at: 2 }));
  table.save(elsewhere, override({ value: true }));
  expect(table.all(here)).toEqual([
    override({ name: 'close_message', value: 'Bye "{user.name}"\n☂', by: '6' as UserId, at: 2 }),
    override(),
  ]);
  expect(table.remove(here, 'auto_forward')).toBe(false);
  expect(table.remove(here, 'receipts')).toBe(true);
  table.save(here, override({ name: 'close_message', value: null }));
  expect(table.all(here)).toEqual([override({ name: 'close_message', value: null })]);
  expect(table.all(elsewhere)).toEqual([override({ value: true })]);
});
