import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeDemo } from './demo-stage.ts';

/** After a longer trouble the next try of something can be half a minute away. */
const recoveryMs = 60_000;
const testMs = 150_000;

describeDemo('the promise, put to the test', (stage) => {
  const button = (name: string): Locator => stage.page.getByRole('button', { name, exact: true });
  const toggle = (name: string): Locator => stage.page.getByRole('switch', { name, exact: true });
  const counts = (): Locator => stage.page.getByRole('list', { name: 'What became of the messages' });

  /** Waits until the strip says exactly this. */
  async function expectCounts(expected: Record<string, number>): Promise<void> {
    const read = async (): Promise<Record<string, number>> => {
      const lines = await counts().getByRole('listitem').allInnerTexts();
      return Object.fromEntries(lines.map((line) => line.split(/\s+/)).map(([count, label]) => [label, Number(count)]));
    };
    await expect.poll(read, { timeout: recoveryMs }).toEqual({ lost: 0, doubled: 0, ...expected });
  }

  async function begin(): Promise<void> {
    await stage.write(stage.memberSide(), 'Mia, 1');
    await stage.openPost().getByText('Mia, 1').waitFor();
    await stage.write(stage.staffSide(), 'Robin, 1');
  }

  async function bothWrite(number: number): Promise<void> {
    await stage.write(stage.memberSide(), `Mia, ${number}`);
    await stage.write(stage.staffSide(), `Robin, ${number}`);
  }

  /** It may be down at the moment; and that it was, a busy browser may never get to show. */
  async function killBot(times: number): Promise<void> {
    const isDone = async (): Promise<boolean> => (await button('Kill the bot').innerText()).includes(`${times}×`);
    for (let tries = 0; tries < 10; tries += 1) {
      await stage.page.getByText('Bot online').waitFor({ timeout: recoveryMs });
      await button('Kill the bot').press('Enter');
      for (let looks = 0; looks < 50; looks += 1) {
        if (await isDone()) return;
        await stage.page.waitForTimeout(100);
      }
    }
    throw new Error(`The bot was not killed for the ${times}th time.`);
  }

  test('ten messages from each side, and the bot killed five times', { timeout: testMs }, async () => {
    await begin();
    for (let number = 2; number <= 10; number += 1) {
      await bothWrite(number);
      // It has just come back, and is looking for what it missed.
      if (number % 2 === 0) await killBot(number / 2);
    }
    await expectCounts({ written: 20, delivered: 20, waiting: 0 });
  });

  test('Discord fails, loses answers, and drops the connection', { timeout: testMs }, async () => {
    await begin();
    await expectCounts({ written: 2, delivered: 2, waiting: 0 });

    await toggle('Discord fails').press('Space');
    await bothWrite(2);
    await expectCounts({ written: 4, delivered: 2, waiting: 2 });
    expect(await toggle('Discord fails').getAttribute('aria-checked')).toBe('true');
    await toggle('Discord fails').press('Space');
    await expectCounts({ written: 4, delivered: 4, waiting: 0 });

    await toggle('Lost answers').click();
    await bothWrite(3);
    await bothWrite(4);
    await expectCounts({ written: 8, delivered: 8, waiting: 0 });
    await toggle('Lost answers').click();

    await button('Cut its connection').click();
    await bothWrite(5);
    await button('Cut and forget').click();
    await bothWrite(6);
    await expectCounts({ written: 12, delivered: 12, waiting: 0 });
    await stage.openPost().locator('.message-own', { hasText: 'Robin, 6' }).getByText('✅').waitFor();
  });

  test('what can’t be delivered is returned; who takes no messages can be seen from another member’s side', async () => {
    await begin();
    await stage.memberSide().getByRole('switch', { name: 'takes direct messages' }).click();
    await stage.write(stage.staffSide(), 'Are you there?');
    await expectCounts({ written: 3, delivered: 2, waiting: 0, returned: 1 });
    await stage.memberSide().getByRole('radio', { name: 'Jonas' }).check({ force: true });
    await stage.memberSide().getByRole('radio', { name: 'Mia: takes no direct messages' }).check({ force: true });
    await stage.memberSide().getByRole('switch', { name: 'takes direct messages' }).click();
    await stage.openPost().getByRole('button', { name: 'Try again' }).click();
    await expectCounts({ written: 3, delivered: 3, waiting: 0 });
  });

  test('in a narrow window what is on can be seen, ended, and how it is counted read, by keyboard', async () => {
    await stage.page.setViewportSize({ width: 390, height: 800 });
    const summary = stage.page.getByText('Try to break it');
    await summary.press('Enter');
    await toggle('Lost answers').press('Space');
    await summary.press('Enter');
    await toggle('Lost answers').waitFor({ state: 'hidden' });
    await stage.page.getByText('on: Lost answers').waitFor();
    const explanation = stage.page.getByRole('dialog', { name: 'How this is counted' });
    await button('How this is counted').press('Enter');
    await explanation.waitFor();
    await stage.page.keyboard.press('Escape');
    await explanation.waitFor({ state: 'hidden' });
    await summary.press('Enter');
    await toggle('Lost answers').press('Space');
    await stage.page.getByText('on: Lost answers').waitFor({ state: 'hidden' });
    const sideways = await stage.page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
    expect(sideways).toBe(false);
  });
});
