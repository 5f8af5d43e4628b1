import { ApplicationCommandOptionType } from 'discord.js';
import { say } from '../../texts/texts.ts';
import { snippetLimits } from '../../ticket/snippet.ts';
import { madeAt } from '../snowflakes.ts';
import { answerToOf, flagOption, optionalFlag, personOption, textOption, usedBy } from './command.ts';
import type { SlashCommand } from './command.ts';

/** `/snippet`: in a ticket's post a message to its user; elsewhere posted there. */
export const snippet: SlashCommand = {
  kind: 'slash',
  name: 'snippet',
  audience: 'staff',
  proposes: 'snippets',
  describe: (language) => ({
    description: say(language, 'command.snippet.description'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'name',
        description: say(language, 'command.snippet.name'),
        required: true,
        max_length: snippetLimits.longestName,
        autocomplete: true,
      },
      {
        type: ApplicationCommandOptionType.User,
        name: 'mention',
        description: say(language, 'command.snippet.mention'),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'as-embed',
        description: say(language, 'command.snippet.asEmbed'),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'anonymous',
        description: say(language, 'command.snippet.anonymous'),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'hidden',
        description: say(language, 'command.snippet.hidden'),
      },
    ],
  }),
  toEvent: (use, serverId) => ({
    ...usedBy(use, serverId),
    type: 'snippetUsed',
    id: use.id,
    ticketId: null,
    name: textOption(use, 'name') ?? '',
    mention: personOption(use, 'mention'),
    asEmbed: flagOption(use, 'as-embed', false),
    isAnonymous: optionalFlag(use, 'anonymous'),
    isHidden: flagOption(use, 'hidden', false),
    typedAt: madeAt(use.id),
    answerTo: answerToOf(use),
  }),
};
