import { say } from '../../texts/texts.ts';
import type { SlashCommand } from './command.ts';
import { snippetsGroup, snippetsUse } from './config/snippets.ts';

/** `/config`: what managers set in their server. */
export const config: SlashCommand = {
  kind: 'slash',
  name: 'config',
  audience: 'managers',
  proposes: 'snippets',
  describe: (language) => ({
    description: say(language, 'command.config.description'),
    options: [snippetsGroup(language)],
  }),
  toEvent: snippetsUse,
};
