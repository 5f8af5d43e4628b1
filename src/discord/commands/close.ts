import { ApplicationCommandOptionType } from 'discord.js';
import { say } from '../../texts/texts.ts';
import type { PostId } from '../../ticket/ticket.ts';
import { toPerson } from '../people.ts';
import { flagOption, textOption } from './command.ts';
import type { Command } from './command.ts';

/** Leaves room for the sentence around it in a container of 4,000 characters, and in the user's message. */
const commentLimit = 1500;

/** `/close`: closes the ticket of this post. */
export const close: Command = {
  name: 'close',
  forStaff: true,
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
    ],
  }),
  toEvent: (use) => ({
    key: `interaction:${use.id}`,
    type: 'closeCommanded',
    postId: use.channel.id as PostId,
    by: toPerson(use.member.user, use.member.nick),
    comment: textOption(use, 'comment'),
    shareComment: flagOption(use, 'share-comment', true),
    notifyUser: flagOption(use, 'notify-user', false),
  }),
};
