import type {
  APIMessageStringSelectInteractionData,
  APIModalInteractionResponseCallbackData,
  APIModalSubmitDMInteraction,
} from 'discord.js';
import { languageFor } from '../../texts/texts.ts';
import type { OpeningForm } from '../../ticket/decision.ts';
import type { PromptChoice, PromptChosen, PromptFilledIn, SendingChoice } from '../../ticket/prompt-events.ts';
import type { MessageId, UserId } from '../../ticket/ticket.ts';
import { customId } from '../custom-ids.ts';
import { filesIn, formBody, valuesIn } from '../form.ts';
import { madeAt } from '../snowflakes.ts';
import type { UserButton, UserForm } from './button.ts';

/** The buttons below a question about what a user wrote. */
export const prompt: UserButton = {
  name: 'prompt',
  toEvent: (press, [choice = '', promptId = '']) => ({
    ...answered(press, promptId),
    type: 'promptAnswered',
    choice: choice as PromptChoice,
  }),
};

/** The menus of such a question. */
export const promptMenu: UserButton = {
  name: 'prompt-menu',
  toEvent: (press, [menu = '', promptId = '']) => ({
    ...answered(press, promptId),
    type: 'promptChosen',
    menu: menu as PromptChosen['menu'],
    value: (press.data as APIMessageStringSelectInteractionData).values[0] ?? '',
  }),
};

/** *Continue in …*: the same as choosing that ticket from the menu. */
export const promptTicket: UserButton = {
  name: 'prompt-ticket',
  toEvent: (press, [ticketId = '', promptId = '']) => ({
    ...answered(press, promptId),
    type: 'promptChosen',
    menu: 'ticket',
    value: ticketId,
  }),
};

/** The form that *Send* opens, where the category has one. */
export const openingForm: UserForm = {
  name: 'opening',
  toEvent: (use, [choice = '', category = '', promptId = '']) => ({
    ...answered(use, promptId),
    type: 'promptFilledIn',
    choice: choice as SendingChoice,
    category,
    values: valuesIn(use.data),
    ...uploaded(use),
  }),
};

function uploaded({ id, data }: APIModalSubmitDMInteraction): Pick<PromptFilledIn, 'upload'> {
  const files = filesIn(data);
  if (files.length === 0) return {};
  const messageId = id as MessageId;
  return { upload: { messageId, text: '', files, replyTo: null, writtenAt: madeAt(id), isUpload: true } };
}

/** Asks for what a category wants to know. */
export function askBeforeOpening({
  promptId,
  choice,
  category,
  fields,
}: OpeningForm): APIModalInteractionResponseCallbackData {
  return formBody(fields, {
    title: category.name,
    customId: customId('opening', choice, category.id, promptId),
  });
}

interface Use {
  readonly id: string;
  readonly locale: string;
  readonly user: { readonly id: string };
  readonly message?: { readonly id: string } | undefined;
}

function answered({ id, locale, user, message }: Use, promptId: string) {
  return {
    key: `interaction:${id}`,
    userId: user.id as UserId,
    promptId,
    messageId: (message?.id ?? '') as MessageId,
    language: languageFor(locale),
  };
}
