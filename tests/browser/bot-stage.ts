import {
  MessageFlags,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  type Interaction,
} from 'discord.js';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach } from 'vitest';
import { createClient } from '../support/bot.ts';
import { patienceMs } from '../support/browser.ts';
import { describePage, type PageStage } from './page-stage.ts';

const commands = [
  { name: 'whisper', description: 'Answers you alone' },
  { name: 'ask', description: 'Asks with a form' },
  { name: 'think', description: 'Takes its time' },
  { name: 'ignore', description: 'Never answers' },
  {
    name: 'order',
    description: 'Has options of all kinds',
    options: [
      {
        type: 1,
        name: 'create',
        description: 'Creates an order',
        options: [
          { type: 3, name: 'what', description: 'What to order', required: true },
          { type: 4, name: 'count', description: 'How many' },
          { type: 5, name: 'gift', description: 'Whether it is a gift' },
          { type: 6, name: 'for', description: 'Whom it is for' },
          { type: 8, name: 'role', description: 'Who may see it' },
          { type: 3, name: 'size', description: 'How large', choices: [{ name: 'Very large', value: 'xl' }] },
          { type: 3, name: 'place', description: 'Where to', autocomplete: true },
          { type: 4, name: 'number', description: 'Which order', autocomplete: true },
        ],
      },
    ],
  },
  { type: 3, name: 'Read aloud' },
  { type: 2, name: 'Who is this' },
];

const inDms = [
  { name: 'menu', description: 'Shows what there is', contexts: [1] },
  { name: 'slow', description: 'Answers you alone, later', contexts: [1] },
];

const card = [
  {
    type: 17,
    accent_color: 0x33_66_99,
    components: [
      { type: 10, content: 'A **card**' },
      { type: 14 },
      { type: 1, components: [{ type: 2, style: 1, label: 'Press me', custom_id: 'press' }] },
      {
        type: 1,
        components: [
          { type: 3, custom_id: 'pick', placeholder: 'Pick one', options: [{ label: 'Tea', value: 'tea' }] },
        ],
      },
    ],
  },
];

const form = {
  custom_id: 'form',
  title: 'A few words',
  components: [
    { type: 18, label: 'Your name', component: { type: 4, custom_id: 'name', style: 1 } },
    { type: 18, label: 'Your story', component: { type: 4, custom_id: 'story', style: 2, required: false } },
  ],
};

const ephemeral = MessageFlags.Ephemeral as const;

/** A bot that answers in every way there is. */
async function answer(interaction: Interaction): Promise<unknown> {
  if (interaction.isAutocomplete()) {
    return interaction.respond(proposals(interaction));
  }
  if (interaction.isMessageContextMenuCommand()) {
    return interaction.reply(`It says: ${interaction.targetMessage.content}`);
  }
  if (interaction.isUserContextMenuCommand()) return interaction.reply(`That is ${interaction.targetUser.username}`);
  if (interaction.isButton()) return answerButton(interaction);
  if (interaction.isStringSelectMenu()) return interaction.reply(`Chosen: ${interaction.values.join()}`);
  if (interaction.isModalSubmit()) {
    const { fields } = interaction;
    return interaction.reply(`${fields.getTextInputValue('name')} says ${fields.getTextInputValue('story')}`);
  }
  return interaction.isChatInputCommand() ? answerCommand(interaction) : null;
}

function proposals({ options }: AutocompleteInteraction): { name: string; value: string | number }[] {
  const { name, value } = options.getFocused(true);
  if (name === 'place') return [{ name: `Proposal for ${value}`, value: 'proposed' }];
  return [7, 12, 70]
    .filter((number) => String(number).startsWith(value))
    .map((number) => ({
      name: `Order no. ${number}`,
      value: number,
    }));
}

async function answerButton(interaction: ButtonInteraction): Promise<unknown> {
  if (interaction.inGuild()) return interaction.reply({ content: 'Pressed', flags: ephemeral });
  return interaction.update({ components: [{ type: 10, content: 'Pressed in a DM' }] });
}

async function answerCommand(interaction: ChatInputCommandInteraction): Promise<unknown> {
  switch (interaction.commandName) {
    case 'whisper':
      return interaction.reply({ components: card, flags: ephemeral | MessageFlags.IsComponentsV2 });
    case 'menu':
      return interaction.reply({ components: card, flags: MessageFlags.IsComponentsV2 });
    case 'slow':
      return interaction.deferReply({ flags: ephemeral });
    case 'ask':
      return interaction.showModal(form);
    case 'think':
      return interaction.deferReply();
    case 'order':
      return interaction.reply(`Ordered ${JSON.stringify(interaction.options.data[0]?.options)}`);
    default:
      return null;
  }
}

/** The page with a bot that answers in every way there is, and a post that is open. */
export interface BotStage extends PageStage {
  postId: string;
  /** The messages of the post, as staff see them. */
  log(): Locator;
  /** Has the bot fill in the answer that it deferred last. */
  finish(text: string): Promise<unknown>;
  /** Types a slash command into a side's composer; its form is open then. */
  run(side: Locator, command: string): Promise<void>;
}

/** Describes what the page does with a bot's commands, buttons, menus and forms. */
export function describeWithBot(name: string, define: (stage: BotStage) => void): void {
  describePage(name, (pageStage) => {
    let client: Client;
    let last: Interaction | null = null;
    const stage: BotStage = Object.assign(pageStage, {
      postId: '',
      log: () => stage.staffSide().getByRole('log'),
      async finish(text: string) {
        if (last?.isRepliable() === true) await last.editReply(text);
      },
      async run(side: Locator, command: string) {
        await side.getByRole('textbox').fill(`/${command}`);
        await side.getByRole('listbox').getByRole('option').first().waitFor();
        await stage.page.keyboard.press('Enter');
        await side.getByRole('form').waitFor();
      },
    });
    beforeEach(async () => {
      client = await startBot(stage);
      client.on('interactionCreate', (interaction) => (last = interaction));
      stage.postId = stage.openPost('A post');
      await stage.log().getByText('First').waitFor();
    }, patienceMs);
    afterEach(() => client.destroy());
    define(stage);
  });
}

async function startBot({ sandbox, demo }: PageStage): Promise<Client> {
  const client = createClient(sandbox);
  client.on('interactionCreate', (interaction) => void answer(interaction));
  await client.login(demo.application.token);
  await sandbox.gateway.whenReady();
  const application = `/applications/${demo.application.applicationId}` as const;
  await client.rest.put(`${application}/guilds/${demo.server.id}/commands`, { body: commands });
  await client.rest.put(`${application}/commands`, { body: inDms });
  return client;
}
