import type { ChannelId, MessageId, ServerId } from '../../ticket/ticket.ts';
import { answerToOf } from '../commands/command.ts';
import { toPerson } from '../people.ts';
import type { PersonalButton } from './button.ts';

/** The button of a panel: whoever presses it begins a ticket. */
export const panel: PersonalButton = {
  name: 'panel',
  toEvent: (press, [server = '', panelId = '']) => {
    const { id, member, message } = press;
    const serverId = server as ServerId;
    const channelId = message.channel_id as ChannelId;
    return {
      key: `interaction:${id}`,
      type: 'ticketWished',
      user: toPerson(member.user, member.nick),
      serverId,
      id: id as MessageId,
      dmChannelId: null,
      answerTo: answerToOf(press),
      panel: { id: panelId as MessageId, serverId, channelId, messageId: message.id as MessageId },
    };
  },
};
