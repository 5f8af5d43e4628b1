import { expect, test } from 'vitest';
import { describeDemo } from './demo-stage.ts';

/** Two words with capitals, such as "Copper Otter". */
const alias = /^#2 · ([A-Z][a-z]+ [A-Z][a-z]+)$/;

describeDemo('settings, by hand', (stage) => {
  test('/config set: a manager lets members be anonymous, and the next one who writes is a made-up name and picture to staff', async () => {
    await stage.write(stage.memberSide(), 'Hello?');
    await stage.openPost().getByText('Hello?').waitFor();
    await stage.staffSide().getByRole('radio', { name: 'Alex' }).check({ force: true });
    await stage.command('config set');
    const form = stage.staffSide().getByRole('form', { name: '/config set' });
    await form.getByRole('combobox', { name: /^key/ }).selectOption('anonymous_tickets');
    await form.getByRole('combobox', { name: /^value/ }).focus();
    await stage.staffSide().getByRole('option', { name: 'true' }).click();
    await stage.page.keyboard.press('Enter');
    await stage.openPost().getByText('anonymous_tickets is true from now on').waitFor();

    await stage.memberSide().getByRole('radio', { name: 'Jonas' }).check({ force: true });
    await stage.write(stage.memberSide(), 'Hello, can you help me?');
    await stage.directMessages().getByText('Shall your message be sent to Lantern Games?').waitFor();
    const buttons = stage.directMessages().getByRole('button', { name: /^(Send|Cancel)/ });
    expect(await buttons.allInnerTexts()).toEqual(['Send', 'Send anonymously', 'Cancel']);
    await buttons.filter({ hasText: 'Send anonymously' }).click();
    await stage.directMessages().getByText('Message sent to Lantern Games').waitFor();

    await stage.posts().first().click();
    await stage.openPost().getByText('Hello, can you help me?').waitFor();
    const title = await stage.staffSide().getByRole('heading', { name: /^#2/ }).innerText();
    const [, name = ''] = alias.exec(title) ?? [];
    expect(name).not.toBe('');
    await stage.openPost().locator('.message', { hasText: 'can you help me' }).getByText(name).waitFor();
    const picture = "document.querySelector('.embed-thumbnail')?.naturalWidth ?? 0";
    await expect.poll(() => stage.page.evaluate<number>(picture)).toBeGreaterThan(0);
    expect(await stage.openPost().getByText('Jonas').count()).toBe(0);

    await stage.write(stage.staffSide(), 'Of course');
    await stage.directMessages().getByText('Of course').waitFor();
    await stage.page.getByText('0 lost').waitFor();
    await stage.page.getByText('0 doubled').waitFor();
  });
});
