import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeWithBot } from './bot-stage.ts';

describeWithBot('commands, buttons, menus and forms on the page', (stage) => {
  test('a slash lists the commands, arrow keys choose, Escape goes back', async () => {
    await stage.staffSide().getByRole('textbox').fill('/');
    await stage.staffSide().getByRole('option').nth(4).waitFor();
    await stage.page.keyboard.press('ArrowDown');
    expect(await stage.staffSide().getByRole('option', { selected: true }).innerText()).toContain('/ask');
    await stage.page.keyboard.press('Tab');
    await stage.staffSide().getByRole('form', { name: '/ask' }).waitFor();
    await stage.page.keyboard.press('Escape');
    await expect
      .poll(() =>
        stage
          .staffSide()
          .getByRole('textbox')
          .evaluate((field) => field.matches(':focus')),
      )
      .toBe(true);
  });

  test('an answer for one person is seen by them alone and can be put away', async () => {
    await stage.run(stage.staffSide(), 'whisper');
    await stage.page.keyboard.press('Enter');
    await stage.log().getByText('Only you can see this').waitFor();
    expect(await stage.log().locator('.container').innerText()).toContain('A card');
    await stage.staffSide().getByRole('radio').nth(1).check({ force: true });
    expect(await stage.log().getByText('Only you can see this').count()).toBe(0);
    await stage.staffSide().getByRole('radio').nth(0).check({ force: true });
    await stage.log().getByRole('button', { name: 'Dismiss' }).click();
    expect(await stage.log().getByText('Only you can see this').count()).toBe(0);
  });

  test('buttons and menus under an answer work', async () => {
    await stage.run(stage.staffSide(), 'whisper');
    await stage.page.keyboard.press('Enter');
    await stage.log().getByRole('button', { name: 'Press me' }).click();
    await stage.log().getByText('Pressed').waitFor();
    await stage.log().getByRole('combobox', { name: 'Pick one' }).selectOption('tea');
    await stage.log().getByText('Chosen: tea').waitFor();
  });

  test('a form is filled in by keyboard', async () => {
    await stage.run(stage.staffSide(), 'ask');
    await stage.page.keyboard.press('Enter');
    await stage.page.getByRole('dialog', { name: 'A few words' }).waitFor();
    await stage.page.keyboard.type('Robin');
    await stage.page.keyboard.press('Tab');
    await stage.page.keyboard.type('hello');
    await stage.page.getByRole('button', { name: 'Submit' }).press('Enter');
    await stage.log().getByText('Robin says hello').waitFor();
    expect(await stage.page.getByRole('dialog').count()).toBe(0);
  });

  test('Escape dismisses a form', async () => {
    await stage.run(stage.staffSide(), 'ask');
    await stage.page.keyboard.press('Enter');
    await stage.page.getByRole('dialog').waitFor();
    await stage.page.keyboard.press('Escape');
    await expect.poll(() => stage.page.getByRole('dialog').count()).toBe(0);
  });

  test('a bot that takes its time is shown thinking, one that never answers is told of', async () => {
    await stage.run(stage.staffSide(), 'think');
    await stage.page.keyboard.press('Enter');
    await stage.log().getByText('SupportMail is thinking…').waitFor();
    await stage.run(stage.staffSide(), 'ignore');
    await stage.page.keyboard.press('Enter');
    const isAsked = (): boolean => [...stage.sandbox.world.interactions.values()].at(-1)?.commandName === 'ignore';
    await expect.poll(isAsked).toBe(true);
    stage.sandbox.world.clock.advance(3100);
    await stage.staffSide().getByRole('alert').getByText('SupportMail did not respond in time.').waitFor();
  });

  test('options of every kind arrive as what they are', async () => {
    await stage.run(stage.staffSide(), 'order');
    const option = (name: string): Locator =>
      stage.staffSide().getByRole('form').getByLabel(name, { exact: false }).first();
    await option('what').fill('Cake');
    await option('count').fill('3');
    await option('gift').selectOption('True');
    await option('for').selectOption('Mia');
    await option('role').selectOption('Support');
    await option('size').selectOption('Very large');
    await option('place').fill('Ber');
    await expect
      .poll(() => stage.staffSide().getByRole('listbox', { name: 'Proposals' }).getByRole('option').allTextContents())
      .toEqual(['Proposal for Ber']);
    await option('place').press('Enter');
    expect(await option('place').inputValue()).toBe('Proposal for Ber');
    await option('place').press('Enter');
    await stage.log().getByText('Ordered').waitFor();
    const mia = stage.demo.members[0].id;
    const message = stage.sandbox.world.messages.get(stage.demo.forum.threadIds.values().next().value ?? '')?.at(-1);
    expect(JSON.parse(message?.content.replace('Ordered ', '') ?? '')).toMatchObject([
      { name: 'what', value: 'Cake' },
      { name: 'count', value: 3 },
      { name: 'gift', value: true },
      { name: 'for', value: mia },
      { name: 'role', value: stage.demo.supportRole.id },
      { name: 'size', value: 'xl' },
      { name: 'place', value: 'proposed' },
    ]);
  });

  test('in direct messages buttons work too, and change their message', async () => {
    stage.demo.members[0].dm('Hello');
    await stage.run(stage.memberSide(), 'menu');
    await stage.page.keyboard.press('Enter');
    await stage.memberSide().getByRole('log').getByRole('button', { name: 'Press me' }).click();
    await stage.memberSide().getByRole('log').getByText('Pressed in a DM').waitFor();
    expect(await stage.memberSide().getByRole('log').getByRole('button', { name: 'Press me' }).count()).toBe(0);
  });

  test('in direct messages an answer for one person is awaited, filled in and put away', async () => {
    await stage.run(stage.memberSide(), 'slow');
    await stage.page.keyboard.press('Enter');
    const log = stage.memberSide().getByRole('log');
    await log.getByText('SupportMail is thinking…').waitFor();
    await stage.finish('Done at last');
    await log.getByText('Done at last').waitFor();
    expect(await log.getByText('is thinking').count()).toBe(0);
    await log.getByRole('button', { name: 'Dismiss' }).click();
    expect(await log.getByText('Done at last').count()).toBe(0);
  });
});
