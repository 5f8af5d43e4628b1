import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mountPage } from '../../src/sandbox/control.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { createDemoWorld, type DemoWorld } from '../../src/sandbox/scenario.ts';
import { chromiumPath, patienceMs, startBrowser, watchForTrouble, type Trouble } from '../support/browser.ts';

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

if (chromiumPath === null)
  process.stderr.write('Left out: tests/browser/page.test.ts, as there is no Chromium here.\n');

// The page over a sandbox without a bot: staff open posts by hand, and what the bot would say is left to demo.test.ts.
describe.skipIf(chromiumPath === null)('the page', () => {
  let browser: Browser;
  let sandbox: Sandbox;
  let demo: DemoWorld;
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
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(5000);
    trouble = watchForTrouble(page, sandbox.url);
    await page.goto(sandbox.url);
    await memberSide().getByRole('textbox').waitFor();
  }, patienceMs);
  afterEach(async () => {
    await page.close();
    closePage();
    await sandbox.stop();
    expect(trouble).toEqual({ foreignRequests: [], errors: [] });
  });

  const memberSide = (): Locator => page.getByRole('region', { name: 'A member’s direct messages' });
  const staffSide = (): Locator => page.getByRole('region', { name: 'The server, as staff sees it' });
  const openPost = (title: string): string => demo.staff[0].post(demo.forum.id, title, 'First').id;

  test('nothing in a message becomes markup, and only web addresses become links', async () => {
    const hostile = '<img src=x onerror="document.title=1"> [a](javascript:alert(1)) <script>alert(1)</script>';
    demo.members[0].dm(`${hostile} https://example.org/`);
    const message = memberSide().locator('.message');
    await message.waitFor();
    expect(await message.locator('.bubble').innerText()).toBe(`${hostile} https://example.org/`);
    expect(await message.locator('img, script').count()).toBe(0);
    const links = await message.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links).toEqual(['https://example.org/']);
    expect(await page.title()).toBe('SupportMail: try it out');
  });

  test('says what to do first, and lends words to whoever has none', async () => {
    await staffSide().getByText('No tickets yet').waitFor();
    await memberSide()
      .getByRole('button', { name: /can’t log in/ })
      .click();
    await page.keyboard.press('Enter');
    await memberSide().getByRole('log').getByText('can’t log in').waitFor();
    expect(await memberSide().getByRole('textbox').inputValue()).toBe('');
  });

  test('Shift+Enter begins a new line, Enter sends', async () => {
    await memberSide().getByRole('textbox').press('a');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('b');
    await page.keyboard.press('Enter');
    await memberSide().locator('.message').waitFor();
    expect(demo.members[0].dmMessages().map(({ content }) => content)).toEqual(['a\nb']);
  });

  test('messages written as fast as can be all arrive, in order', async () => {
    const texts = Array.from({ length: 20 }, (_, count) => `${count % 2 === 0 ? '//' : ''} Message ${count}`.trim());
    for (const text of texts) {
      await memberSide().getByRole('textbox').fill(text);
      await page.keyboard.press('Enter');
    }
    await expect.poll(() => demo.members[0].dmMessages().map(({ content }) => content)).toEqual(texts);
  });

  test('each member has a conversation of their own', async () => {
    demo.members[1].dm('From the second');
    await memberSide().getByRole('radio').first().focus();
    await page.keyboard.press('ArrowRight');
    await memberSide().getByText('From the second').waitFor();
    await page.keyboard.press('ArrowLeft');
    expect(await memberSide().getByText('From the second').count()).toBe(0);
  });

  test('messages can be reached and replied to by keyboard', async () => {
    const post = openPost('Keys');
    await staffSide().getByRole('log').getByText('First').waitFor();
    await staffSide().getByRole('textbox').press('ArrowUp');
    await page.keyboard.press('r');
    await staffSide().getByText('Replying to').waitFor();
    await page.keyboard.type('A reply');
    await page.keyboard.press('Enter');
    await staffSide().locator('.message', { hasText: 'A reply' }).waitFor();
    expect(sandbox.world.messages.get(post)?.map(({ replyTo }) => replyTo?.messageId ?? null)).toEqual([null, post]);
  });

  test('Escape takes a reply back', async () => {
    openPost('Keys');
    await staffSide().getByRole('log').getByText('First').waitFor();
    await staffSide().getByRole('textbox').press('ArrowUp');
    await page.keyboard.press('r');
    await page.keyboard.press('Escape');
    expect(await staffSide().getByText('Replying to').count()).toBe(0);
  });

  test('a message that was deleted vanishes, and a reply to it says so', async () => {
    const [member] = demo.members;
    const first = member.dm('Gone soon');
    member.dm('A reply to it', { replyTo: first });
    await memberSide().locator('button.above-reply').waitFor();
    member.delete(first);
    await memberSide().getByText('The message this replies to was deleted').waitFor();
    expect(await memberSide().getByText('Gone soon').count()).toBe(0);
  });

  const file = (name: string, mimeType = 'text/plain'): { name: string; mimeType: string; buffer: Buffer } => ({
    name,
    mimeType,
    buffer: mimeType === 'image/png' ? onePixel : Buffer.from('text'),
  });

  test('files are chosen, can be taken back, and are shown: pictures as such, others to be downloaded', async () => {
    const files = [file('screen.png', 'image/png'), file('log.txt'), file('page.html', 'text/html'), file('wrong.txt')];
    await memberSide().locator('input[type=file]').setInputFiles(files);
    await memberSide().getByRole('button', { name: 'Remove wrong.txt' }).click();
    await memberSide().getByRole('button', { name: 'Send' }).click();
    const picture = memberSide().getByRole('img', { name: 'screen.png' });
    await expect.poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth') as unknown)).toBe(1);
    const cards = memberSide().locator('.file-card');
    expect(await cards.evaluateAll((all) => all.map((one) => one.getAttribute('download')))).toEqual([
      'log.txt',
      'page.html',
    ]);
    expect(await memberSide().getByRole('list', { name: 'Files to send' }).count()).toBe(0);
  });

  test('a picture marked as a spoiler is covered until it is pressed', async () => {
    demo.members[0].dm('', { files: [{ name: 'ending.png', bytes: onePixel, isSpoiler: true }] });
    const cover = memberSide().getByRole('button', { name: 'Spoiler, press to show' });
    await cover.click();
    await memberSide().getByRole('img', { name: 'SPOILER_ending.png' }).waitFor();
    expect(await cover.count()).toBe(0);
  });

  test('files can be dropped on the composer, and dropped elsewhere they do nothing', async () => {
    const post = openPost('Drop');
    await staffSide().getByRole('log').getByText('First').waitFor();
    // As text: these tests are compiled without the browser's types.
    const dropped = await page.evaluateHandle(`
      const transfer = new DataTransfer();
      transfer.items.add(new File(['text'], 'dropped.txt', { type: 'text/plain' }));
      transfer;
    `);
    await staffSide().getByRole('log').dispatchEvent('drop', { dataTransfer: dropped });
    await staffSide().getByRole('textbox').dispatchEvent('drop', { dataTransfer: dropped });
    await staffSide().getByRole('button', { name: 'Remove dropped.txt' }).waitFor();
    await staffSide().getByRole('textbox').press('Enter');
    await staffSide().locator('.file-card', { hasText: 'dropped.txt' }).waitFor();
    expect(sandbox.world.messages.get(post)?.map(({ attachments }) => attachments.length)).toEqual([0, 1]);
  });

  test('more than ten files are refused, and those that were there stay', async () => {
    const input = memberSide().locator('input[type=file]');
    await input.setInputFiles(Array.from({ length: 10 }, (_, number) => file(`${number}.txt`)));
    await input.setInputFiles([file('eleventh.txt')]);
    await memberSide().getByText('A message takes 10 files at most.').waitFor();
    expect(await memberSide().locator('.file-chip').count()).toBe(10);
  });

  test('own messages are rewritten and deleted by keyboard', async () => {
    const post = openPost('Keys');
    demo.staff[0].write(post, 'Mine');
    demo.staff[1].write(post, 'Theirs');
    await staffSide().getByRole('log').getByText('Theirs').waitFor();
    await staffSide().getByRole('textbox').press('ArrowUp');
    await page.keyboard.press('e');
    await page.keyboard.type(' now');
    await page.keyboard.press('Enter');
    await staffSide().getByRole('log').getByText('Mine now').waitFor();
    await staffSide().getByText('(edited)').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Delete');
    await expect
      .poll(() => sandbox.world.messages.get(post)?.map(({ content }) => content))
      .toEqual(['First', 'Theirs']);
    await page.keyboard.type('Still in the composer');
    expect(await staffSide().getByRole('textbox').inputValue()).toBe('Still in the composer');
  });

  test('Escape leaves a message as it was, and so does saving nothing new', async () => {
    const message = demo.members[0].dm('As it was');
    const field = memberSide().getByRole('textbox', { name: 'Rewrite the message' });
    for (const key of ['Escape', 'Enter']) {
      await memberSide().getByText('As it was').hover();
      await memberSide().getByRole('button', { name: 'Edit your message' }).click();
      if (key === 'Escape') await field.fill('Something else');
      await field.press(key);
      await memberSide().getByText('As it was').waitFor();
    }
    expect(message.editedAt).toBeNull();
  });

  test('only own messages can be edited and deleted', async () => {
    const post = openPost('Theirs');
    demo.staff[1].write(post, 'Not mine');
    const theirs = staffSide().locator('.message', { hasText: 'Not mine' });
    await theirs.hover();
    expect(await theirs.getByRole('button').allInnerTexts()).toHaveLength(1);
  });

  test('what Discord refuses to save stays in the field', async () => {
    const post = openPost('Old');
    await staffSide().getByRole('log').getByText('First').waitFor();
    demo.manager.changePost(post, { archived: true });
    await staffSide().getByText('This post is archived').waitFor();
    await staffSide().getByRole('log').locator('.message').press('e');
    await page.keyboard.type(' and last');
    await page.keyboard.press('Enter');
    await staffSide().getByRole('alert').waitFor();
    expect(await staffSide().getByRole('textbox', { name: 'Rewrite the message' }).inputValue()).toBe('First and last');
  });

  test('an archived post says so, offers no commands, and can still be written in by a moderator', async () => {
    const post = openPost('Old');
    demo.manager.changePost(post, { archived: true });
    await staffSide().getByText('This post is archived').waitFor();
    await staffSide().getByRole('textbox').fill('/');
    await staffSide().getByText('Discord offers no slash commands in a closed post.').waitFor();
    await staffSide().getByRole('textbox').fill('Still there?');
    await page.keyboard.press('Enter');
    await staffSide().getByRole('log').getByText('Still there?').waitFor();
    await expect.poll(() => staffSide().getByText('This post is archived').count()).toBe(0);
  });

  test('what Discord refuses is told beside the composer', async () => {
    await memberSide().getByRole('textbox').fill('a'.repeat(4001));
    await page.keyboard.press('Enter');
    await memberSide().getByRole('alert').waitFor();
    expect(await memberSide().getByRole('textbox').inputValue()).toHaveLength(4001);
  });

  test('a narrow window shows one side at a time and counts what is new on the other', async () => {
    await page.setViewportSize({ width: 400, height: 780 });
    await page.getByRole('tab', { name: 'Staff' }).waitFor();
    expect(await staffSide().count()).toBe(0);
    demo.members[0].dm('Hello');
    openPost('From here');
    await page.getByRole('tab', { name: 'Staff' }).click();
    expect(await memberSide().count()).toBe(0);
    await staffSide()
      .getByRole('button', { name: /From here/ })
      .click();
    await staffSide().getByRole('log').waitFor();
    expect(await staffSide().getByRole('navigation').isVisible()).toBe(false);
    await staffSide().getByRole('button', { name: 'All posts' }).click();
    await staffSide().getByRole('navigation').waitFor();
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(400);
  });

  test('arrow keys move through the posts', async () => {
    openPost('One');
    openPost('Two');
    const posts = staffSide().getByRole('navigation', { name: 'Posts' }).getByRole('button');
    await posts.nth(1).waitFor();
    await posts.nth(0).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => posts.nth(1).getAttribute('aria-current')).toBe('true');
  });
});
