import { ApplicationCommandOptionType } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import { languageFor, say } from '../../texts/texts.ts';
import type { Language } from '../../texts/texts.ts';
import type { SendForm } from '../../ticket/decision.ts';
import type { ServerId, UserId } from '../../ticket/ticket.ts';
import { customId } from '../custom-ids.ts';
import { textOption, usedBy, userOption } from './command.ts';
import type { CommandUse, Form, Mistake, SlashCommand, StaffUse } from './command.ts';
import { typed } from './send.ts';
import { longestText, textField, textIn } from './text-form.ts';

/** Longer than any name of a category. */
const longestCategory = 100;

/** `/contact`: opens a ticket with a person, by a message to them; without one, a form asks for it. */
export const contact: SlashCommand = {
  kind: 'slash',
  name: 'contact',
  audience: 'staff',
  proposes: 'categories',
  describe: (language) => ({
    description: say(language, 'command.contact.description'),
    options: [
      {
        type: ApplicationCommandOptionType.User,
        name: 'user',
        description: say(language, 'command.contact.user'),
        required: true,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'category',
        description: say(language, 'command.contact.category'),
        max_length: longestCategory,
        autocomplete: true,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'message',
        description: say(language, 'command.contact.message'),
        max_length: longestText,
      },
    ],
  }),
  toEvent,
};

function toEvent(use: CommandUse, serverId: ServerId): StaffUse | Mistake {
  const named = userOption(use, 'user');
  if (named?.isBot === true) return { mistake: say(languageFor(use.locale), 'refusal.botRecipient') };
  const text = textOption(use, 'message');
  const wish = {
    to: named?.id ?? null,
    isAnonymous: null,
    contact: { category: textOption(use, 'category') },
  };
  return text === null
    ? { ...usedBy(use, serverId), type: 'messageAsked', ticketId: null, ...wish }
    : typed(use, serverId, { text, ...wish });
}

/** The form of `/contact`, filled in. */
export const contactForm: Form = {
  name: 'contact',
  audience: 'staff',
  toEvent: (use, serverId, [to = '', category = '']) =>
    typed(use, serverId, {
      text: textIn(use),
      to: to as UserId,
      isAnonymous: null,
      contact: { category: category === '' ? null : category },
    }),
};

/** Asks what to write. */
export function askForContact(
  { to, contact: wanted }: SendForm,
  language: Language,
): APIModalInteractionResponseCallbackData {
  return {
    title: say(language, 'contact.title'),
    custom_id: customId('contact', to ?? '', wanted?.category ?? ''),
    components: [textField(say(language, 'send.label'))],
  };
}
