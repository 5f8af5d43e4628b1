import type { Clock } from '../desk/ports.ts';
import type { Database } from '../storage/database.ts';

/** The command line is to be heard within half a second. */
const everyMs = 250;

export interface WatchParts {
  readonly database: Database;
  readonly clock: Clock;
  /** Another process wrote something. */
  onChanged(): void;
  guard(handled: string, run: () => void): void;
}

/** Notices what other processes write into the database. */
export interface Watch {
  start(): void;
  stop(): void;
}

/** Makes the watch. What changes is the version, by commits of others alone: https://www.sqlite.org/pragma.html#pragma_data_version */
export function createWatch({ database, clock, onChanged, guard }: WatchParts): Watch {
  let cancel = (): void => {};
  let seen: unknown = null;
  const look = (): void => {
    cancel = clock.after(everyMs, look);
    guard('the database', () => {
      const version: unknown = database.pragma('data_version', { simple: true });
      const isChanged = seen !== null && version !== seen;
      seen = version;
      if (isChanged) onChanged();
    });
  };
  return { start: look, stop: () => cancel() };
}
