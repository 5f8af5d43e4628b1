import { ApplicationCommandOptionType } from 'discord.js';
import type { APIModalInteractionResponseCallbackData, APIModalSubmitGuildInteraction } from 'discord.js';
import { languageFor, say } from '../../texts/texts.ts';
import type { Language } from '../../texts/texts.ts';
import type { MessageTyped } from '../../ticket/commands.ts';
import type { SendForm } from '../../ticket/decision.ts';
import type { ServerId, UserId } from '../../ticket/ticket.ts';
import { customId } from '../custom-ids.ts';
import { madeAt } from '../snowflakes.ts';
import { answerToOf, optionalFlag, textOption, usedBy, userOption } from './command.ts';
import type { CommandUse, Form, SlashCommand, StaffUse } from './command.ts';
import { longestText, textField, textIn } from './text-form.ts';

/** `/send`: a message to the ticket's user, or to a person outside of any ticket; without one, a form asks for it. */
export const send: SlashCommand = {
  kind: 'slash',
  name: 'send',
  audience: 'staff',
  proposes: 'open',
  describe: (language) => ({
    description: say(language, 'command.send.description'),
    options: [
      {
        type: ApplicationCommandOptionType.User,
        name: 'user',
        description: say(language, 'command.send.user'),
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'message',
        description: say(language, 'command.send.message'),
        max_length: longestText,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'anonym-override',
        description: say(language, 'command.send.anonymous'),
      },
    ],
  }),
  toEvent: (use, serverId) => {
    const text = textOption(use, 'message');
    const isAnonymous = optionalFlag(use, 'anonym-override');
    const named = userOption(use, 'user');
    if (named?.isBot === true) return { mistake: say(languageFor(use.locale), 'refusal.botRecipient') };
    const to = named?.id ?? null;
    return text === null
      ? { ...usedBy(use, serverId), type: 'messageAsked', ticketId: null, to, isAnonymous }
      : typed(use, serverId, { text, to, isAnonymous });
  },
};

/** The form of `/send`, filled in. */
export const sendForm: Form = {
  name: 'send',
  audience: 'staff',
  toEvent: (use, serverId, [wish = '', to = '']) =>
    typed(use, serverId, {
      text: textIn(use),
      to: to === '' ? null : (to as UserId),
      isAnonymous: wish === '' ? null : wish === 'true',
    }),
};

/** Asks what to send. */
export function askForMessage(
  { to, isAnonymous }: SendForm,
  language: Language,
): APIModalInteractionResponseCallbackData {
  return {
    title: say(language, 'send.title'),
    custom_id: customId('send', isAnonymous === null ? '' : String(isAnonymous), to ?? ''),
    components: [textField(say(language, 'send.label'))],
  };
}

/** What was typed into a command or its form. */
export function typed(
  use: CommandUse | APIModalSubmitGuildInteraction,
  serverId: ServerId,
  message: Pick<MessageTyped, 'text' | 'to' | 'isAnonymous' | 'contact'>,
): StaffUse {
  return {
    ...usedBy(use, serverId),
    ...message,
    type: 'messageTyped',
    id: use.id,
    ticketId: null,
    typedAt: madeAt(use.id),
    answerTo: answerToOf(use),
  };
}
