import type { Store } from '../desk/store.ts';
import type { OperatorError } from '../lib/errors.ts';
import { blacklistIn } from './blacklist.ts';
import { conversationsIn } from './conversations.ts';
import type { Database } from './database.ts';
import { floodsIn } from './floods.ts';
import { lookUpsIn } from './look-ups.ts';
import { copiesIn, messagesIn } from './messages.ts';
import { openingsIn, outsideIn } from './outside.ts';
import { outboxIn } from './outbox.ts';
import { overridesIn } from './overrides.ts';
import { panelsIn } from './panels.ts';
import { pausesIn } from './pauses.ts';
import { preferencesIn } from './preferences.ts';
import { promptsIn } from './prompts.ts';
import { seenIn } from './seen.ts';
import { snippetsIn } from './snippets.ts';
import { ticketsIn } from './tickets.ts';
import { timersIn } from './timers.ts';
import { storageProblem } from './problems.ts';
import { usersIn } from './users.ts';

/**
 * The store on an open database. `mayWrite` runs first in each transaction, and throws where it may not go on. Once the
 * database has failed, nothing more is written: a later message that found room would let it seem that those before it
 * were handled.
 */
export function createStore(database: Database, mayWrite: () => void = () => {}): Store {
  const outbox = outboxIn(database);
  let problem: OperatorError | null = null;
  const transaction = <T>(run: () => T): T => {
    if (problem !== null) throw problem;
    const checked = database.transaction(() => {
      mayWrite();
      return run();
    });
    try {
      return checked.immediate();
    } catch (error) {
      problem = storageProblem(error);
      throw problem ?? error;
    }
  };
  return {
    transaction,
    ...seenIn(database),
    ...usersIn(database),
    ...ticketsIn(database),
    ...messagesIn(database),
    ...copiesIn(database),
    ...promptsIn(database),
    ...preferencesIn(database),
    ...conversationsIn(database),
    outside: outsideIn(database),
    openings: openingsIn(database),
    outbox: {
      ...outbox,
      // What is known of an attempt comes after a wait, in which somebody else may have taken over.
      progress: (id, progress) => transaction(() => outbox.progress(id, progress)),
      leaveOut: (id, files) => transaction(() => outbox.leaveOut(id, files)),
    },
    timers: timersIn(database),
    blacklist: blacklistIn(database),
    overrides: overridesIn(database),
    panels: panelsIn(database),
    pauses: pausesIn(database),
    floods: floodsIn(database),
    lookUps: lookUpsIn(database),
    snippets: snippetsIn(database),
  };
}
