import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandBasicOption, APIApplicationCommandSubcommandGroupOption } from 'discord.js';
import { say } from '../../../texts/texts.ts';
import type { Language } from '../../../texts/texts.ts';
import { snippetLimits } from '../../../ticket/snippet.ts';
import type { ServerId } from '../../../ticket/ticket.ts';
import { readWish } from '../../snippet-form.ts';
import { optionalFlag, subcommandOf, textOption, usedBy } from '../command.ts';
import type { CommandUse, Form, StaffUse } from '../command.ts';
import { textIn } from '../text-form.ts';

/** `/config snippets …`. */
export function snippetsGroup(language: Language): APIApplicationCommandSubcommandGroupOption {
  const subcommand = ApplicationCommandOptionType.Subcommand;
  const onlyTickets: APIApplicationCommandBasicOption = {
    type: ApplicationCommandOptionType.Boolean,
    name: 'only-tickets',
    description: say(language, 'command.config.snippets.onlyTickets'),
  };
  return {
    type: ApplicationCommandOptionType.SubcommandGroup,
    name: 'snippets',
    description: say(language, 'command.config.snippets'),
    options: [
      {
        type: subcommand,
        name: 'add',
        description: say(language, 'command.config.snippets.add'),
        options: [nameOption(language, false), onlyTickets],
      },
      {
        type: subcommand,
        name: 'edit',
        description: say(language, 'command.config.snippets.edit'),
        options: [nameOption(language, true), onlyTickets],
      },
      {
        type: subcommand,
        name: 'remove',
        description: say(language, 'command.config.snippets.remove'),
        options: [nameOption(language, true)],
      },
      { type: subcommand, name: 'list', description: say(language, 'command.config.snippets.list') },
    ],
  };
}

function nameOption(language: Language, autocomplete: boolean): APIApplicationCommandBasicOption {
  return {
    type: ApplicationCommandOptionType.String,
    name: 'name',
    description: say(language, autocomplete ? 'command.snippet.name' : 'command.config.snippets.name'),
    required: true,
    min_length: snippetLimits.shortestName,
    max_length: snippetLimits.longestName,
    autocomplete,
  };
}

/** What using one of them means. */
export function snippetsUse(use: CommandUse, serverId: ServerId): StaffUse {
  const used = usedBy(use, serverId);
  const name = textOption(use, 'name') ?? '';
  const subcommand = subcommandOf(use);
  if (subcommand === 'snippets list') return { ...used, type: 'snippetsListed', page: 0, via: 'command' };
  if (subcommand === 'snippets remove') return { ...used, type: 'snippetRemoved', name };
  const mode = subcommand === 'snippets edit' ? 'edit' : 'add';
  return { ...used, type: 'snippetBegun', mode, name, onlyTickets: optionalFlag(use, 'only-tickets') };
}

/** The form that asks what a snippet says, filled in. */
export const snippetForm: Form = {
  name: 'snippet',
  audience: 'managers',
  toEvent: (use, serverId, about) => ({
    ...usedBy(use, serverId),
    type: 'snippetFilledIn',
    ...readWish(about),
    content: textIn(use),
  }),
};
