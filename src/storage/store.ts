import type { Store } from '../desk/store.ts';
import type { Database } from './database.ts';
import { copiesIn, messagesIn } from './messages.ts';
import { outboxIn } from './outbox.ts';
import { promptsIn } from './prompts.ts';
import { ticketsIn } from './tickets.ts';
import { timersIn } from './timers.ts';
import { usersIn } from './users.ts';

/** The store on an open database. `mayWrite` runs first in each transaction, and throws where it may not go on. */
export function createStore(database: Database, mayWrite: () => void = () => {}): Store {
  const remember = database.prepare('INSERT INTO seen_events (key, at) VALUES (?, ?) ON CONFLICT DO NOTHING');
  return {
    transaction: <T>(run: () => T): T =>
      database
        .transaction(() => {
          mayWrite();
          return run();
        })
        .immediate(),
    isFirst: (eventKey, now) => remember.run(eventKey, now).changes === 1,
    ...usersIn(database),
    ...ticketsIn(database),
    ...messagesIn(database),
    ...copiesIn(database),
    ...promptsIn(database),
    outbox: outboxIn(database),
    timers: timersIn(database),
  };
}
