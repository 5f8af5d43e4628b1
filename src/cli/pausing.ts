import type { Command } from 'commander';
import { parseEnd } from '../lib/end-time.ts';
import { OperatorError } from '../lib/errors.ts';
import { longestPauseDays, problemOfPause } from '../ticket/pausing.ts';
import { onDatabase } from './on-database.ts';
import { done, instant } from './output.ts';
import type { CliIo } from './output.ts';

/** `pause`. */
export function pause(command: Command, io: CliIo, options: { readonly for?: string; readonly reason?: string }): void {
  onDatabase(command, io, ({ store, serverId, now }) => {
    const endsAt = options.for === undefined ? null : endOf(options.for, now);
    const given = { endsAt, reason: options.reason?.trim() || null };
    store.transaction(() => store.pauses.save(serverId, given, { by: null, at: now }));
    done(io, `No new tickets ${endsAt === null ? 'until you resume' : `until ${instant(endsAt)}`}. Open ones go on.`);
  });
}

/** `resume`. */
export function resume(command: Command, io: CliIo): void {
  onDatabase(command, io, ({ store, serverId, now }) => {
    const wasPaused = store.transaction(() => store.pauses.end(serverId, now));
    done(io, wasPaused ? 'New tickets are taken again.' : 'New tickets were taken all the time.');
  });
}

function endOf(text: string, now: number): number {
  const end = parseEnd(text, now);
  const problem = end.ok ? problemOfPause(end.at, now) : null;
  if (end.ok && problem === null) return end.at;
  const shown = JSON.stringify(text);
  const what = {
    past: `--for is ${shown}, which is over already.`,
    tooLong: `--for is ${shown}, which is longer than ${longestPauseDays} days.`,
  };
  throw new OperatorError('pause.time', problem === null ? `--for is ${shown}, which is no time.` : what[problem], {
    hint: `It is written like 12h, "3 days" or as unix time in seconds, and is at most ${longestPauseDays} days ahead.`,
    exitCode: 2,
  });
}
