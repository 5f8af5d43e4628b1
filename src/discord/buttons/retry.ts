import type { MessageId } from '../../ticket/ticket.ts';
import { usedBy } from '../commands/command.ts';
import type { StaffButton } from './button.ts';

/** *Try again*, below a message that could not be delivered. */
export const retry: StaffButton = {
  name: 'retry',
  audience: 'staff',
  toEvent: (press, serverId, [messageId = '']) => ({
    ...usedBy(press, serverId),
    type: 'retryPressed',
    ticketId: null,
    messageId: messageId as MessageId,
  }),
};
