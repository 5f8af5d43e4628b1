import { parseDuration } from '../../lib/duration.ts';
import { OperatorError } from '../../lib/errors.ts';
import type { TicketScope } from '../../storage/ticket-records.ts';
import { isDiscordId } from '../blacklist/entries.ts';

/** The options by which tickets are chosen. */
export interface Choosing {
  readonly server?: string;
  readonly status?: string;
  readonly category?: string;
  readonly user?: string;
  readonly since?: string;
  readonly until?: string;
  readonly text?: string;
}

/** @throws OperatorError `tickets.time`, `tickets.user` */
export function scopeOf({ server, status, category, user, since, until, text }: Choosing, now: number): TicketScope {
  if (user !== undefined && !isDiscordId(user)) {
    throw new OperatorError('tickets.user', `--user is ${JSON.stringify(user)}, which is no ID of a user.`, {
      hint: 'In Discord, switch on Developer Mode in the settings; a person’s menu then offers “Copy User ID”.',
      exitCode: 2,
    });
  }
  return {
    serverId: server ?? null,
    status: status ?? null,
    category: category ?? null,
    userId: user ?? null,
    since: since === undefined ? null : instantOf('--since', since, now),
    until: until === undefined ? null : instantOf('--until', until, now),
    text: text ?? null,
  };
}

/** A date, with a time of day where somebody wants one, or a time ago such as `7d`; in UTC unless it says otherwise. */
export function instantOf(option: string, text: string, now: number): number {
  const isDate = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text);
  const zoned = /[T ]/.test(text) && !/(Z|[+-]\d\d:?\d\d)$/.test(text) ? `${text}Z` : text;
  const at = isDate ? Date.parse(zoned.replace(' ', 'T')) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  const ago = isDate ? null : parseDuration(text);
  if (ago?.ok === true) return now - ago.ms;
  throw new OperatorError('tickets.time', `${option} is ${JSON.stringify(text)}, which is no time.`, {
    hint: 'A date is written 2026-01-31 or "2026-01-31 14:00" (UTC), a time ago 7d, 12h or "1mo".',
    exitCode: 2,
  });
}
