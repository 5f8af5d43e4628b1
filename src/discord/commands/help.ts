import { say } from '../../texts/texts.ts';
import { usedForThemselves } from './personal.ts';
import type { PersonalSlashCommand } from './personal.ts';

/** `/help`: how the bot is used, and in the DM the user's own open tickets. */
export const help: PersonalSlashCommand = {
  name: 'help',
  describe: (language) => ({ description: say(language, 'command.help.description') }),
  toEvent: (use, serverId) => ({
    ...usedForThemselves(use, serverId),
    type: 'helpAsked',
    isInDm: use.guild_id === undefined,
  }),
};
