import type { TicketId } from '../../ticket/ticket.ts';
import { usedBy } from '../commands/command.ts';
import type { StaffButton } from './button.ts';

/** *Close all the same*: staff mean it, though the user was asked and has not answered. */
export const closeAllTheSame: StaffButton = {
  name: 'close-all-the-same',
  audience: 'staff',
  ticketIn: ([ticketId = '']) => Number(ticketId) as TicketId,
  toEvent: (press, serverId, [ticketId = '', insistedId = '']) => ({
    ...usedBy(press, serverId),
    type: 'closingConfirmed',
    ticketId: Number(ticketId) as TicketId,
    insistedId,
  }),
};
