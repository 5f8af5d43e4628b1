import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { say } from '../../texts/texts.ts';
import type { Language } from '../../texts/texts.ts';
import type { FeedbackForm } from '../../ticket/decision.ts';
import type { Rating } from '../../ticket/feedback.ts';
import type { MessageId, TicketId, UserId } from '../../ticket/ticket.ts';
import { customId } from '../custom-ids.ts';
import { formBody, valuesIn } from '../form.ts';
import type { UserButton, UserForm } from './button.ts';

/** The numbers below the question how it was. */
export const feedback: UserButton = {
  name: 'feedback',
  toEvent: (press, about) => ({
    ...given(press, about),
    type: 'feedbackRated',
    messageId: press.message.id as MessageId,
  }),
};

/** The form that pressing one of them opens. */
export const feedbackForm: UserForm = {
  name: 'feedback',
  toEvent: (use, about) => ({ ...given(use, about), type: 'feedbackSent', values: valuesIn(use.data) }),
};

/** Asks for what a user may answer beside their rating. */
export function askForFeedback(
  { ticketId, askedAt, rating, fields }: FeedbackForm,
  language: Language,
): APIModalInteractionResponseCallbackData {
  return formBody(fields, {
    title: say(language, 'feedback.formTitle'),
    customId: customId('feedback', String(rating), String(ticketId), String(askedAt)),
  });
}

function given(
  { id, user }: { readonly id: string; readonly user: { readonly id: string } },
  [rating = '', ticketId = '', askedAt = '']: readonly string[],
) {
  return {
    key: `interaction:${id}`,
    id: id as MessageId,
    userId: user.id as UserId,
    ticketId: Number(ticketId) as TicketId,
    rating: Number(rating) as Rating,
    askedAt: Number(askedAt),
  };
}
