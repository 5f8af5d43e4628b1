import { say } from '../../texts/texts.ts';
import { subcommandOf, textOption } from './command.ts';
import type { SlashCommand } from './command.ts';
import { panelSubcommand, panelUse } from './config/panel.ts';
import { pausingSubcommands, pausingUse } from './config/pausing.ts';
import { settingsSubcommands, settingsUse } from './config/settings.ts';
import { snippetsGroup, snippetsUse } from './config/snippets.ts';

/** `/config`: what managers set in their server. */
export const config: SlashCommand = {
  kind: 'slash',
  name: 'config',
  audience: 'managers',
  proposes: (typing) => (subcommandOf(typing) === 'set' ? { valuesOf: textOption(typing, 'key') ?? '' } : 'snippets'),
  describe: (language) => ({
    description: say(language, 'command.config.description'),
    options: [
      ...settingsSubcommands(language),
      ...pausingSubcommands(language),
      panelSubcommand(language),
      snippetsGroup(language),
    ],
  }),
  toEvent: (use, serverId) =>
    settingsUse(use, serverId) ?? pausingUse(use, serverId) ?? panelUse(use, serverId) ?? snippetsUse(use, serverId),
};
