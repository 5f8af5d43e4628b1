import { hostname } from 'node:os';
import { OperatorError } from '../lib/errors.ts';
import { isRunning } from '../lib/system.ts';
import type { Database } from './database.ts';

/** A holder that gave no sign for so long is gone. */
const staleAfterMs = 5_000;

/** Who runs: `id` is new for every start. */
export interface Holder {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

interface LeaseRow {
  readonly holder: string;
  readonly host: string;
  readonly pid: number;
  readonly beat_at: number;
}

/** One instance per database: whoever holds the lease may write and send. */
export interface Lease {
  /** Whether whoever held it last never let go: it runs still, was killed, or its machine went down. */
  isLeft(): boolean;
  /** Takes the lease where nobody holds it, or whoever did is gone. `false`: somebody else is running. */
  take(now: number): boolean;
  /** Shows that we are alive. `false`: somebody else has taken over. */
  beat(now: number): boolean;
  release(): void;
  /** @throws OperatorError `storage.leaseLost` */
  check(): void;
}

/**
 * The table `lease`, which every version has in this form: it is asked before an older version's database is brought up to
 * date. `isAlive` tells whether a process of this machine is alive.
 */
export function leaseIn(database: Database, holder: Holder, isAlive: (pid: number) => boolean): Lease {
  const select = database.prepare<[], LeaseRow>('SELECT holder, host, pid, beat_at FROM lease');
  const write = database.prepare(`
    INSERT INTO lease (only, holder, host, pid, beat_at) VALUES (1, @id, @host, @pid, @now)
    ON CONFLICT DO UPDATE SET holder = excluded.holder, host = excluded.host, pid = excluded.pid, beat_at = excluded.beat_at`);
  const beat = database.prepare('UPDATE lease SET beat_at = ? WHERE holder = ?');
  const remove = database.prepare('DELETE FROM lease WHERE holder = ?');
  const holds = database.prepare<[string], number>('SELECT 1 FROM lease WHERE holder = ?').pluck();

  const isFree = (now: number): boolean => {
    const row = select.get();
    if (row === undefined || row.holder === holder.id || now - row.beat_at > staleAfterMs) return true;
    // In a container, a new start may have the number of the one before.
    return row.host === holder.host && (row.pid === holder.pid || !isAlive(row.pid));
  };

  return {
    isLeft: () => select.get() !== undefined,
    take: (now) =>
      database
        .transaction(() => {
          if (!isFree(now)) return false;
          write.run({ ...holder, now });
          return true;
        })
        .immediate(),
    beat: (now) => beat.run(now, holder.id).changes === 1,
    release: () => void remove.run(holder.id),
    check: () => {
      if (holds.get(holder.id) !== undefined) return;
      throw leaseLost();
    },
  };
}

/** Whether a bot runs on a database. */
export function isHeld(database: Database, now: number): boolean {
  const row = database.prepare<[], LeaseRow>('SELECT host, pid, beat_at FROM lease').get();
  if (row === undefined || now - row.beat_at > staleAfterMs) return false;
  return row.host !== hostname() || isRunning(row.pid);
}

/** What the operator is told when another instance runs now. */
export function leaseLost(): OperatorError {
  const message = 'Another SupportMail has taken over this database, so this one stops.';
  return new OperatorError('storage.leaseLost', message, {
    hint: 'Run only one: stop the other one first, or give each a `database` of its own.',
  });
}
