import { languageFor, say } from '../../texts/texts.ts';
import type { UserId } from '../../ticket/ticket.ts';
import { usedBy } from './command.ts';
import type { UserMenu } from './command.ts';

/** *Message user*, in the menu of a person: a form asks what to send to them, outside of any ticket. */
export const messageUser: UserMenu = {
  kind: 'user',
  name: say('en', 'menu.messageUser'),
  shownAs: 'menu.messageUser',
  audience: 'staff',
  toEvent: (use, serverId) => {
    const to = use.data.target_id as UserId;
    if (use.data.resolved.users[to]?.bot === true) {
      return { mistake: say(languageFor(use.locale), 'refusal.botRecipient') };
    }
    return { ...usedBy(use, serverId), type: 'messageAsked', ticketId: null, to, isAnonymous: null };
  },
};
