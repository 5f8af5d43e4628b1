import { expect, test } from 'vitest';
import { firstIdAt, madeAt } from '../../src/discord/snowflakes.ts';

test("Discord's own example: the ID 175928847299117063 was made on 2016-04-30", () => {
  // https://docs.discord.com/developers/reference#snowflakes
  expect(new Date(madeAt('175928847299117063')).toISOString()).toBe('2016-04-30T11:18:25.796Z');
});

test('the first ID of an instant is not above any that is made in it, and above all that were made before', () => {
  const id = '175928847299117063';
  const first = BigInt(firstIdAt(madeAt(id)));
  expect(first).toBeLessThanOrEqual(BigInt(id));
  expect(BigInt(firstIdAt(madeAt(id) + 1))).toBeGreaterThan(BigInt(id));
  expect(madeAt(String(first))).toBe(madeAt(id));
  expect(madeAt(String(first - 1n))).toBe(madeAt(id) - 1);
});

test.each([0, -1, 1_420_070_399_999])('at %i there was no Discord: everything is newer', (at) => {
  expect(firstIdAt(at)).toBe('0');
});

test('a fraction of a millisecond is no obstacle', () => {
  expect(firstIdAt(1_800_000_000_000.75)).toBe(firstIdAt(1_800_000_000_000));
});
