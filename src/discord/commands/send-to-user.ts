import { toPerson } from '../people.ts';
import { toWriting } from '../inbound.ts';
import { say } from '../../texts/texts.ts';
import { usedBy } from './command.ts';
import type { MessageMenu } from './command.ts';

/** *Send to user*: a message of the post goes to the ticket's user, whatever kept it there. */
export const sendToUser: MessageMenu = {
  kind: 'message',
  name: say('en', 'menu.sendToUser'),
  shownAs: 'menu.sendToUser',
  audience: 'staff',
  toEvent: (use, serverId, botId) => {
    const message = use.data.resolved.messages[use.data.target_id];
    if (message === undefined) throw new Error('Discord tells of a menu on a message without the message.');
    return {
      ...usedBy(use, serverId),
      type: 'sendCommanded',
      ticketId: null,
      writing: toWriting(message),
      author: toPerson(message.author),
      isOurs: message.author.id === botId,
    };
  },
};
