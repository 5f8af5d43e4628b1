import { expect, test } from 'vitest';
import { describePage } from './page-stage.ts';

describePage('the page', (stage) => {
  test('nothing in a message becomes markup, and only web addresses become links', async () => {
    const hostile = '<img src=x onerror="document.title=1"> [a](javascript:alert(1)) <script>alert(1)</script>';
    stage.demo.members[0].dm(`${hostile} https://example.org/`);
    const message = stage.memberSide().locator('.message');
    await message.waitFor();
    expect(await message.locator('.bubble').innerText()).toBe(`${hostile} https://example.org/`);
    expect(await message.locator('img, script').count()).toBe(0);
    const links = await message.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual(['https://example.org/']);
    expect(await stage.page.title()).toBe('SupportMail: try it out');
  });

  test('says what to do first, and lends words to whoever has none', async () => {
    await stage.staffSide().getByText('No tickets yet').waitFor();
    await stage
      .memberSide()
      .getByRole('button', { name: /can’t log in/ })
      .click();
    await stage.page.keyboard.press('Enter');
    await stage.memberSide().getByRole('log').getByText('can’t log in').waitFor();
    expect(await stage.memberSide().getByRole('textbox').inputValue()).toBe('');
  });

  test('Shift+Enter begins a new line, Enter sends', async () => {
    await stage.memberSide().getByRole('textbox').press('a');
    await stage.page.keyboard.press('Shift+Enter');
    await stage.page.keyboard.type('b');
    await stage.page.keyboard.press('Enter');
    await stage.memberSide().locator('.message').waitFor();
    expect(stage.demo.members[0].dmMessages().map(({ content }) => content)).toEqual(['a\nb']);
  });

  test('messages written as fast as can be all arrive, in order', async () => {
    const texts = Array.from({ length: 20 }, (_, count) => `${count % 2 === 0 ? '//' : ''} Message ${count}`.trim());
    for (const text of texts) {
      await stage.memberSide().getByRole('textbox').fill(text);
      await stage.page.keyboard.press('Enter');
    }
    await expect.poll(() => stage.demo.members[0].dmMessages().map(({ content }) => content)).toEqual(texts);
  });

  test('each member has a conversation of their own', async () => {
    stage.demo.members[1].dm('From the second');
    await stage.memberSide().getByRole('radio').first().focus();
    await stage.page.keyboard.press('ArrowRight');
    await stage.memberSide().getByText('From the second').waitFor();
    await stage.page.keyboard.press('ArrowLeft');
    expect(await stage.memberSide().getByText('From the second').count()).toBe(0);
  });

  test('what Discord refuses is told beside the composer', async () => {
    await stage.memberSide().getByRole('textbox').fill('a'.repeat(4001));
    await stage.page.keyboard.press('Enter');
    await stage.memberSide().getByRole('alert').waitFor();
    expect(await stage.memberSide().getByRole('textbox').inputValue()).toHaveLength(4001);
  });

  test('a narrow window shows one side at a time and counts what is new on the other', async () => {
    await stage.page.setViewportSize({ width: 400, height: 780 });
    await stage.page.getByRole('tab', { name: 'Staff' }).waitFor();
    expect(await stage.staffSide().count()).toBe(0);
    stage.demo.members[0].dm('Hello');
    stage.openPost('From here');
    await stage.page.getByRole('tab', { name: 'Staff' }).click();
    expect(await stage.memberSide().count()).toBe(0);
    await stage
      .staffSide()
      .getByRole('button', { name: /From here/ })
      .click();
    await stage.staffSide().getByRole('log').waitFor();
    expect(await stage.staffSide().getByRole('navigation').isVisible()).toBe(false);
    await stage.staffSide().getByRole('button', { name: 'All posts' }).click();
    await stage.staffSide().getByRole('navigation').waitFor();
    expect(await stage.page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(400);
  });

  test('arrow keys move through the posts', async () => {
    stage.openPost('One');
    stage.openPost('Two');
    const posts = stage.staffSide().getByRole('navigation', { name: 'Posts' }).locator('.post-entry');
    await posts.nth(1).waitFor();
    await posts.nth(0).focus();
    await stage.page.keyboard.press('ArrowDown');
    await stage.page.keyboard.press('Enter');
    await expect.poll(() => posts.nth(1).getAttribute('aria-current')).toBe('true');
  });
});
