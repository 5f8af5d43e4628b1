import { ApplicationCommandOptionType } from 'discord.js';
import { say } from '../../texts/texts.ts';
import { commentLimit } from './close.ts';
import {
  durationLimit,
  durationOption,
  flagOption,
  isMistake,
  subcommandOf,
  textOption,
  ticketNamed,
  ticketOption,
  usedBy,
} from './command.ts';
import type { CommandUse, Mistake, SlashCommand, StaffUse } from './command.ts';
import type { ServerId } from '../../ticket/ticket.ts';

/** `/close-request`: asks a ticket's user whether it may be closed, or takes that back. */
export const closeRequest: SlashCommand = {
  kind: 'slash',
  name: 'close-request',
  audience: 'staff',
  proposes: 'open',
  describe: (language) => ({
    description: say(language, 'command.closeRequest.description'),
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'create',
        description: say(language, 'command.closeRequest.create'),
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: 'comment',
            description: say(language, 'command.closeRequest.comment'),
            max_length: commentLimit,
          },
          {
            type: ApplicationCommandOptionType.Boolean,
            name: 'share-comment',
            description: say(language, 'command.close.shareComment'),
          },
          {
            type: ApplicationCommandOptionType.String,
            name: 'close-time',
            description: say(language, 'command.closeRequest.closeTime'),
            max_length: durationLimit,
          },
          ticketOption(language),
        ],
      },
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'delete',
        description: say(language, 'command.closeRequest.delete'),
        options: [ticketOption(language)],
      },
    ],
  }),
  toEvent: (use, serverId) => {
    const used = { ...usedBy(use, serverId), ticketId: ticketNamed(use) };
    return subcommandOf(use) === 'delete' ? { ...used, type: 'closeRequestWithdrawn' } : created(use, used);
  },
};

function created(use: CommandUse, used: Used): StaffUse | Mistake {
  const closeInMs = durationOption(use, 'close-time');
  if (isMistake(closeInMs)) return closeInMs;
  return {
    ...used,
    type: 'closeRequested',
    id: use.id,
    comment: textOption(use, 'comment'),
    shareComment: flagOption(use, 'share-comment', true),
    closeInMs,
  };
}

type Used = ReturnType<typeof usedBy> & {
  readonly serverId: ServerId;
  readonly ticketId: ReturnType<typeof ticketNamed>;
};
