import { parseDuration } from './duration.ts';
import type { DurationMistake } from './duration.ts';

/** Unix time, in seconds, as it is or in Discord's markup: `1764400000`, `<t:1764400000:F>`. */
const unixTime = /^(?:<t:(\d{9,11})(?::[A-Za-z])?>|(\d{9,11}))$/;

/** Reads when something is to end: a time-string counted from now, or a unix time. Gives epoch ms. */
export function parseEnd(
  text: string,
  now: number,
  locale = 'en',
): { readonly ok: true; readonly at: number } | DurationMistake {
  const unix = unixTime.exec(text.trim());
  if (unix !== null) return { ok: true, at: Number(unix[1] ?? unix[2]) * 1000 };
  const parsed = parseDuration(text, locale);
  return parsed.ok ? { ok: true, at: now + parsed.ms } : parsed;
}
