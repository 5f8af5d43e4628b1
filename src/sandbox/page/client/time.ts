const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const shortDate = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: '2-digit', year: 'numeric' });
const longDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' });
const longDateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const units = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** When a message was written: the time, and the day unless it was today. */
export function messageTime(at: number, now: number): string {
  return isSameDay(at, now) ? clock.format(at) : dayAndTime.format(at);
}

/** The whole instant in words, for whoever points at a time. */
export function fullTime(at: number): string {
  return isValid(at) ? full.format(at) : 'an impossible date';
}

/** How Discord writes a timestamp mark, see https://docs.discord.com/developers/reference#message-formatting-timestamp-styles. */
export function markedTime(at: number, style: string, now: number): string {
  if (!isValid(at)) return 'an impossible date';
  switch (style) {
    case 't':
      return clock.format(at);
    case 'T':
      return clockSeconds.format(at);
    case 'd':
      return shortDate.format(at);
    case 'D':
      return longDate.format(at);
    case 'F':
      return full.format(at);
    case 'R':
      return relativeTime(at, now);
    default:
      return longDateTime.format(at);
  }
}

function relativeTime(at: number, now: number): string {
  const distanceMs = at - now;
  for (const [unit, lengthMs] of units) {
    if (Math.abs(distanceMs) >= lengthMs) return relative.format(Math.round(distanceMs / lengthMs), unit);
  }
  return 'now';
}

function isSameDay(a: number, b: number): boolean {
  return shortDate.format(a) === shortDate.format(b);
}

function isValid(at: number): boolean {
  return Math.abs(at) <= 8.64e15;
}
