import { say } from '../../texts/texts.ts';
import { usedBy, usedOn } from './command.ts';
import type { MessageMenu } from './command.ts';

/** *Delete reply*: what was sent by a command goes away, here and for the user. */
export const deleteReply: MessageMenu = {
  kind: 'message',
  name: say('en', 'menu.deleteReply'),
  shownAs: 'menu.deleteReply',
  audience: 'staff',
  toEvent: (use, serverId) => ({
    ...usedBy(use, serverId),
    ...usedOn(use),
    type: 'replyDeleted',
    ticketId: null,
  }),
};
