import { ApplicationCommandOptionType } from 'discord.js';
import { say } from '../../texts/texts.ts';
import { madeAt } from '../snowflakes.ts';
import { textOption, ticketNamed, ticketOption, usedBy } from './command.ts';
import type { SlashCommand } from './command.ts';

/** Leaves room for the sentence above it, and for the marks of a quotation. */
const noteLimit = 1500;

/** `/note`: an internal note, which the ticket's user never gets. */
export const note: SlashCommand = {
  kind: 'slash',
  name: 'note',
  audience: 'staff',
  proposes: 'all',
  describe: (language) => ({
    description: say(language, 'command.note.description'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'text',
        description: say(language, 'command.note.text'),
        required: true,
        max_length: noteLimit,
      },
      ticketOption(language),
    ],
  }),
  toEvent: (use, serverId) => ({
    ...usedBy(use, serverId),
    type: 'noteWritten',
    id: use.id,
    ticketId: ticketNamed(use),
    text: textOption(use, 'text') ?? '',
    writtenAt: madeAt(use.id),
  }),
};
