import { expect, test } from 'vitest';
import { describeDemo } from './demo-stage.ts';
import { onePixel } from './one-pixel.ts';

describeDemo('what is sent in the demo', (stage) => {
  test('of the files that a member chooses a picture reaches the staff, and what does not is named to the member', async () => {
    await stage
      .memberSide()
      .locator('input[type=file]')
      .setInputFiles([
        { name: 'screen.png', mimeType: 'image/png', buffer: onePixel },
        { name: 'crash.log', mimeType: 'text/plain', buffer: Buffer.from('It broke') },
      ]);
    await stage.write(stage.memberSide(), 'Here is what I see');
    await stage.openPost().getByText('Here is what I see').waitFor();
    const picture = stage.openPost().getByRole('img', { name: 'screen.png' });
    await expect.poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth') as unknown)).toBe(1);
    await stage.directMessages().getByText('only images, videos and audio can be sent here').waitFor();
    expect(await stage.openPost().getByText('crash.log').count()).toBe(0);
  });

  test('a file that staff drop reaches the member', async () => {
    await stage.write(stage.memberSide(), 'Hello?');
    await stage.openPost().getByText('Hello?').waitFor();
    // As text: these tests are compiled without the browser's types.
    const dropped = await stage.page.evaluateHandle(`
      const transfer = new DataTransfer();
      transfer.items.add(new File(['Do this'], 'steps.txt', { type: 'text/plain' }));
      transfer;
    `);
    await stage.staffSide().getByRole('textbox').dispatchEvent('drop', { dataTransfer: dropped });
    await stage.staffSide().getByRole('button', { name: 'Remove steps.txt' }).waitFor();
    await stage.staffSide().getByRole('textbox').press('Enter');
    await stage.directMessages().getByText('steps.txt').waitFor();
  });

  test('a text of 4,000 characters arrives in parts, whole and in order', async () => {
    const words = Array.from({ length: 700 }, (_, index) => `w${String(index).padStart(4, '0')}`);
    const text = words.join(' ').slice(0, 4000).trim();
    await stage.write(stage.memberSide(), text);
    await stage.openPost().getByText('Mia · 3/3').waitFor();
    const parts = await stage
      .openPost()
      .locator('.message', { hasText: /Mia · \d\/3/ })
      .locator('.bubble')
      .allInnerTexts();
    expect(parts).toHaveLength(3);
    expect(parts.flatMap((part) => part.match(/w\d+/g) ?? [])).toEqual(text.split(' '));
  });

  test('a forward, a sticker, a voice message and a poll are something to read on the other side', async () => {
    const more = stage.memberSide().getByRole('button', { name: 'Stickers and more' });
    await stage.write(stage.memberSide(), 'It says there is no ticket');
    await stage.openPost().getByText('there is no ticket').waitFor();
    await stage.directMessages().locator('.message-own').press('m');
    await stage.page.getByRole('menuitem', { name: 'Forward here' }).press('Enter');
    await stage.directMessages().locator('.forwarded').waitFor();
    await expect.poll(() => stage.openPost().getByText('there is no ticket').count()).toBe(2);
    await stage.choose(more, 'Sticker “Confetti”');
    await stage.openPost().getByText('Confetti').waitFor();
    await stage.choose(more, 'A voice message');
    await stage.openPost().getByText(/voice/i).first().waitFor();
    await stage.choose(more, 'A poll');
    await stage.openPost().getByText('Which map should be fixed first?').waitFor();
  });
});
