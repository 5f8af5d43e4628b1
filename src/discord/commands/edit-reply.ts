import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { say } from '../../texts/texts.ts';
import type { Language } from '../../texts/texts.ts';
import type { EditForm } from '../../ticket/decision.ts';
import type { MessageId } from '../../ticket/ticket.ts';
import { customId } from '../custom-ids.ts';
import { madeAt } from '../snowflakes.ts';
import { usedBy, usedOn } from './command.ts';
import type { Form, MessageMenu } from './command.ts';
import { textField, textIn } from './text-form.ts';

/** *Edit reply*: what the post shows of a message that was sent by a command gets another text, for the user as well. */
export const editReply: MessageMenu = {
  kind: 'message',
  name: say('en', 'menu.editReply'),
  shownAs: 'menu.editReply',
  audience: 'staff',
  toEvent: (use, serverId) => ({
    ...usedBy(use, serverId),
    ...usedOn(use),
    type: 'replyEditAsked',
    ticketId: null,
  }),
};

/** The form of *Edit reply*, filled in. */
export const editReplyForm: Form = {
  name: 'edit-reply',
  audience: 'staff',
  toEvent: (use, serverId, [messageId = '']) => ({
    ...usedBy(use, serverId),
    type: 'replyEdited',
    ticketId: null,
    messageId: messageId as MessageId,
    text: textIn(use),
    editedAt: madeAt(use.id),
  }),
};

/** Asks for the new text. */
export function askForEdit({ messageId, text }: EditForm, language: Language): APIModalInteractionResponseCallbackData {
  return {
    title: say(language, 'reply.editTitle'),
    custom_id: customId('edit-reply', messageId),
    components: [textField(say(language, 'send.label'), { value: text })],
  };
}
