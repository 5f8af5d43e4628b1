import { describe, expect, test } from 'vitest';
import { backAt } from '../../src/ticket/opening-hours.ts';
import type { OpeningHours } from '../../src/ticket/opening-hours.ts';

const hour = 60;
const nine = { from: 9 * hour, until: 12 * hour };
const two = { from: 14 * hour, until: 17 * hour };

/** Monday morning and afternoon, Wednesday all day, and Sunday early. */
function hoursIn(timezone: string, sunday: OpeningHours['days'][number] = []): OpeningHours {
  return { timezone, days: [sunday, [nine, two], [], [{ from: 0, until: 24 * hour }], [], [], []] };
}
const at = (text: string): number => Date.parse(text);
const back = (hours: OpeningHours | null, now: string): string | null => {
  const found = backAt(hours, at(now));
  return found === null ? null : new Date(found).toISOString();
};

describe('opening hours', () => {
  const berlin = hoursIn('Europe/Berlin');

  test.each([
    ['before they begin', '2026-11-30T07:59:59Z', '2026-11-30T08:00:00.000Z'],
    ['when they begin', '2026-11-30T08:00:00Z', null],
    ['a moment before they end', '2026-11-30T10:59:59Z', null],
    ['when they end', '2026-11-30T11:00:00Z', '2026-11-30T13:00:00.000Z'],
    ['on the last evening of a week', '2026-12-04T20:00:00Z', '2026-12-07T08:00:00.000Z'],
    ['at night before a whole day', '2026-12-01T22:59:59Z', '2026-12-01T23:00:00.000Z'],
    ['at the end of a whole day', '2026-12-02T22:59:59Z', null],
    ['behind a whole day', '2026-12-02T23:00:00Z', '2026-12-07T08:00:00.000Z'],
    ['over the end of a year', '2026-12-31T12:00:00Z', '2027-01-04T08:00:00.000Z'],
  ])('%s', (_, now, expected) => {
    expect(back(berlin, now)).toBe(expected);
  });

  test('without any, staff are always there', () => {
    expect(back(null, '2026-11-29T03:00:00Z')).toBeNull();
  });

  test('that come once a week are found on their own day, behind them', () => {
    const once = { timezone: 'UTC', days: [[], [nine], [], [], [], [], []] };
    expect(back(once, '2026-11-30T12:00:00Z')).toBe('2026-12-07T09:00:00.000Z');
  });

  test('are by the clock of their place, in summer and in winter', () => {
    expect(back(berlin, '2026-07-06T06:59:00Z')).toBe('2026-07-06T07:00:00.000Z');
    expect(back(hoursIn('America/New_York'), '2026-11-30T08:30:00Z')).toBe('2026-11-30T14:00:00.000Z');
    expect(back(hoursIn('Asia/Kathmandu'), '2026-11-30T02:00:00Z')).toBe('2026-11-30T03:15:00.000Z');
    expect(back(hoursIn('Pacific/Kiritimati'), '2026-11-29T18:00:00Z')).toBe('2026-11-29T19:00:00.000Z');
  });

  test('are later by the sun, and no later by the clock, after it was set', () => {
    // Friday evening in summer time; on Monday it is winter.
    expect(back(berlin, '2026-10-23T20:00:00Z')).toBe('2026-10-26T08:00:00.000Z');
    expect(back(berlin, '2026-03-27T20:00:00Z')).toBe('2026-03-30T07:00:00.000Z');
  });

  test('that begin when the clock is set forward begin when it is past that', () => {
    const early = hoursIn('Europe/Berlin', [{ from: 2 * hour + 30, until: 5 * hour }]);
    // At 1:00 UTC it goes from 2 to 3.
    expect(back(early, '2026-03-29T00:30:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(back(early, '2026-03-29T00:59:59Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(back(early, '2026-03-29T01:00:00Z')).toBeNull();
  });

  test('that begin when the clock is set back begin the first time, and once more for whoever writes in between', () => {
    const early = hoursIn('Europe/Berlin', [{ from: 2 * hour + 30, until: 5 * hour }]);
    // At 1:00 UTC it goes from 3 to 2.
    expect(back(early, '2026-10-25T00:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(back(early, '2026-10-25T00:45:00Z')).toBeNull();
    expect(back(early, '2026-10-25T01:10:00Z')).toBe('2026-10-25T01:30:00.000Z');
    expect(back(early, '2026-10-25T01:30:00Z')).toBeNull();
  });

  test('take no day for another where the clock is set at midnight', () => {
    const midnight = hoursIn('Africa/Cairo', []);
    // Friday, 24 April 2026: at 0:00 it is 1:00 there.
    expect(
      back({ ...midnight, days: [[], [], [], [], [], [{ from: 0, until: 2 * hour }], []] }, '2026-04-23T21:59:00Z'),
    ).toBe('2026-04-23T22:00:00.000Z');
  });
});
