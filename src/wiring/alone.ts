import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from '../lib/errors.ts';
import { isRunning } from '../lib/system.ts';
import { checkDatabase, openDatabase } from '../storage/database.ts';
import type { Database } from '../storage/database.ts';
import { leaseIn } from '../storage/lease.ts';
import type { Lease } from '../storage/lease.ts';
import { updateDatabase } from '../storage/migrating.ts';
import { storageProblem } from '../storage/problems.ts';

/** Longer than a lease holds without a sign of life. */
const patienceMs = 7_000;
const tryEveryMs = 250;

/** A database that nobody else uses to run a bot. */
export interface OwnDatabase {
  readonly database: Database;
  readonly lease: Lease;
}

/**
 * Opens the database as the only SupportMail that runs on it, and brings it to this version. After a crash of the one before,
 * its lease is taken over within seconds, and the file is looked through for damage.
 * @throws OperatorError `start.alreadyRunning`, and what the storage finds wrong
 */
export async function openAlone(path: string): Promise<OwnDatabase> {
  const database = openDatabase(path);
  try {
    const lease = leaseIn(database, { id: randomUUID(), host: hostname(), pid: process.pid }, isRunning);
    const wasLeft = lease.isLeft();
    await take(lease, path);
    if (wasLeft) checkDatabase(database, path);
    updateDatabase(database, path, () => lease.check());
    return { database, lease };
  } catch (error) {
    // The lease stays where it is: the next start is to look for damage as well.
    database.close();
    throw storageProblem(error) ?? error;
  }
}

async function take(lease: Lease, path: string): Promise<void> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await sleep(tryEveryMs)) {
    if (lease.take(Date.now())) return;
  }
  throw new OperatorError('start.alreadyRunning', `Another SupportMail runs on the database ${path}.`, {
    hint: 'Stop that one first, or give this one a `database` of its own.',
  });
}
