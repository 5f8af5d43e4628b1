/** When staff are there, by the clock of a place. */
export interface OpeningHours {
  /** Its name, such as `Europe/Berlin`. */
  readonly timezone: string;
  /** For each day of the week, from Sunday on, in order: minutes since midnight. */
  readonly days: readonly (readonly { readonly from: number; readonly until: number }[])[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** What begins every week begins within this. */
const daysAhead = 8;

/** When staff are there again, in epoch ms; `null`: they are there now. `now` likewise. */
export function backAt(hours: OpeningHours | null, now: number): number | null {
  if (hours === null) return null;
  const shown = shownAt(hours.timezone, now);
  const midnight = Math.floor(shown / dayMs) * dayMs;
  const minute = Math.floor((shown - midnight) / minuteMs);
  if (hoursOn(midnight, hours).some(({ from, until }) => from <= minute && minute < until)) return null;
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const day = midnight + ahead * dayMs;
    const openings = hoursOn(day, hours).flatMap(({ from }) => instantsOf(hours.timezone, day + from * minuteMs));
    const next = openings.filter((instant) => instant > now).toSorted((one, other) => one - other)[0];
    if (next !== undefined) return next;
  }
  return null;
}

/** `midnight`: as {@link shownAt} counts. */
function hoursOn(midnight: number, { days }: OpeningHours): OpeningHours['days'][number] {
  return days[new Date(midnight).getUTCDay()] ?? [];
}

/**
 * When the clock there shows something: twice where it is set back over it, and where it is set forward over it, when it is
 * first past it.
 */
function instantsOf(timezone: string, shown: number): readonly number[] {
  const offsets = [shown - dayMs, shown + dayMs].map((near) => shownAt(timezone, near) - near);
  const [earliest, latest] = [shown - Math.max(...offsets), shown - Math.min(...offsets)];
  const exact = [...new Set([earliest, latest])].filter((instant) => shownAt(timezone, instant) === shown);
  if (exact.length > 0) return exact;
  for (let instant = earliest; instant <= latest; instant += minuteMs) {
    if (shownAt(timezone, instant) >= shown) return [instant];
  }
  return [latest];
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock of a place shows at an instant, as the instant at which one in Greenwich shows the same (in winter). */
function shownAt(timezone: string, instant: number): number {
  const clock = clocks.get(timezone) ?? clockOf(timezone);
  clocks.set(timezone, clock);
  const parts = clock.formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const digits = '2-digit';
  return new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    second: digits,
  });
}
