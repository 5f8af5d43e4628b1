import { ApplicationCommandOptionType } from 'discord.js';
import { say } from '../../texts/texts.ts';
import {
  durationLimit,
  durationOption,
  flagOption,
  isMistake,
  textOption,
  ticketNamed,
  ticketOption,
  usedBy,
} from './command.ts';
import type { SlashCommand } from './command.ts';

/** Leaves room for the sentence around it in a container of 4,000 characters, and in the user's message. */
export const commentLimit = 1500;

/** `/close`: closes a ticket. */
export const close: SlashCommand = {
  kind: 'slash',
  name: 'close',
  audience: 'staff',
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
      {
        type: ApplicationCommandOptionType.String,
        name: 'in',
        description: say(language, 'command.close.in'),
        max_length: durationLimit,
      },
      ticketOption(language),
    ],
  }),
  toEvent: (use, serverId) => {
    const inMs = durationOption(use, 'in');
    if (isMistake(inMs)) return inMs;
    return {
      ...usedBy(use, serverId),
      type: 'closeCommanded',
      id: use.id,
      ticketId: ticketNamed(use),
      comment: textOption(use, 'comment'),
      shareComment: flagOption(use, 'share-comment', true),
      notifyUser: flagOption(use, 'notify-user', false),
      inMs,
    };
  },
};
