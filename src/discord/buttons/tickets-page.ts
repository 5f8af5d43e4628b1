import type { WhoseTickets } from '../../ticket/commands.ts';
import type { TicketId, UserId } from '../../ticket/ticket.ts';
import { usedBy } from '../commands/command.ts';
import { customId } from '../custom-ids.ts';
import type { StaffButton } from './button.ts';

const name = 'tickets-page';

/** The custom ID of a button that turns to this page of somebody's tickets. */
export function ticketsPageId(whose: WhoseTickets, page: number): string {
  const [kind, id] = 'userId' in whose ? ['user', whose.userId] : ['ticket', String(whose.ticketId)];
  return customId(name, kind, id, String(page));
}

/** Another page of the list of somebody's tickets. */
export const ticketsPage: StaffButton = {
  name,
  audience: 'staff',
  ticketIn: ([kind = '', id = '']) => (kind === 'ticket' ? (Number(id) as TicketId) : null),
  toEvent: (press, serverId, [kind = '', id = '', page = '']) => ({
    ...usedBy(press, serverId),
    type: 'historyAsked',
    whose: kind === 'user' ? { userId: id as UserId } : { ticketId: Number(id) as TicketId },
    page: Number(page),
    via: 'button',
  }),
};
