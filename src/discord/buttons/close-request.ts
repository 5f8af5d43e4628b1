import type { CloseRequestAnswered } from '../../ticket/events.ts';
import type { TicketId, UserId } from '../../ticket/ticket.ts';
import type { UserButton } from './button.ts';

/** The buttons below the question whether a ticket may be closed. */
export const closeRequest: UserButton = {
  name: 'close-request',
  toEvent: (press, [choice = '', ticketId = '', requestId = '']) => ({
    key: `interaction:${press.id}`,
    type: 'closeRequestAnswered',
    userId: press.user.id as UserId,
    ticketId: Number(ticketId) as TicketId,
    requestId,
    choice: choice as CloseRequestAnswered['choice'],
  }),
};
