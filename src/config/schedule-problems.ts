import { isTimezone, parseHours } from '../lib/clock-times.ts';
import { suggest } from '../lib/suggest.ts';
import { isFields, problem } from './form-problems.ts';
import type { Fields, Places } from './form-problems.ts';
import { pointerTo, quote } from './problems.ts';
import type { Problem } from './problems.ts';
import { weekdays } from './schedule-schema.ts';

/** Finds what no schema can say about the opening hours of a server. */
export function scheduleProblems({ tickets }: Fields, serverPointer: string, places: Places): Problem[] {
  const schedule = isFields(tickets) ? tickets['schedule'] : null;
  if (!isFields(schedule)) return [];
  const pointer = `${serverPointer}/tickets/schedule`;
  const isNever = weekdays.every((day) => !Array.isArray(schedule[day]) || schedule[day].length === 0);
  const never = 'found no hours at all, but staff must be there at some time: give a day some, or leave `schedule` out';
  return [
    ...zoneProblems(schedule, pointer, places),
    ...(isNever ? [problem(pointer, places, never)] : []),
    ...weekdays.flatMap((day) => dayProblems(schedule[day], pointerTo(pointer, day), places)),
  ];
}

function zoneProblems({ timezone }: Fields, pointer: string, places: Places): Problem[] {
  if (typeof timezone !== 'string' || isTimezone(timezone)) return [];
  const meant = suggest(timezone, Intl.supportedValuesOf('timeZone'));
  const text = `found ${quote(timezone)}, but it must be a time zone such as \`Europe/Berlin\` or \`UTC\``;
  return [
    problem(pointerTo(pointer, 'timezone'), places, meant === null ? text : `${text}; did you mean \`${meant}\`?`),
  ];
}

function dayProblems(day: unknown, pointer: string, places: Places): Problem[] {
  const list: readonly unknown[] = Array.isArray(day) ? day : [];
  const spans = list.map((one) => (typeof one === 'string' ? parseHours(one) : null));
  return list.flatMap((one, index) => {
    if (typeof one !== 'string') return [];
    const at = pointerTo(pointer, index);
    const span = spans[index] ?? null;
    if (span === null) {
      return [
        problem(at, places, `found ${quote(one)}, but it must be hours such as \`09:00-12:00\`, up to \`24:00\``),
      ];
    }
    if (span.from >= span.until) {
      const text = `found ${quote(one)}, which ends before it begins; what goes on after midnight is written on both days`;
      return [problem(at, places, text)];
    }
    const others = spans.slice(0, index);
    const isDouble = others.some((other) => other !== null && other.from < span.until && span.from < other.until);
    return isDouble ? [problem(at, places, `found ${quote(one)}, a part of which stands above already`)] : [];
  });
}
