import { say } from '../../texts/texts.ts';
import { ticketNamed, ticketOption, usedBy } from './command.ts';
import type { SlashCommand } from './command.ts';

/** `/unclaim`: nobody in particular handles the ticket any more. */
export const unclaim: SlashCommand = {
  kind: 'slash',
  name: 'unclaim',
  audience: 'staff',
  proposes: 'open',
  describe: (language) => ({
    description: say(language, 'command.unclaim.description'),
    options: [ticketOption(language)],
  }),
  toEvent: (use, serverId) => ({ ...usedBy(use, serverId), type: 'unclaimCommanded', ticketId: ticketNamed(use) }),
};
