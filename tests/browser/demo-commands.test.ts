import { expect, test } from 'vitest';
import { describeDemo, type DemoStage } from './demo-stage.ts';

async function begin(stage: DemoStage): Promise<void> {
  await stage.write(stage.memberSide(), 'Hello?');
  await stage.openPost().getByText('Hello?').waitFor();
}

describeDemo('commands of the staff, by hand', (stage) => {
  const tag = (name: string): Promise<void> => stage.posts().first().locator('.tag', { hasText: name }).waitFor();

  test('/send: the member reads it, the post shows it under the sender’s name, and the strip counts it', async () => {
    await begin(stage);
    await stage.command('send');
    await stage.staffSide().getByRole('textbox', { name: 'message' }).fill('Have you tried turning it off?');
    await stage.page.keyboard.press('Enter');
    await stage.directMessages().getByText('Have you tried turning it off?').waitFor();
    await stage.openPost().getByText('Sent to the user.').waitFor();
    await stage
      .openPost()
      .locator('.message', { hasText: 'Have you tried turning it off?' })
      .getByText('Robin')
      .waitFor();
    await tag('Awaiting Response');
    await stage.page.getByText('0 doubled').waitFor();
  });

  test('Edit reply and Delete reply change what /send sent, on both sides', async () => {
    await begin(stage);
    await stage.command('send');
    await stage.staffSide().getByRole('textbox', { name: 'message' }).fill('Trun it off');
    await stage.page.keyboard.press('Enter');
    const shown = () =>
      stage
        .openPost()
        .locator('.message', { hasText: /it off/ })
        .first();
    await shown().press('m');
    await stage.page.getByRole('menuitem', { name: 'Edit reply' }).press('Enter');
    const form = stage.page.getByRole('dialog', { name: 'Edit the message to the user' });
    await form.getByRole('textbox').fill('Turn it off');
    await form.getByRole('button', { name: 'Submit' }).click();
    await stage.directMessages().getByText('Turn it off').waitFor();
    await stage.openPost().getByText('Turn it off').waitFor();
    await stage.page.getByText('0 doubled').waitFor();
    await shown().press('m');
    await stage.page.getByRole('menuitem', { name: 'Delete reply' }).press('Enter');
    await stage.directMessages().getByText('Turn it off').waitFor({ state: 'detached' });
    await stage.openPost().getByText('Turn it off').waitFor({ state: 'detached' });
    await stage.page.getByText('0 lost').waitFor();
  });

  test('/send outside of a ticket: the member reads it, and their answer opens a ticket that quotes it', async () => {
    await begin(stage);
    await stage.command('send');
    await stage.staffSide().getByRole('combobox', { name: /^user/ }).selectOption({ label: 'Jonas' });
    await stage.staffSide().getByRole('textbox', { name: 'message' }).fill('Is this your key?');
    await stage.page.keyboard.press('Enter');
    await stage.memberSide().getByRole('radio', { name: 'Jonas' }).check({ force: true });
    await stage.directMessages().getByText('Is this your key?').waitFor();
    await stage.directMessages().getByText('belongs to no ticket').waitFor();
    await stage.write(stage.memberSide(), 'Yes, it is');
    await stage.posts().filter({ hasText: 'Jonas' }).click();
    await stage.openPost().getByText('The user answers what').waitFor();
    await stage.openPost().getByText('Is this your key?').waitFor();
    await stage.openPost().getByText('Yes, it is').waitFor();
    await stage.page.getByText('0 doubled').waitFor();
  });

  test('/claim, /note and /ticket: the post shows who handles it, the next message pings them, and all of it is told', async () => {
    await begin(stage);
    await stage.command('claim');
    await stage.page.keyboard.press('Enter');
    await stage.openPost().getByText('handles this ticket').waitFor();
    await stage.command('note');
    await stage.staffSide().getByRole('textbox', { name: 'text' }).fill('A regular');
    await stage.page.keyboard.press('Enter');
    await stage.openPost().getByText('It stays here').waitFor();
    await stage.write(stage.memberSide(), 'Still there?');
    await stage.openPost().getByText('The user has written').waitFor();
    await stage.command('ticket info');
    await stage.page.keyboard.press('Enter');
    await stage.openPost().getByText('2 messages of the user, 0 of the staff, 1 note').waitFor();
    await stage.command('ticket search');
    await stage.staffSide().getByRole('textbox', { name: 'query' }).fill('regu');
    await stage.page.keyboard.press('Enter');
    await stage.openPost().getByText('What says “regu”').waitFor();
    await stage.write(stage.staffSide(), 'Yes');
    const name = stage.openPost().locator('.message-own', { hasText: 'Yes' }).locator('.person-menu');
    await stage.choose(name, 'Tickets of user');
    await stage.openPost().getByText('has no tickets under their own name.').waitFor();
    expect(await stage.directMessages().getByText('regular').count()).toBe(0);
    await stage.page.getByText('0 doubled').waitFor();
  });

  test('/snippet: a manager keeps a text by a form, staff send it by a proposed name, and the strip counts it', async () => {
    await begin(stage);
    const be = (name: string): Promise<void> => stage.staffSide().getByRole('radio', { name }).check({ force: true });
    const form = stage.page.getByRole('dialog');
    await be('Alex');
    await stage.command('config snippets add');
    await stage.staffSide().getByRole('textbox', { name: 'name' }).fill('welcome');
    await stage.page.keyboard.press('Enter');
    await form.getByRole('textbox').fill('Hello {user.nam}, how can we help?');
    await form.getByRole('button', { name: 'Submit' }).click();
    await stage.openPost().getByText('Did you mean {user.name}?').waitFor();
    await stage.openPost().getByRole('button', { name: 'Try again' }).click();
    await form.getByRole('textbox').fill('Hello {user.name}, how can we help?');
    await form.getByRole('button', { name: 'Submit' }).click();
    await stage.openPost().getByText('The snippet welcome was added.').waitFor();
    await be('Robin');
    for (const count of [1, 2]) {
      await stage.command('snippet');
      await stage.staffSide().getByRole('combobox', { name: /^name/ }).fill('wel');
      await stage.staffSide().getByRole('option', { name: 'welcome' }).click();
      await stage.page.keyboard.press('Enter');
      await stage
        .directMessages()
        .getByText('Hello Mia, how can we help?')
        .nth(count - 1)
        .waitFor();
    }
    await tag('Awaiting Response');
    await stage.page.getByText('0 doubled').waitFor();
  });

  test('/blacklist: the member is refused and reads why, a manager clears the list, and they are heard again', async () => {
    await begin(stage);
    await stage.command('blacklist add');
    await stage
      .staffSide()
      .getByRole('combobox', { name: /^target/ })
      .selectOption('Jonas');
    await stage
      .staffSide()
      .getByRole('textbox', { name: /^reason/ })
      .fill('Rude words');
    await stage
      .staffSide()
      .getByRole('textbox', { name: /^expires/ })
      .fill('7 days');
    await stage.page.keyboard.press('Enter');
    await stage.openPost().getByText('New tickets are refused; open ones go on.').waitFor();
    await stage.memberSide().getByRole('radio', { name: 'Jonas' }).check({ force: true });
    await stage.write(stage.memberSide(), 'And me?');
    await stage.directMessages().getByText('takes no new messages from you').waitFor();
    await stage.directMessages().getByText('Rude words').waitFor();
    await stage.page.getByText('0 lost').waitFor();
    await stage.staffSide().getByRole('radio', { name: 'Alex' }).check({ force: true });
    await stage.command('blacklist clear');
    await stage.page.keyboard.press('Enter');
    await stage.openPost().getByRole('button', { name: 'Remove all' }).click();
    await stage.openPost().getByText('1 entry was removed').waitFor();
    await stage.write(stage.memberSide(), 'Sorry');
    await stage.posts().nth(1).waitFor();
  });

  test('/close-request: the member is asked, keeps it open, is asked again, and agrees', async () => {
    await begin(stage);
    await stage.command('close-request create');
    await stage.page.keyboard.press('Enter');
    await tag('Close Requested');
    await stage.directMessages().getByRole('button', { name: 'Keep open' }).click();
    await stage.openPost().getByText('The user wants to keep this ticket open.').waitFor();
    await tag('Open');
    await stage.command('close-request create');
    await stage.page.keyboard.press('Enter');
    await stage.directMessages().getByRole('button', { name: 'Close' }).click();
    await stage.staffSide().getByText('This post is archived and locked').waitFor();
    await stage.directMessages().getByText('was closed').waitFor();
  });

  test('a member’s own: in their DM, in the language of their Discord, and from then on in the one they prefer', async () => {
    await stage.memberSide().getByRole('combobox', { name: 'Discord in' }).selectOption('Français');
    const use = async (name: string): Promise<void> => {
      await stage.memberSide().getByRole('textbox').fill(`/${name}`);
      await stage.memberSide().locator('.command-menu [role=option]').first().waitFor();
      await stage.page.keyboard.press('Enter');
    };
    await use('preferences language');
    await stage.memberSide().getByText('La langue dans laquelle le bot vous écrit').waitFor();
    await stage
      .memberSide()
      .getByRole('combobox', { name: /^language/ })
      .selectOption('Deutsch');
    await stage.page.keyboard.press('Enter');
    await stage.directMessages().getByText('Désormais, le bot vous écrit en Deutsch').waitFor();
    await begin(stage);
    await stage.directMessages().getByText('Die Antwort bekommst du hier').waitFor();
    await use('help');
    await stage.page.keyboard.press('Enter');
    await stage.directMessages().getByText('Votre conversation en cours').waitFor();
  });
});
