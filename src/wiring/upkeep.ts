import { removalIn } from '../storage/removal.ts';
import type { Database } from '../storage/database.ts';
import { seenSweepIn } from '../storage/seen.ts';
import { createRetention } from './retention.ts';
import type { Retention, RetentionParts } from './retention.ts';
import { createSweeping } from './sweeping.ts';

/** What keeps the database from growing for ever, each in its own small steps. */
export function createUpkeep(database: Database, parts: Omit<RetentionParts, 'removal'>): Retention {
  const retention = createRetention({ ...parts, removal: removalIn(database) });
  const sweeping = createSweeping({ ...parts, sweep: seenSweepIn(database) });
  return {
    start: () => {
      retention.start();
      sweeping.start();
    },
    stop: () => {
      retention.stop();
      sweeping.stop();
    },
  };
}
