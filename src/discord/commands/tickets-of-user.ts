import { say } from '../../texts/texts.ts';
import type { UserId } from '../../ticket/ticket.ts';
import { usedBy } from './command.ts';
import type { UserMenu } from './command.ts';

/** *Tickets of user*, in the menu of a person: those that aren't anonymous. */
export const ticketsOfUser: UserMenu = {
  kind: 'user',
  name: say('en', 'menu.ticketsOfUser'),
  shownAs: 'menu.ticketsOfUser',
  audience: 'staff',
  toEvent: (use, serverId) => ({
    ...usedBy(use, serverId),
    type: 'historyAsked',
    whose: { userId: use.data.target_id as UserId },
    page: 0,
    via: 'command',
  }),
};
