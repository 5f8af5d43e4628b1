import { test } from 'vitest';
import { png } from '../support/file-bytes.ts';
import { describeDemo } from './demo-stage.ts';

describeDemo('a member of two servers in the demo', (stage) => {
  test('chooses for which one their message is and what it is about, and fills in a form', async () => {
    await stage.memberSide().getByRole('radio', { name: 'Yuki' }).check({ force: true });
    await stage.write(stage.memberSide(), 'My boat is gone.');
    const question = stage.directMessages().locator('.message', { hasText: 'Choose the server' });
    await question.getByRole('combobox', { name: 'Which server?' }).selectOption('Paper Boats');
    await stage.directMessages().getByRole('combobox', { name: 'What is it about?' }).selectOption({ index: 2 });
    await stage.directMessages().getByText('Sending opens a short form.').waitFor();
    await stage.directMessages().getByRole('button', { name: 'Send', exact: true }).click();
    const form = stage.page.getByRole('dialog', { name: 'A boat that sank' });
    await form.getByLabel('Where did it sink?').fill('At the weir');
    await form.getByLabel('What was it made of?').selectOption('Newspaper');
    const map = { name: 'weir.png', mimeType: 'image/png', buffer: Buffer.from(png) };
    await form.getByLabel('A picture of it').setInputFiles(map);
    await form.getByRole('button', { name: 'Submit' }).click();
    await stage.directMessages().getByText('Message sent to Paper Boats').waitFor();
    await stage.directMessages().getByText('Do not jump in, Yuki!').waitFor();
    await stage.posts().filter({ hasText: 'Boats #1 · Yuki' }).click();
    await stage.openPost().getByText('At the weir').waitFor();
    await stage.openPost().getByText('My boat is gone.').waitFor();
    await stage.openPost().getByRole('img', { name: /weir/ }).waitFor();
    await stage.staffSide().getByText('A boat that sank').first().waitFor();
  });

  test('presses the button of a panel that a manager sent, and is led to the direct messages', async () => {
    const channels = stage.staffSide().getByRole('list', { name: 'Other channels' });
    await stage.write(stage.memberSide(), 'Hello');
    await stage.posts().first().waitFor();
    await stage.staffSide().getByRole('radio', { name: 'Alex' }).check({ force: true });
    await channels.getByRole('button', { name: '# contact' }).click();
    await stage.command('config panel');
    await stage.page.keyboard.press('Control+Enter');
    await stage.openPost().getByText('The panel stands here').waitFor();
    await stage.memberSide().getByRole('radio', { name: 'Jonas' }).check({ force: true });
    await stage
      .memberSide()
      .getByRole('navigation', { name: 'Where Jonas is' })
      .getByRole('button', { name: '# contact' })
      .click();
    await stage.directMessages().getByText('A lantern that does not glow').waitFor();
    await stage.directMessages().getByRole('button', { name: 'Write to the staff' }).click();
    await stage.directMessages().getByText('Write your message in your direct messages').waitFor();
    await stage.directMessages().getByRole('button', { name: 'discord.com/channels/@me' }).click();
    await stage.directMessages().getByText('Write your message to Lantern Games here.').waitFor();
    await stage.write(stage.memberSide(), 'It does not glow.');
    await stage.directMessages().getByRole('button', { name: 'Send', exact: true }).click();
    await stage.directMessages().getByText('Message sent to Lantern Games').waitFor();
    await stage.posts().filter({ hasText: 'Jonas' }).click();
    await stage.openPost().getByText('It does not glow.').waitFor();
  });
});
