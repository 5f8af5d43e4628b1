import { expect, test } from 'vitest';
import { describeDemo, promisedMs } from './demo-stage.ts';

const screenshot = process.env['SUPPORTMAIL_SCREENSHOT'];

describeDemo('the demo', (stage) => {
  test('a DM on the left is a post on the right, the answer arrives on the left, /close closes', async () => {
    await stage.write(stage.memberSide(), 'Hi! I bought the season pass, but the **new maps** are still locked 😕');
    await stage.openPost().getByText('are still locked').waitFor({ timeout: promisedMs });
    await stage.posts().getByText('Unanswered').waitFor();
    await stage.directMessages().getByText('Message sent to').waitFor();

    await stage.write(stage.staffSide(), 'Thanks for telling us! Could you send me the *order number*?');
    await stage.directMessages().getByText('Could you send me').waitFor({ timeout: promisedMs });
    await stage.posts().getByText('Awaiting Response').waitFor();

    await stage.directMessages().getByText('Could you send me').hover();
    await stage
      .directMessages()
      .getByRole('button', { name: /^Reply to/ })
      .last()
      .click();
    await stage.write(stage.memberSide(), 'It is `LG-20417`');
    await stage.openPost().getByText('LG-20417').waitFor();
    await stage.posts().getByText('User Responded').waitFor();
    await stage.write(stage.staffSide(), '// the entitlement job was stuck again');
    await stage.write(stage.staffSide(), 'Got it: your pass is active now. Have fun! 🎉');
    await stage.directMessages().getByText('your pass is active').waitFor();
    expect(await stage.directMessages().getByText('entitlement job').count()).toBe(0);

    await stage.command('close');
    await stage.page.keyboard.type('solved');
    await stage.page.keyboard.press('Enter');
    await stage.staffSide().getByText('This post is archived and locked').waitFor();
    await expect.poll(() => stage.posts().first().locator('.tag').allInnerTexts()).toEqual(['🔴 Closed']);
    expect(await stage.posts().count()).toBe(1);
  });

  test('a reply is a reply on the other side, too', async () => {
    await stage.write(stage.memberSide(), 'First');
    await stage.openPost().getByText('First').waitFor();
    await stage.write(stage.memberSide(), 'Second');
    await stage.openPost().getByText('Second').waitFor();
    await stage.openPost().getByText('First').last().hover();
    await stage
      .openPost()
      .locator('.message', { hasText: 'First' })
      .last()
      .getByRole('button', { name: /^Reply/ })
      .click();
    await stage.staffSide().getByText('Replying to').waitFor();
    await stage.write(stage.staffSide(), 'About the first');
    await stage.directMessages().getByText('About the first').waitFor();
    const reply = stage.directMessages().locator('.message', { hasText: 'About the first' });
    expect(await reply.locator('.above-reply').innerText()).toContain('First');
  });

  test('what a member edits and deletes is edited and marked for the staff', async () => {
    await stage.write(stage.memberSide(), 'Wrong order number: 1');
    await stage.write(stage.memberSide(), 'Never mind');
    await stage.openPost().getByText('Never mind').waitFor();
    await stage.rewrite(stage.directMessages(), 'Wrong order number', 'Right order number: 2');
    await stage.openPost().getByText('Right order number: 2').waitFor();
    await stage.openPost().getByText('· edited').waitFor();
    await stage.directMessages().getByText('(edited)').waitFor();

    await stage.remove(stage.directMessages(), 'Never mind');
    await stage.openPost().getByText('deleted by the user').waitFor();
    await expect.poll(() => stage.directMessages().getByText('Never mind').count()).toBe(0);
  });

  test('what staff edit and delete is edited and deleted for the member', async () => {
    await stage.write(stage.memberSide(), 'Hello?');
    await stage.openPost().getByText('Hello?').waitFor();
    await stage.write(stage.staffSide(), 'First answer');
    await stage.write(stage.staffSide(), 'Second answer');
    await stage.directMessages().getByText('Second answer').waitFor();
    await stage.rewrite(stage.openPost(), 'First answer', 'Better answer');
    await stage.directMessages().getByText('Better answer').waitFor();

    await stage.remove(stage.openPost(), 'Second answer');
    await expect.poll(() => stage.directMessages().getByText('Second answer').count()).toBe(0);
    await expect.poll(() => stage.openPost().getByText('Second answer').count()).toBe(0);
  });

  // Not a test of its own: run with SUPPORTMAIL_SCREENSHOT=.github/demo.png, it takes the picture in the README.
  if (screenshot !== undefined) {
    test('looks good', async () => {
      const beMember = (name: string): Promise<void> =>
        stage.memberSide().getByRole('radio', { name }).check({ force: true });
      await beMember('Yuki');
      await stage.write(stage.memberSide(), 'Thank you, the refund has arrived!');
      await stage.directMessages().getByRole('combobox').selectOption('Lantern Games');
      await stage.directMessages().getByRole('button', { name: 'Send', exact: true }).click();
      await stage.openPost().getByText('the refund has arrived').waitFor();
      await stage.command('close');
      await stage.page.keyboard.press('Enter');
      await stage.staffSide().getByText('This post is archived and locked').waitFor();
      await beMember('Mia');
      await stage.write(stage.memberSide(), 'Hi! I bought the season pass, but the **new maps** are still locked 😕');
      await stage.posts().filter({ hasText: 'Mia' }).click();
      await stage.openPost().getByText('are still locked').waitFor();
      await stage.write(stage.staffSide(), 'Thanks for telling us! Could you send me the *order number*?');
      await stage.directMessages().locator('.message', { hasText: 'Could you send me' }).press('r');
      await stage.write(stage.memberSide(), 'It is `LG-20417`');
      await stage.openPost().getByText('LG-20417').waitFor();
      await stage.write(stage.staffSide(), '// the entitlement job was stuck again');
      await stage.write(stage.staffSide(), 'Found it: your pass is active now. Have fun! 🎉');
      await beMember('Jonas');
      await stage.write(stage.memberSide(), 'Is there a way to change my user name? I made a typo.');
      await stage.posts().filter({ hasText: 'Jonas' }).waitFor();
      await beMember('Mia');
      await stage.directMessages().getByText('your pass is active').waitFor();
      await stage.memberSide().getByRole('textbox').focus();
      await stage.page.emulateMedia({ reducedMotion: 'reduce' });
      await stage.page.screenshot({ path: screenshot });
    });
  }
});
