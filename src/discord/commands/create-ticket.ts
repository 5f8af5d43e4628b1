import { say } from '../../texts/texts.ts';
import type { ChannelId, MessageId } from '../../ticket/ticket.ts';
import { answerToOf } from './command.ts';
import { usedForThemselves } from './personal.ts';
import type { PersonalSlashCommand } from './personal.ts';

/** `/create-ticket`: begins a draft, in the DM. */
export const createTicket: PersonalSlashCommand = {
  name: 'create-ticket',
  describe: (language) => ({ description: say(language, 'command.createTicket.description') }),
  toEvent: (use, serverId) => ({
    ...usedForThemselves(use, serverId),
    type: 'ticketWished',
    id: use.id as MessageId,
    dmChannelId: use.guild_id === undefined ? (use.channel.id as ChannelId) : null,
    answerTo: answerToOf(use),
    panel: null,
  }),
};
