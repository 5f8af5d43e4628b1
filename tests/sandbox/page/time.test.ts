import { expect, test } from 'vitest';
import { fullTime, markedTime } from '../../../src/sandbox/page/client/time.ts';

const now = Date.UTC(2026, 10, 22, 12);

test.each([
  [now + 5 * 60_000, 'in 5 minutes'],
  [now - 3 * 3_600_000, '3 hours ago'],
  [now - 86_400_000, 'yesterday'],
  [now, 'now'],
  [8.64e15 + 1, 'an impossible date'],
])('a relative timestamp is told in words (%s)', (at, expected) => {
  expect(markedTime(at, 'R', now)).toBe(expected);
});

test.each(['t', 'T', 'd', 'D', 'f', 'F'])('style %s names an instant', (style) => {
  expect(markedTime(now, style, now)).toMatch(/\d/);
});

test('an impossible instant breaks nothing', () => {
  expect(fullTime(Number.NaN)).toBe('an impossible date');
});
