import { ApplicationCommandOptionType, ComponentType, TextInputStyle } from 'discord.js';
import type { APIModalInteractionResponseCallbackData, APIModalSubmitGuildInteraction } from 'discord.js';
import { languageFor, say } from '../../texts/texts.ts';
import type { ServerId } from '../../ticket/ticket.ts';
import { customId } from '../custom-ids.ts';
import { madeAt } from '../snowflakes.ts';
import { textOption, usedBy } from './command.ts';
import type { CommandUse, Form, SlashCommand, StaffUse } from './command.ts';

/** What a form takes at most. https://docs.discord.com/developers/components/reference#text-input */
const longest = 4000;
const field = 'message';

/** `/send`: a message to the ticket's user; without one, a form asks for it. */
export const send: SlashCommand = {
  kind: 'slash',
  name: 'send',
  forStaff: true,
  proposes: 'open',
  describe: (language) => ({
    description: say(language, 'command.send.description'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'message',
        description: say(language, 'command.send.message'),
        max_length: longest,
      },
    ],
  }),
  toEvent: (use, serverId) => {
    const text = textOption(use, 'message');
    return text === null ? { form: askFor(use) } : typed(use, serverId, text);
  },
};

/** The form of `/send`, filled in. */
export const sendForm: Form = {
  name: 'send',
  toEvent: (use, serverId) => typed(use, serverId, textIn(use)),
};

function askFor({ locale }: CommandUse): APIModalInteractionResponseCallbackData {
  const language = languageFor(locale);
  const input = {
    type: ComponentType.TextInput,
    custom_id: field,
    style: TextInputStyle.Paragraph,
    max_length: longest,
  } as const;
  return {
    title: say(language, 'send.title'),
    custom_id: customId('send'),
    components: [{ type: ComponentType.Label, label: say(language, 'send.label'), component: input }],
  };
}

function textIn({ data }: APIModalSubmitGuildInteraction): string {
  const inputs = data.components.flatMap((top) => ('component' in top ? [top.component] : []));
  const filled = inputs.find((input) => input.type === ComponentType.TextInput && input.custom_id === field);
  return filled !== undefined && 'value' in filled ? String(filled.value) : '';
}

function typed(use: CommandUse | APIModalSubmitGuildInteraction, serverId: ServerId, text: string): StaffUse {
  return {
    ...usedBy(use, serverId),
    type: 'messageTyped',
    id: use.id,
    ticketId: null,
    text,
    typedAt: madeAt(use.id),
    answerTo: {
      interactionId: use.id,
      applicationId: use.application_id,
      token: use.token,
      language: languageFor(use.locale),
    },
  };
}
