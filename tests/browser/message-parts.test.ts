import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { describePage } from './page-stage.ts';

describePage('what a message can have besides text', (stage) => {
  const log = (): Locator => stage.memberSide().getByRole('log');

  async function send(name: string): Promise<void> {
    await stage.memberSide().getByRole('button', { name: 'Stickers and more' }).press('Enter');
    await stage.page.getByRole('menuitem', { name }).press('Enter');
  }

  test('stickers: as a picture, or by their name', async () => {
    await send('Sticker “Star”');
    const picture = log().getByRole('img', { name: 'Sticker “Star”' });
    await expect.poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth') as unknown)).toBe(128);
    await send('Sticker “Confetti”');
    await log().getByText('Sticker “Confetti”').waitFor();
    const names = stage.demo.members[0].dmMessages().map(({ stickers }) => stickers.map(({ name }) => name));
    expect(names).toEqual([['Star'], ['Confetti']]);
  });

  test('a voice message, which can be played', async () => {
    await send('A voice message');
    await log().getByText('Voice message').waitFor();
    const sound = log().locator('audio');
    await expect.poll(() => sound.evaluate((audio) => Reflect.get(audio, 'duration') as unknown)).toBeCloseTo(2.4, 1);
    const [message] = stage.demo.members[0].dmMessages();
    expect(message?.attachments.map(({ contentType, voice }) => [contentType, voice?.seconds])).toEqual([
      ['audio/ogg', 2.4],
    ]);
  });

  test('a poll', async () => {
    await send('A poll');
    await log().getByText('Which map should be fixed first?').waitFor();
    expect(await log().locator('.poll li').allInnerTexts()).toEqual(['Harbour', 'Old Mill', 'Both at once']);
  });

  test('a forward shows the message, which its sender can’t rewrite', async () => {
    const [mia] = stage.demo.members;
    mia.dm('Look **here**', { files: [{ name: 'log.txt', bytes: Buffer.from('text'), contentType: 'text/plain' }] });
    await log().locator('.message').press('m');
    await stage.page.getByRole('menuitem', { name: 'Forward here' }).press('Enter');
    const forwarded = log().locator('.forwarded');
    await forwarded.waitFor();
    expect(await forwarded.innerText()).toMatch(/Forwarded\s+Look here\s+log.txt/);
    await stage.memberSide().getByRole('textbox').press('ArrowUp');
    await stage.page.keyboard.press('e');
    expect(await stage.memberSide().getByRole('textbox', { name: 'Rewrite the message' }).count()).toBe(0);
  });

  test('sound and moving pictures are shown with their controls, other files to be downloaded', async () => {
    const file = (name: string, contentType: string) => ({ name, contentType, bytes: Buffer.from('x') });
    const files = [file('a.mp3', 'audio/mpeg'), file('b.mp4', 'video/mp4'), file('c.svg', 'image/svg+xml')];
    stage.demo.members[0].dm('', { files });
    await log().locator('audio').waitFor();
    await log().locator('video').waitFor();
    const downloads = await log()
      .locator('a[download]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('download')));
    expect(downloads).toEqual(['a.mp3', 'c.svg']);
  });
});
