import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandBasicOption, APIApplicationCommandSubcommandOption } from 'discord.js';
import { say } from '../../texts/texts.ts';
import { subcommandOf, textOption, ticketNamed, ticketOption, usedBy } from './command.ts';
import type { CommandUse, SlashCommand, StaffUse } from './command.ts';
import type { ServerId } from '../../ticket/ticket.ts';

/** Longer ones find nothing more. */
const queryLimit = 100;

/** `/ticket`: what there is to know about tickets. */
export const ticket: SlashCommand = {
  kind: 'slash',
  name: 'ticket',
  audience: 'staff',
  proposes: 'all',
  describe: (language) => ({
    description: say(language, 'command.ticket.description'),
    options: [
      subcommand('info', say(language, 'command.ticket.info'), [ticketOption(language)]),
      subcommand('history', say(language, 'command.ticket.history'), [ticketOption(language)]),
      subcommand('search', say(language, 'command.ticket.search'), [
        {
          type: ApplicationCommandOptionType.String,
          name: 'query',
          description: say(language, 'command.ticket.query'),
          required: true,
          max_length: queryLimit,
        },
      ]),
    ],
  }),
  toEvent: (use, serverId) => usedAs(use, serverId),
};

function usedAs(use: CommandUse, serverId: ServerId): StaffUse {
  const used = usedBy(use, serverId);
  switch (subcommandOf(use)) {
    case 'search':
      return { ...used, type: 'searchAsked', query: textOption(use, 'query') ?? '' };
    case 'history':
      return { ...used, type: 'historyAsked', whose: { ticketId: ticketNamed(use) }, page: 0, via: 'command' };
    default:
      return { ...used, type: 'ticketInfoAsked', ticketId: ticketNamed(use) };
  }
}

function subcommand(
  name: string,
  description: string,
  options: APIApplicationCommandBasicOption[],
): APIApplicationCommandSubcommandOption {
  return { type: ApplicationCommandOptionType.Subcommand, name, description, options };
}
