import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chromiumPath, patienceMs, startBrowser, watchForTrouble, type Trouble } from '../support/browser.ts';
import { startDemo, type DemoProcess } from '../support/demo-process.ts';

// What a visitor is promised: what is written on one side is on the other within a second.
const promisedMs = 1000;
const screenshot = process.env['SUPPORTMAIL_SCREENSHOT'];

if (chromiumPath === null)
  process.stderr.write('Left out: tests/browser/demo.test.ts, as there is no Chromium here.\n');

// The whole program as a visitor meets it: the built file, the real bot as a process of its own, a real browser.
describe.skipIf(chromiumPath === null)('the demo', () => {
  let browser: Browser;
  let demo: DemoProcess;
  let page: Page;
  let trouble: Trouble;

  beforeAll(async () => {
    browser = await startBrowser();
  }, patienceMs);
  afterAll(() => browser.close());

  beforeEach(async () => {
    demo = await startDemo();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 });
    page.setDefaultTimeout(5000);
    trouble = watchForTrouble(page, demo.url);
    await page.goto(demo.url);
    await page.getByText('Bot online').waitFor();
  }, patienceMs);
  afterEach(async () => {
    await page.close();
    expect(await demo.stop()).toBe(0);
    expect(trouble).toEqual({ foreignRequests: [], errors: [] });
  });

  const memberSide = (): Locator => page.getByRole('region', { name: 'A member’s direct messages' });
  const staffSide = (): Locator => page.getByRole('region', { name: 'The server, as staff sees it' });
  const openPost = (): Locator => staffSide().getByRole('log');
  const directMessages = (): Locator => memberSide().getByRole('log');
  const posts = (): Locator => staffSide().getByRole('navigation', { name: 'Posts' }).getByRole('button');

  async function write(side: Locator, text: string): Promise<void> {
    await side.getByRole('textbox').fill(text);
    await side.getByRole('textbox').press('Enter');
  }

  async function rewrite(log: Locator, before: string, after: string): Promise<void> {
    const message = log.locator('.message-own', { hasText: before });
    await message.hover();
    await message.getByRole('button', { name: 'Edit your message' }).click();
    await log.getByRole('textbox', { name: 'Rewrite the message' }).fill(after);
    await page.keyboard.press('Enter');
  }

  async function remove(log: Locator, text: string): Promise<void> {
    const message = log.locator('.message-own', { hasText: text });
    await message.hover();
    await message.getByRole('button', { name: 'Delete your message' }).click();
  }

  test('a DM on the left is a post on the right, the answer arrives on the left, /close closes', async () => {
    await write(memberSide(), 'Hi! I bought the season pass, but the **new maps** are still locked 😕');
    await openPost().getByText('are still locked').waitFor({ timeout: promisedMs });
    await posts().getByText('Unanswered').waitFor();
    await directMessages().getByText('Message sent to').waitFor();

    await write(staffSide(), 'Thanks for telling us! Could you send me the *order number*?');
    await directMessages().getByText('Could you send me').waitFor({ timeout: promisedMs });
    await posts().getByText('Awaiting Response').waitFor();

    await directMessages().getByText('Could you send me').hover();
    await directMessages()
      .getByRole('button', { name: /^Reply to/ })
      .last()
      .click();
    await write(memberSide(), 'It is `LG-20417`');
    await openPost().getByText('LG-20417').waitFor();
    await posts().getByText('User Responded').waitFor();
    await write(staffSide(), '// the entitlement job was stuck again');
    await write(staffSide(), 'Got it: your pass is active now. Have fun! 🎉');
    await directMessages().getByText('your pass is active').waitFor();
    expect(await directMessages().getByText('entitlement job').count()).toBe(0);

    await staffSide().getByRole('textbox').press('/');
    await staffSide().getByRole('option', { name: '/close' }).first().waitFor();
    await page.keyboard.type('close');
    await page.keyboard.press('Enter');
    await staffSide().getByRole('form', { name: '/close' }).waitFor();
    await page.keyboard.type('solved');
    await page.keyboard.press('Enter');
    await staffSide().getByText('This post is archived and locked').waitFor();
    await expect.poll(() => posts().first().locator('.tag').allInnerTexts()).toEqual(['🔴 Closed']);
    expect(await posts().count()).toBe(1);
  });

  test('a reply is a reply on the other side, too', async () => {
    await write(memberSide(), 'First');
    await openPost().getByText('First').waitFor();
    await write(memberSide(), 'Second');
    await openPost().getByText('Second').waitFor();
    await openPost().getByText('First').last().hover();
    await openPost()
      .locator('.message', { hasText: 'First' })
      .last()
      .getByRole('button', { name: /^Reply/ })
      .click();
    await staffSide().getByText('Replying to').waitFor();
    await write(staffSide(), 'About the first');
    await directMessages().getByText('About the first').waitFor();
    const reply = directMessages().locator('.message', { hasText: 'About the first' });
    expect(await reply.locator('.above-reply').innerText()).toContain('First');
  });

  test('what a member edits and deletes is edited and marked for the staff', async () => {
    await write(memberSide(), 'Wrong order number: 1');
    await write(memberSide(), 'Never mind');
    await openPost().getByText('Never mind').waitFor();
    await rewrite(directMessages(), 'Wrong order number', 'Right order number: 2');
    await openPost().getByText('Right order number: 2').waitFor();
    await openPost().getByText('· edited').waitFor();
    await directMessages().getByText('(edited)').waitFor();

    await remove(directMessages(), 'Never mind');
    await openPost().getByText('deleted by the user').waitFor();
    await expect.poll(() => directMessages().getByText('Never mind').count()).toBe(0);
  });

  test('what staff edit and delete is edited and deleted for the member', async () => {
    await write(memberSide(), 'Hello?');
    await openPost().getByText('Hello?').waitFor();
    await write(staffSide(), 'First answer');
    await write(staffSide(), 'Second answer');
    await directMessages().getByText('Second answer').waitFor();
    await rewrite(openPost(), 'First answer', 'Better answer');
    await directMessages().getByText('Better answer').waitFor();

    await remove(openPost(), 'Second answer');
    await expect.poll(() => directMessages().getByText('Second answer').count()).toBe(0);
    await expect.poll(() => openPost().getByText('Second answer').count()).toBe(0);
  });

  // Not a test of its own: run with SUPPORTMAIL_SCREENSHOT=.github/demo.png, it takes the picture in the README.
  if (screenshot !== undefined) {
    test('looks good', async () => {
      const beMember = (name: string): Promise<void> =>
        memberSide().getByRole('radio', { name }).check({ force: true });
      await beMember('Yuki');
      await write(memberSide(), 'Thank you, the refund has arrived!');
      await openPost().getByText('the refund has arrived').waitFor();
      await staffSide().getByRole('textbox').fill('/close');
      await staffSide().getByRole('option').waitFor();
      await page.keyboard.press('Enter');
      await staffSide().getByRole('form', { name: '/close' }).waitFor();
      await page.keyboard.press('Enter');
      await staffSide().getByText('This post is archived and locked').waitFor();
      await beMember('Mia');
      await write(memberSide(), 'Hi! I bought the season pass, but the **new maps** are still locked 😕');
      await posts().filter({ hasText: 'Mia' }).click();
      await openPost().getByText('are still locked').waitFor();
      await write(staffSide(), 'Thanks for telling us! Could you send me the *order number*?');
      await directMessages().locator('.message', { hasText: 'Could you send me' }).press('r');
      await write(memberSide(), 'It is `LG-20417`');
      await openPost().getByText('LG-20417').waitFor();
      await write(staffSide(), '// the entitlement job was stuck again');
      await write(staffSide(), 'Found it: your pass is active now. Have fun! 🎉');
      await beMember('Jonas');
      await write(memberSide(), 'Is there a way to change my user name? I made a typo.');
      await posts().filter({ hasText: 'Jonas' }).waitFor();
      await beMember('Mia');
      await directMessages().getByText('your pass is active').waitFor();
      await memberSide().getByRole('textbox').focus();
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.screenshot({ path: screenshot });
    });
  }
});
