import type { Command } from 'commander';
import { formatDuration } from '../../lib/duration.ts';
import { figuresIn } from '../../storage/figures.ts';
import type { CountedTicket, StaffFigures } from '../../storage/figures.ts';
import { onRecords } from '../on-database.ts';
import { createPaint, instant } from '../output.ts';
import type { CliIo } from '../output.ts';
import { oneLine, writeTable } from '../table.ts';
import { toTime } from './listing.ts';
import { instantOf } from './scope.ts';
import type { Choosing } from './scope.ts';

interface Counting extends Pick<Choosing, 'server' | 'since' | 'until'> {
  readonly json?: true;
}

/** The middle and the slow end of some times, in ms; `null`: there are none. */
export interface Spread {
  readonly count: number;
  readonly medianMs: number | null;
  readonly p90Ms: number | null;
}

interface CategoryFigures {
  readonly category: string | null;
  readonly opened: number;
  readonly closed: number;
  readonly response: Spread;
  readonly closing: Spread;
}

interface Figures extends Omit<CategoryFigures, 'category'> {
  readonly open: number;
  readonly categories: readonly CategoryFigures[];
  readonly staff: readonly StaffFigures[];
  readonly ratings: ReadonlyMap<number, number>;
}

/** Without `--since`. */
const usual = '30d';

/** `tickets stats`. */
export function stats(command: Command, io: CliIo, { server, since = usual, until, json }: Counting): void {
  onRecords(command, io, ({ database, now }) => {
    const period = {
      serverId: server ?? null,
      since: instantOf('--since', since, now),
      until: until === undefined ? null : instantOf('--until', until, now),
    };
    const counted = figuresIn(database);
    const [opened, closed] = [counted.opened(period), counted.closed(period)];
    const categories = [...new Set([...opened, ...closed].map(({ category }) => category))];
    const figures: Figures = {
      ...figuresOf(opened, closed),
      open: counted.openNow(period),
      categories: categories.map((category) => {
        const within = (tickets: readonly CountedTicket[]) => tickets.filter((ticket) => ticket.category === category);
        return { category, ...figuresOf(within(opened), within(closed)) };
      }),
      staff: counted.staff(period),
      ratings: counted.ratings(period),
    };
    const times = { since: period.since, until: period.until ?? now };
    if (json === true) io.stdout.write(`${JSON.stringify(toJson(figures, times), null, 2)}\n`);
    else write(figures, times, io);
  });
}

function figuresOf(
  opened: readonly CountedTicket[],
  closed: readonly CountedTicket[],
): Omit<CategoryFigures, 'category'> {
  return {
    opened: opened.length,
    closed: closed.length,
    response: spreadOf(
      opened.flatMap(({ openedAt, answeredAt }) => (answeredAt === null ? [] : answeredAt - openedAt)),
    ),
    closing: spreadOf(closed.flatMap(({ openedAt, closedAt }) => (closedAt === null ? [] : closedAt - openedAt))),
  };
}

/** By nearest rank: a time that somebody really waited. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.map((time) => Math.max(0, time)).toSorted((a, b) => a - b);
  const at = (share: number): number | null => sorted[Math.ceil(share * sorted.length) - 1] ?? null;
  return { count: sorted.length, medianMs: at(0.5), p90Ms: at(0.9) };
}

interface Times {
  readonly since: number;
  readonly until: number;
}

function toJson({ open, categories, staff, ratings, ...all }: Figures, { since, until }: Times) {
  const spread = ({ count, medianMs, p90Ms }: Spread) => ({ count, median_ms: medianMs, p90_ms: p90Ms });
  const written = ({ opened, closed, response, closing }: Omit<CategoryFigures, 'category'>) => ({
    opened,
    closed,
    first_response: spread(response),
    time_to_close: spread(closing),
  });
  return {
    since: toTime(since),
    until: toTime(until),
    open_now: open,
    ...written(all),
    categories: categories.map(({ category, ...figures }) => ({ category, ...written(figures) })),
    staff: staff.map(({ userId, name, messages, tickets, closed }) => ({
      id: userId,
      name,
      messages,
      tickets,
      closed,
    })),
    feedback: { count: countOf(ratings), average: averageOf(ratings), ratings: Object.fromEntries(ratings) },
  };
}

function countOf(ratings: ReadonlyMap<number, number>): number {
  return [...ratings.values()].reduce((sum, count) => sum + count, 0);
}

function averageOf(ratings: ReadonlyMap<number, number>): number | null {
  const sum = [...ratings].reduce((total, [rating, count]) => total + rating * count, 0);
  return sum === 0 ? null : Math.round((sum / countOf(ratings)) * 100) / 100;
}

function write(figures: Figures, { since, until }: Times, io: CliIo): void {
  const { stdout, env } = io;
  const paint = createPaint(stdout, env);
  stdout.write(`${paint('bold', `${instant(since)} to ${instant(until)}`)}\n`);
  const { opened, closed, open, response, closing, ratings } = figures;
  stdout.write(`Opened ${opened}, closed ${closed}; open now ${open}.\n`);
  stdout.write(`First response: ${spreadWords(response)}.\nTime to close: ${spreadWords(closing)}.\n`);
  stdout.write(`Feedback: ${ratingWords(ratings)}.\n`);
  if (figures.categories.some(({ category }) => category !== null)) {
    const titles = ['CATEGORY', 'OPENED', 'CLOSED', 'FIRST RESPONSE', 'TIME TO CLOSE'];
    stdout.write('\n');
    writeTable(
      io,
      titles,
      figures.categories.map((one) => [
        one.category ?? '(none)',
        one.opened,
        one.closed,
        middle(one.response),
        middle(one.closing),
      ]),
    );
  }
  if (figures.staff.length === 0) return;
  stdout.write('\n');
  writeTable(
    io,
    ['STAFF', 'MESSAGES', 'TICKETS', 'CLOSED', 'ID'],
    figures.staff.map(({ userId, name, messages, tickets, closed: ended }) => [
      oneLine(name ?? '(wrote nothing)'),
      messages,
      tickets,
      ended,
      userId,
    ]),
  );
}

function spreadWords(spread: Spread): string {
  if (spread.medianMs === null || spread.p90Ms === null) return 'none yet';
  return `half within ${duration(spread.medianMs)}, nine of ten within ${duration(spread.p90Ms)} (of ${spread.count})`;
}

function middle({ medianMs, p90Ms }: Spread): string {
  return medianMs === null || p90Ms === null ? '' : `${duration(medianMs)} / ${duration(p90Ms)}`;
}

/** Nobody reads more than two units. */
function duration(ms: number): string {
  const grain = ms >= 86_400_000 ? 3_600_000 : ms >= 3_600_000 ? 60_000 : 1_000;
  return formatDuration(Math.max(grain === 1_000 ? 1_000 : 0, Math.round(ms / grain) * grain), 'en');
}

function ratingWords(ratings: ReadonlyMap<number, number>): string {
  const average = averageOf(ratings);
  if (average === null) return 'none';
  const each = [5, 4, 3, 2, 1].map((rating) => `${rating}★ ${ratings.get(rating) ?? 0}`);
  return `${average} of 5 on average (${countOf(ratings)}: ${each.join(', ')})`;
}
