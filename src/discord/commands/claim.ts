import { say } from '../../texts/texts.ts';
import { ticketNamed, ticketOption, usedBy } from './command.ts';
import type { SlashCommand } from './command.ts';

/** `/claim`: whoever uses it handles the ticket. */
export const claim: SlashCommand = {
  kind: 'slash',
  name: 'claim',
  audience: 'staff',
  proposes: 'open',
  describe: (language) => ({
    description: say(language, 'command.claim.description'),
    options: [ticketOption(language)],
  }),
  toEvent: (use, serverId) => ({ ...usedBy(use, serverId), type: 'claimCommanded', ticketId: ticketNamed(use) }),
};
