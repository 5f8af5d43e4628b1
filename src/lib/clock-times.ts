/** A span of a day, in minutes since its midnight; `until` is no part of it. */
export interface Hours {
  readonly from: number;
  readonly until: number;
}

const dayMinutes = 24 * 60;

/** Reads hours such as `09:00-12:00`, up to `24:00`; `null`: they are none. */
export function parseHours(text: string): Hours | null {
  const found = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
  if (found === null) return null;
  const [, fromHour, fromMinute, untilHour, untilMinute] = found.map(Number);
  const from = minutes(fromHour, fromMinute);
  const until = minutes(untilHour, untilMinute);
  return from === null || until === null ? null : { from, until };
}

function minutes(hour = 0, minute = 0): number | null {
  const all = hour * 60 + minute;
  return minute < 60 && all <= dayMinutes ? all : null;
}

/** Whether there is a place of this name whose clock is known. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
