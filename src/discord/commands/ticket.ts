import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandBasicOption, APIApplicationCommandSubcommandOption } from 'discord.js';
import { say } from '../../texts/texts.ts';
import { answerToOf, focusedIn, subcommandOf, textOption, ticketNamed, ticketOption, usedBy } from './command.ts';
import type { CommandUse, SlashCommand, StaffUse } from './command.ts';
import type { ServerId } from '../../ticket/ticket.ts';

/** Longer ones find nothing more. */
const queryLimit = 100;
/** No ID is longer. */
const categoryLimit = 100;

/** `/ticket`: what there is to know about tickets, and what one is about. */
export const ticket: SlashCommand = {
  kind: 'slash',
  name: 'ticket',
  audience: 'staff',
  proposes: (typing) => {
    if (subcommandOf(typing) !== 'move') return 'all';
    return focusedIn(typing.data) === 'category' ? 'categories' : 'open';
  },
  describe: (language) => ({
    description: say(language, 'command.ticket.description'),
    options: [
      subcommand('info', say(language, 'command.ticket.info'), [ticketOption(language)]),
      subcommand('history', say(language, 'command.ticket.history'), [ticketOption(language)]),
      subcommand('move', say(language, 'command.ticket.move'), [
        {
          type: ApplicationCommandOptionType.String,
          name: 'category',
          description: say(language, 'command.ticket.category'),
          required: true,
          autocomplete: true,
          max_length: categoryLimit,
        },
        ticketOption(language),
      ]),
      subcommand('transcript', say(language, 'command.ticket.transcript'), [ticketOption(language)]),
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
    case 'move':
      return {
        ...used,
        type: 'moveCommanded',
        ticketId: ticketNamed(use),
        category: textOption(use, 'category') ?? '',
      };
    case 'search':
      return { ...used, type: 'searchAsked', query: textOption(use, 'query') ?? '' };
    case 'transcript':
      return { ...used, type: 'transcriptAsked', ticketId: ticketNamed(use), answerTo: answerToOf(use) };
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
