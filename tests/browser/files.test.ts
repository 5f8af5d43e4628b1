import { expect, test } from 'vitest';
import { onePixel } from './one-pixel.ts';
import { describePage } from './page-stage.ts';

const file = (name: string, mimeType = 'text/plain'): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType,
  buffer: mimeType === 'image/png' ? onePixel : Buffer.from('text'),
});

describePage('files on the page', (stage) => {
  test('files are chosen, can be taken back, and are shown: pictures as such, others to be downloaded', async () => {
    const files = [file('screen.png', 'image/png'), file('log.txt'), file('page.html', 'text/html'), file('wrong.txt')];
    await stage.memberSide().locator('input[type=file]').setInputFiles(files);
    await stage.memberSide().getByRole('button', { name: 'Remove wrong.txt' }).click();
    await stage.memberSide().getByRole('button', { name: 'Send' }).click();
    const picture = stage.memberSide().getByRole('img', { name: 'screen.png' });
    await expect.poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth') as unknown)).toBe(1);
    const cards = stage.memberSide().locator('.file-card');
    expect(await cards.evaluateAll((all) => all.map((one) => one.getAttribute('download')))).toEqual([
      'log.txt',
      'page.html',
    ]);
    expect(await stage.memberSide().getByRole('list', { name: 'Files to send' }).count()).toBe(0);
  });

  test('a picture marked as a spoiler is covered until it is pressed', async () => {
    stage.demo.members[0].dm('', { files: [{ name: 'ending.png', bytes: onePixel, isSpoiler: true }] });
    const cover = stage.memberSide().getByRole('button', { name: 'Spoiler, press to show' });
    await cover.click();
    await stage.memberSide().getByRole('img', { name: 'SPOILER_ending.png' }).waitFor();
    expect(await cover.count()).toBe(0);
  });

  test('files can be dropped on the composer, and dropped elsewhere they do nothing', async () => {
    const post = stage.openPost('Drop');
    await stage.staffSide().getByRole('log').getByText('First').waitFor();
    // As text: these tests are compiled without the browser's types.
    const dropped = await stage.page.evaluateHandle(`
      const transfer = new DataTransfer();
      transfer.items.add(new File(['text'], 'dropped.txt', { type: 'text/plain' }));
      transfer;
    `);
    await stage.staffSide().getByRole('log').dispatchEvent('drop', { dataTransfer: dropped });
    await stage.staffSide().getByRole('textbox').dispatchEvent('drop', { dataTransfer: dropped });
    await stage.staffSide().getByRole('button', { name: 'Remove dropped.txt' }).waitFor();
    await stage.staffSide().getByRole('textbox').press('Enter');
    await stage.staffSide().locator('.file-card', { hasText: 'dropped.txt' }).waitFor();
    expect(stage.sandbox.world.messages.get(post)?.map(({ attachments }) => attachments.length)).toEqual([0, 1]);
  });

  test('more than ten files are refused, and those that were there stay', async () => {
    const input = stage.memberSide().locator('input[type=file]');
    await input.setInputFiles(Array.from({ length: 10 }, (_, number) => file(`${number}.txt`)));
    await input.setInputFiles([file('eleventh.txt')]);
    await stage.memberSide().getByText('A message takes 10 files at most.').waitFor();
    expect(await stage.memberSide().locator('.file-chip').count()).toBe(10);
  });
});
