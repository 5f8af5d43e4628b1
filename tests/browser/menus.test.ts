import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeWithBot } from './bot-stage.ts';

describeWithBot('the menus of messages and people on the page', (stage) => {
  const message = (text: string): Locator => stage.log().locator('.message', { hasText: text });
  const menuItems = (): Promise<string[]> => stage.page.getByRole('menuitem').allInnerTexts();

  test('a message has what the bot offers on it, and the answer says what was used', async () => {
    await message('First').hover();
    await message('First')
      .getByRole('button', { name: /^More for/ })
      .click();
    await stage.page.getByRole('menuitem', { name: 'Read aloud' }).click();
    await stage.log().getByText('It says: First').waitFor();
    expect(await message('It says').locator('.above').innerText()).toBe('Robin used Read aloud');
    expect(await stage.page.getByRole('menu').count()).toBe(0);
  });

  test('by keyboard: M opens it, arrow keys move, Escape leads back to the message', async () => {
    await stage.staffSide().getByRole('textbox').press('ArrowUp');
    await stage.page.keyboard.press('m');
    await stage.page.getByRole('menu').waitFor();
    expect(await menuItems()).toEqual(['Read aloud', 'Forward here']);
    await stage.page.keyboard.press('ArrowDown');
    const focused = (): Promise<string> => stage.page.locator(':focus').innerText();
    expect(await focused()).toBe('Forward here');
    await stage.page.keyboard.press('Escape');
    expect(await stage.page.getByRole('menu').count()).toBe(0);
    expect(await focused()).toContain('First');
    await stage.page.keyboard.press('m');
    await stage.page.getByRole('menuitem', { name: 'Read aloud' }).press('Enter');
    await stage.log().getByText('It says: First').waitFor();
  });

  test('a press elsewhere closes it', async () => {
    await message('First').hover();
    await message('First')
      .getByRole('button', { name: /^More for/ })
      .click();
    await stage.page.getByRole('menu').waitFor();
    await stage.staffSide().getByRole('heading', { name: 'The staff' }).click();
    await expect.poll(() => stage.page.getByRole('menu').count()).toBe(0);
  });

  test('the names of people have theirs: of authors and of whoever is mentioned', async () => {
    await message('First').getByRole('button', { name: 'Robin', exact: true }).click();
    await stage.page.getByRole('menuitem', { name: 'Who is this' }).click();
    await stage.log().getByText('That is robin.h').waitFor();
    stage.demo.staff[0].write(stage.postId, `About <@${stage.demo.members[0].id}>`);
    await stage.log().getByRole('button', { name: '@Mia' }).click();
    await stage.page.getByRole('menuitem', { name: 'Who is this' }).click();
    await stage.log().getByText('That is mia').waitFor();
  });

  test('in an archived post and in direct messages the bot offers nothing', async () => {
    stage.demo.members[0].dm('Hello');
    stage.demo.manager.changePost(stage.postId, { archived: true });
    await stage.staffSide().getByText('This post is archived').waitFor();
    await message('First').press('m');
    await stage.page.getByRole('menu').waitFor();
    expect(await menuItems()).toEqual(['Forward here']);
    await stage.page.keyboard.press('Escape');
    await message('First').getByRole('button', { name: 'Robin', exact: true }).click();
    await stage.page.getByRole('menuitem', { name: 'The bot offers nothing here' }).waitFor();
    await stage.page.keyboard.press('Escape');
    await stage.memberSide().locator('.message').press('m');
    await stage.page.getByRole('menu').waitFor();
    expect(await menuItems()).toEqual(['Forward here']);
  });
});

describeWithBot('an option that the bot completes', (stage) => {
  const field = (): Locator => stage.staffSide().getByRole('combobox', { name: 'number' });
  const proposals = (): Locator => stage.staffSide().getByRole('listbox', { name: 'Proposals' }).getByRole('option');
  const sent = (): unknown => {
    const content = stage.sandbox.world.messages.get(stage.postId)?.at(-1)?.content ?? '';
    return JSON.parse(content.replace('Ordered ', ''));
  };

  async function begin(): Promise<void> {
    await stage.run(stage.staffSide(), 'order');
    await stage.page.keyboard.type('Cake');
    await field().focus();
  }

  test('proposes at once and narrows down; arrow keys and Enter choose; a number is sent as one', async () => {
    await begin();
    await expect.poll(() => proposals().allInnerTexts()).toEqual(['Order no. 7', 'Order no. 12', 'Order no. 70']);
    await stage.page.keyboard.type('7');
    await expect.poll(() => proposals().allInnerTexts()).toEqual(['Order no. 7', 'Order no. 70']);
    await stage.page.keyboard.press('ArrowDown');
    await stage.page.keyboard.press('Enter');
    expect(await field().inputValue()).toBe('Order no. 70');
    expect(await proposals().count()).toBe(0);
    await stage.page.keyboard.press('Enter');
    await stage.log().getByText('Ordered').waitFor();
    expect(sent()).toMatchObject([{ name: 'what' }, { name: 'number', type: 4, value: 70 }]);
  });

  test('left empty, Enter runs the command without it', async () => {
    await begin();
    await proposals().first().waitFor();
    await stage.page.keyboard.press('Enter');
    await stage.log().getByText('Ordered').waitFor();
    expect(sent()).toMatchObject([{ name: 'what' }]);
  });

  test('Escape closes the list first, then leaves the command; a press chooses', async () => {
    await begin();
    await proposals().nth(1).click();
    expect(await field().inputValue()).toBe('Order no. 12');
    await field().fill('7');
    await proposals().first().waitFor();
    await stage.page.keyboard.press('Escape');
    expect(await proposals().count()).toBe(0);
    expect(await stage.staffSide().getByRole('form').count()).toBe(1);
    await stage.page.keyboard.press('Escape');
    await expect.poll(() => stage.staffSide().getByRole('form').count()).toBe(0);
  });

  test('what is typed and no number is refused with the reason', async () => {
    await begin();
    await stage.page.keyboard.type('seven');
    await stage.page.keyboard.press('Enter');
    await stage.staffSide().getByRole('alert').getByText('the option number takes a whole number').waitFor();
  });
});
