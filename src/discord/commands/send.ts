import { ApplicationCommandOptionType } from 'discord.js';
import type { APIModalInteractionResponseCallbackData, APIModalSubmitGuildInteraction } from 'discord.js';
import { languageFor, say } from '../../texts/texts.ts';
import type { ServerId } from '../../ticket/ticket.ts';
import { customId } from '../custom-ids.ts';
import { madeAt } from '../snowflakes.ts';
import { answerToOf, optionalFlag, textOption, usedBy } from './command.ts';
import type { CommandUse, Form, SlashCommand, StaffUse } from './command.ts';
import { longestText, textField, textIn } from './text-form.ts';

/** `/send`: a message to the ticket's user; without one, a form asks for it. */
export const send: SlashCommand = {
  kind: 'slash',
  name: 'send',
  audience: 'staff',
  proposes: 'open',
  describe: (language) => ({
    description: say(language, 'command.send.description'),
    options: [
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
    return text === null ? { form: askFor(use, isAnonymous) } : typed(use, { serverId, text, isAnonymous });
  },
};

/** The form of `/send`, filled in. */
export const sendForm: Form = {
  name: 'send',
  audience: 'staff',
  toEvent: (use, serverId, [wish = '']) =>
    typed(use, { serverId, text: textIn(use), isAnonymous: wish === '' ? null : wish === 'true' }),
};

function askFor({ locale }: CommandUse, isAnonymous: boolean | null): APIModalInteractionResponseCallbackData {
  const language = languageFor(locale);
  return {
    title: say(language, 'send.title'),
    custom_id: customId('send', ...(isAnonymous === null ? [] : [String(isAnonymous)])),
    components: [textField(say(language, 'send.label'))],
  };
}

interface Filled {
  readonly serverId: ServerId;
  readonly text: string;
  readonly isAnonymous: boolean | null;
}

function typed(use: CommandUse | APIModalSubmitGuildInteraction, { serverId, text, isAnonymous }: Filled): StaffUse {
  return {
    ...usedBy(use, serverId),
    isAnonymous,
    type: 'messageTyped',
    id: use.id,
    ticketId: null,
    text,
    typedAt: madeAt(use.id),
    answerTo: answerToOf(use),
  };
}
