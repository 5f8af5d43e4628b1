import { MessageFlags, type ChatInputCommandInteraction, type Client, type Interaction } from 'discord.js';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mountPage } from '../../src/sandbox/control.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { createDemoWorld, type DemoWorld } from '../../src/sandbox/scenario.ts';
import { createClient } from '../support/bot.ts';
import { chromiumPath, patienceMs, startBrowser, watchForTrouble, type Trouble } from '../support/browser.ts';

if (chromiumPath === null) {
  process.stderr.write('Left out: tests/browser/interactions.test.ts, as there is no Chromium here.\n');
}

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
        ],
      },
    ],
  },
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
    return interaction.respond([{ name: `Proposal for ${interaction.options.getFocused()}`, value: 'proposed' }]);
  }
  if (interaction.isButton()) return interaction.reply({ content: 'Pressed', flags: ephemeral });
  if (interaction.isStringSelectMenu()) return interaction.reply(`Chosen: ${interaction.values.join()}`);
  if (interaction.isModalSubmit()) {
    const { fields } = interaction;
    return interaction.reply(`${fields.getTextInputValue('name')} says ${fields.getTextInputValue('story')}`);
  }
  return interaction.isChatInputCommand() ? answerCommand(interaction) : null;
}

async function answerCommand(interaction: ChatInputCommandInteraction): Promise<unknown> {
  switch (interaction.commandName) {
    case 'whisper':
      return interaction.reply({ components: card, flags: ephemeral | MessageFlags.IsComponentsV2 });
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

describe.skipIf(chromiumPath === null)('commands, buttons, menus and forms on the page', () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let demo: DemoWorld;
  let client: Client;
  let closePage: () => void;
  let page: Page;
  let trouble: Trouble;

  beforeAll(async () => {
    browser = await startBrowser();
  }, patienceMs);
  afterAll(() => browser.close());

  beforeEach(async () => {
    sandbox = await startSandbox();
    demo = createDemoWorld(sandbox);
    closePage = mountPage(sandbox, demo);
    client = createClient(sandbox);
    client.on('interactionCreate', (interaction) => void answer(interaction));
    await client.login(demo.application.token);
    await sandbox.gateway.whenReady();
    await client.rest.put(`/applications/${demo.application.applicationId}/guilds/${demo.server.id}/commands`, {
      body: commands,
    });
    demo.staff[0].post(demo.forum.id, 'A post', 'First');
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    trouble = watchForTrouble(page, sandbox.url);
    await page.goto(sandbox.url);
    await log().getByText('First').waitFor();
  }, patienceMs);
  afterEach(async () => {
    await page.close();
    await client.destroy();
    closePage();
    await sandbox.stop();
    expect(trouble).toEqual({ foreignRequests: [], errors: [] });
  });

  const staffSide = (): Locator => page.getByRole('region', { name: 'The server, as staff sees it' });
  const log = (): Locator => staffSide().getByRole('log');

  async function run(command: string): Promise<void> {
    await staffSide().getByRole('textbox').fill(`/${command}`);
    await staffSide().getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await staffSide().getByRole('form').waitFor();
  }

  test('a slash lists the commands, arrow keys choose, Escape goes back', async () => {
    await staffSide().getByRole('textbox').fill('/');
    await staffSide().getByRole('option').nth(4).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await staffSide().getByRole('option', { selected: true }).innerText()).toContain('/ask');
    await page.keyboard.press('Tab');
    await staffSide().getByRole('form', { name: '/ask' }).waitFor();
    await page.keyboard.press('Escape');
    await expect
      .poll(() =>
        staffSide()
          .getByRole('textbox')
          .evaluate((field) => field.matches(':focus')),
      )
      .toBe(true);
  });

  test('an answer for one person is seen by them alone and can be put away', async () => {
    await run('whisper');
    await page.keyboard.press('Enter');
    await log().getByText('Only you can see this').waitFor();
    expect(await log().locator('.container').innerText()).toContain('A card');
    await staffSide().getByRole('radio').nth(1).check({ force: true });
    expect(await log().getByText('Only you can see this').count()).toBe(0);
    await staffSide().getByRole('radio').nth(0).check({ force: true });
    await log().getByRole('button', { name: 'Dismiss' }).click();
    expect(await log().getByText('Only you can see this').count()).toBe(0);
  });

  test('buttons and menus under an answer work', async () => {
    await run('whisper');
    await page.keyboard.press('Enter');
    await log().getByRole('button', { name: 'Press me' }).click();
    await log().getByText('Pressed').waitFor();
    await log().getByRole('combobox', { name: 'Pick one' }).selectOption('tea');
    await log().getByText('Chosen: tea').waitFor();
  });

  test('a form is filled in by keyboard', async () => {
    await run('ask');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'A few words' }).waitFor();
    await page.keyboard.type('Robin');
    await page.keyboard.press('Tab');
    await page.keyboard.type('hello');
    await page.getByRole('button', { name: 'Submit' }).press('Enter');
    await log().getByText('Robin says hello').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('Escape dismisses a form', async () => {
    await run('ask');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  test('a bot that takes its time is shown thinking, one that never answers is told of', async () => {
    await run('think');
    await page.keyboard.press('Enter');
    await log().getByText('SupportMail is thinking…').waitFor();
    await run('ignore');
    await page.keyboard.press('Enter');
    const isAsked = (): boolean => [...sandbox.world.interactions.values()].at(-1)?.commandName === 'ignore';
    await expect.poll(isAsked).toBe(true);
    sandbox.world.clock.advance(3100);
    await staffSide().getByRole('alert').getByText('SupportMail did not respond in time.').waitFor();
  });

  test('options of every kind arrive as what they are', async () => {
    await run('order');
    const option = (name: string): Locator => staffSide().getByLabel(name, { exact: false }).first();
    await option('what').fill('Cake');
    await option('count').fill('3');
    await option('gift').selectOption('True');
    await option('for').selectOption('Mia');
    await option('role').selectOption('Support');
    await option('size').selectOption('Very large');
    await option('place').fill('Ber');
    await expect.poll(() => staffSide().locator('datalist option').allTextContents()).toEqual(['Proposal for Ber']);
    await option('place').press('Enter');
    await log().getByText('Ordered').waitFor();
    const mia = demo.members[0].id;
    const message = sandbox.world.messages.get(demo.forum.threadIds.values().next().value ?? '')?.at(-1);
    expect(JSON.parse(message?.content.replace('Ordered ', '') ?? '')).toMatchObject([
      { name: 'what', value: 'Cake' },
      { name: 'count', value: 3 },
      { name: 'gift', value: true },
      { name: 'for', value: mia },
      { name: 'role', value: demo.supportRole.id },
      { name: 'size', value: 'xl' },
      { name: 'place', value: 'Ber' },
    ]);
  });
});
