import { ApplicationCommandOptionType } from 'discord.js';
import type { APIApplicationCommandBasicOption, APIApplicationCommandSubcommandOption } from 'discord.js';
import { say } from '../../../texts/texts.ts';
import type { Language } from '../../../texts/texts.ts';
import { settingNames } from '../../../ticket/setting.ts';
import type { ServerId } from '../../../ticket/ticket.ts';
import { subcommandOf, textOption, usedBy } from '../command.ts';
import type { CommandUse, Form, StaffUse } from '../command.ts';
import { textIn } from '../text-form.ts';

/** Of what is typed into a command, so much can be shown again beside the sentences around it. */
const longestValue = 2000;
/** Takes back what was set everywhere. */
const all = 'all';

/** `/config show`, `set` and `reset`. */
export function settingsSubcommands(language: Language): readonly APIApplicationCommandSubcommandOption[] {
  const subcommand = ApplicationCommandOptionType.Subcommand;
  return [
    { type: subcommand, name: 'show', description: say(language, 'command.config.show') },
    {
      type: subcommand,
      name: 'set',
      description: say(language, 'command.config.set'),
      options: [
        keyOption(say(language, 'command.config.set.key'), settingNames),
        {
          type: ApplicationCommandOptionType.String,
          name: 'value',
          description: say(language, 'command.config.set.value'),
          max_length: longestValue,
          autocomplete: true,
        },
      ],
    },
    {
      type: subcommand,
      name: 'reset',
      description: say(language, 'command.config.reset'),
      options: [keyOption(say(language, 'command.config.reset.key'), [...settingNames, all])],
    },
  ];
}

function keyOption(description: string, names: readonly string[]): APIApplicationCommandBasicOption {
  return {
    type: ApplicationCommandOptionType.String,
    name: 'key',
    description,
    required: true,
    choices: names.map((name) => ({ name, value: name })),
  };
}

/** What using one of them means; `null`: none of them was used. */
export function settingsUse(use: CommandUse, serverId: ServerId): StaffUse | null {
  const used = usedBy(use, serverId);
  const name = textOption(use, 'key') ?? '';
  switch (subcommandOf(use)) {
    case 'show':
      return { ...used, type: 'settingsAsked' };
    case 'set': {
      const typed = textOption(use, 'value');
      return typed === null
        ? { ...used, type: 'settingBegun', name, content: null }
        : { ...used, type: 'settingGiven', name, typed };
    }
    case 'reset':
      return { ...used, type: 'settingsReset', name: name === all ? null : name };
    default:
      return null;
  }
}

/** The form that asks what a setting is to be, filled in. */
export const settingForm: Form = {
  name: 'setting',
  audience: 'managers',
  toEvent: (use, serverId, [name = '']) => ({
    ...usedBy(use, serverId),
    type: 'settingGiven',
    name,
    typed: textIn(use),
  }),
};
