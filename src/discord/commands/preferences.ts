import { ApplicationCommandOptionType } from 'discord.js';
import { catalogues, say } from '../../texts/texts.ts';
import type { Language } from '../../texts/texts.ts';
import { inEveryLanguage } from '../localizing.ts';
import { ownNames } from '../own-names.ts';
import { flagOption, subcommandOf, textOption } from './command.ts';
import { usedForThemselves } from './personal.ts';
import type { PersonalSlashCommand } from './personal.ts';

/** The language is whichever the server has. */
const servers = 'server';

/** `/preferences`: what users say about themselves. */
export const preferences: PersonalSlashCommand = {
  name: 'preferences',
  describe: (language) => ({
    description: say(language, 'command.preferences.description'),
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'language',
        description: say(language, 'command.preferences.language'),
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'language',
            description: say(language, 'command.preferences.language.language'),
            required: true,
            choices: [
              ...(Object.keys(catalogues) as Language[]).map((value) => ({ name: ownNames[value], value })),
              {
                name: say(language, 'command.preferences.language.servers'),
                name_localizations: inEveryLanguage('command.preferences.language.servers'),
                value: servers,
              },
            ],
          },
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'auto-redirect',
        description: say(language, 'command.preferences.redirect'),
        options: [
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'enabled',
            description: say(language, 'command.preferences.redirect.enabled'),
            required: true,
          },
        ],
      },
    ],
  }),
  toEvent: (use, serverId) => {
    const used = usedForThemselves(use, serverId);
    if (subcommandOf(use) === 'auto-redirect') {
      return { ...used, type: 'redirectPreferred', isOn: flagOption(use, 'enabled', false) };
    }
    const chosen = textOption(use, 'language') ?? servers;
    return { ...used, type: 'languagePreferred', language: chosen === servers ? null : chosen };
  },
};
