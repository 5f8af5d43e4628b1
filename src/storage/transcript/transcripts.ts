import type { SeenTicket, TicketFacts, View } from '../../ticket/seen-ticket.ts';
import type { TicketId } from '../../ticket/ticket.ts';
import type { Database } from '../database.ts';
import { seenEventsIn } from './events.ts';
import { eyesIn } from './eyes.ts';
import { factsRowsIn, toFacts } from './facts.ts';
import { seenMessagesIn } from './messages.ts';
import type { MessageFiles } from './messages.ts';

/** A ticket to be read, with where its files are. */
export interface ReadTicket extends SeenTicket {
  /** Of those messages that have any. */
  files(): Iterable<MessageFiles>;
}

/** Reads tickets whole, however long they are. */
export function transcriptsIn(database: Database) {
  const facts = factsRowsIn(database);
  const eyesOf = eyesIn(database);
  const { count, messages, files } = seenMessagesIn(database);
  const events = seenEventsIn(database);
  return {
    /** What is known of a ticket alone; `null`: there is no such ticket. */
    facts(id: TicketId, view: View): TicketFacts | null {
      const row = facts(id);
      return row === null ? null : toFacts(row, eyesOf(row, view), count(id, view));
    },
    /** `null`: there is no such ticket. */
    read(id: TicketId, view: View): ReadTicket | null {
      const row = facts(id);
      if (row === null) return null;
      const eyes = eyesOf(row, view);
      const reading = { id, userName: row.userName, eyes };
      return {
        view,
        facts: toFacts(row, eyes, count(id, view)),
        ...events(row, eyes),
        messages: () => messages(reading),
        files: () => files(reading),
      };
    },
  };
}
