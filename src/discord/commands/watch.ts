import { say } from '../../texts/texts.ts';
import { ticketNamed, ticketOption, usedBy } from './command.ts';
import type { SlashCommand } from './command.ts';

/** `/watch`: the next message of the ticket's user pings whoever used it. */
export const watch: SlashCommand = {
  kind: 'slash',
  name: 'watch',
  audience: 'staff',
  proposes: 'open',
  describe: (language) => ({
    description: say(language, 'command.watch.description'),
    options: [ticketOption(language)],
  }),
  toEvent: (use, serverId) => ({ ...usedBy(use, serverId), type: 'watchCommanded', ticketId: ticketNamed(use) }),
};
