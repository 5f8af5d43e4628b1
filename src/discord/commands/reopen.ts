import { ApplicationCommandOptionType } from 'discord.js';
import { say } from '../../texts/texts.ts';
import { answerToOf, flagOption, textOption, ticketNamed, ticketOption, usedBy } from './command.ts';
import type { SlashCommand } from './command.ts';

/** Leaves room for the sentence around it. */
const reasonLimit = 1500;

/** `/reopen`: opens a closed ticket again. */
export const reopen: SlashCommand = {
  kind: 'slash',
  name: 'reopen',
  audience: 'staff',
  proposes: 'closed',
  describe: (language) => ({
    description: say(language, 'command.reopen.description'),
    options: [
      ticketOption(language),
      {
        type: ApplicationCommandOptionType.String,
        name: 'reason',
        description: say(language, 'command.reopen.reason'),
        max_length: reasonLimit,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'reason-visible',
        description: say(language, 'command.reopen.reasonVisible'),
      },
    ],
  }),
  toEvent: (use, serverId) => ({
    ...usedBy(use, serverId),
    type: 'reopenCommanded',
    ticketId: ticketNamed(use),
    reason: textOption(use, 'reason'),
    isReasonVisible: flagOption(use, 'reason-visible', false),
    answerTo: answerToOf(use),
  }),
};
