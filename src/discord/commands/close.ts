import { ApplicationCommandOptionType } from 'discord.js';
import { say } from '../../texts/texts.ts';
import { flagOption, textOption, ticketNamed, ticketOption, usedBy } from './command.ts';
import type { SlashCommand } from './command.ts';

/** Leaves room for the sentence around it in a container of 4,000 characters, and in the user's message. */
const commentLimit = 1500;

/** `/close`: closes a ticket. */
export const close: SlashCommand = {
  kind: 'slash',
  name: 'close',
  forStaff: true,
  proposes: 'open',
  describe: (language) => ({
    description: say(language, 'command.close.description'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'comment',
        description: say(language, 'command.close.comment'),
        max_length: commentLimit,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'share-comment',
        description: say(language, 'command.close.shareComment'),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'notify-user',
        description: say(language, 'command.close.notifyUser'),
      },
      ticketOption(language),
    ],
  }),
  toEvent: (use, serverId) => ({
    ...usedBy(use, serverId),
    type: 'closeCommanded',
    ticketId: ticketNamed(use),
    comment: textOption(use, 'comment'),
    shareComment: flagOption(use, 'share-comment', true),
    notifyUser: flagOption(use, 'notify-user', false),
  }),
};
