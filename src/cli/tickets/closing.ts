import type { Command } from 'commander';
import { OperatorError } from '../../lib/errors.ts';
import { isHeld } from '../../storage/lease.ts';
import { orderedClosing } from '../../ticket/operator-closing.ts';
import type { TicketId } from '../../ticket/ticket.ts';
import { onRecords } from '../on-database.ts';
import type { Records } from '../on-database.ts';
import { done } from '../output.ts';
import type { CliIo } from '../output.ts';
import { unknownTicket } from './showing.ts';

interface Closing {
  readonly comment?: string;
  readonly shareComment: boolean;
  readonly notifyUser?: true;
}

/** As much as `/close` takes. */
const commentLimit = 1500;

/** `tickets close`: an event for the bot, which alone can carry it out. */
export function close(command: Command, io: CliIo, ids: readonly TicketId[], closing: Closing): void {
  const { comment = null, shareComment, notifyUser = false } = closing;
  if (comment !== null && comment.length > commentLimit) {
    throw new OperatorError('tickets.comment', `The comment has more than ${commentLimit} characters.`, {
      exitCode: 2,
    });
  }
  onRecords(command, io, (records) => {
    const { store, database, now } = records;
    // All of them or none.
    store.transaction(() => {
      for (const ticketId of ids) {
        checkClosable(ticketId, records);
        const order = { type: 'closingOrdered', ticketId, comment, shareComment, notifyUser } as const;
        store.timers.set(orderedClosing(ticketId), now, order);
      }
    });
    const which = ids.length === 1 ? `Ticket ${ids.join()} is` : `Tickets ${ids.join(', ')} are`;
    if (isHeld(database, now)) done(io, `${which} being closed by the running bot.`);
    else done(io, `${which} closed at the bot’s next start: it doesn’t run now.`);
  });
}

function checkClosable(id: TicketId, { store, loaded }: Records): void {
  const ticket = store.ticket(id);
  if (ticket === null) throw unknownTicket(id);
  if (ticket.status !== 'open') throw new OperatorError('tickets.closed', `Ticket ${id} is closed already.`);
  if (loaded.config.servers.some((server) => server.id === ticket.serverId)) return;
  throw new OperatorError(
    'tickets.server',
    `Ticket ${id} belongs to server ${ticket.serverId}, which isn’t configured.`,
    {
      hint: 'The bot does nothing in a server that isn’t in its configuration. Add it, or leave the ticket as it is.',
    },
  );
}
