import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../lib/errors.ts';
import type { Database } from '../storage/database.ts';
import { leaseIn } from '../storage/lease.ts';
import type { Lease } from '../storage/lease.ts';

/** Longer than a lease holds without a sign of life. */
const patienceMs = 7_000;
const tryEveryMs = 250;

/**
 * Makes sure that no other SupportMail runs on this database. After a crash the lease is taken over within seconds.
 * @throws OperatorError `start.alreadyRunning`
 */
export async function runAlone(database: Database, path: string): Promise<Lease> {
  const lease = leaseIn(database, { id: randomUUID(), host: hostname(), pid: process.pid }, isRunning);
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await sleep(tryEveryMs)) {
    if (lease.take(Date.now())) return lease;
  }
  throw new OperatorError('start.alreadyRunning', `Another SupportMail runs on the database ${path}.`, {
    hint: 'Stop that one first, or give this one a `database` of its own.',
  });
}

/** A signal of 0 only asks. `EPERM`: it runs, as somebody else. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
