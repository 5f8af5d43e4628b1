import { test } from 'vitest';
import { describeDemo } from './demo-stage.ts';

describeDemo('feedback, by hand', (stage) => {
  const tag = (name: string): Promise<void> => stage.posts().first().locator('.tag', { hasText: name }).waitFor();

  test('a closed ticket is rated: the form opens, staff read it in their channel, the post bears the stars', async () => {
    await stage.write(stage.memberSide(), 'Hello?');
    await stage.openPost().getByText('Hello?').waitFor();
    await stage.command('close');
    await stage.page.keyboard.press('Enter');
    await stage.directMessages().getByText('How was it?').waitFor();
    await tag('Closed');

    await stage.directMessages().getByRole('button', { name: '4', exact: true }).click();
    const form = stage.page.getByRole('dialog', { name: 'Your feedback' });
    await form.getByText('Only the staff of this server read this.').waitFor();
    await tag('4 stars');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await stage.directMessages().getByText('Your rating: ★★★★☆').waitFor();

    await stage.directMessages().getByRole('button', { name: '5', exact: true }).click();
    await form.getByRole('textbox').fill('Nothing at all');
    await form.getByRole('combobox').selectOption('A purchase');
    await form.getByRole('button', { name: 'Submit' }).click();
    await stage.directMessages().getByText('Thank you for your feedback!').waitFor();
    await tag('5 stars');

    await stage.staffSide().getByRole('button', { name: '# feedback' }).click();
    await stage.openPost().getByText('★★★★★').waitFor();
    await stage.openPost().getByText('Nothing at all').waitFor();
    await stage.openPost().getByText('A purchase').waitFor();
    await stage.page.getByText('0 lost').waitFor();
  });
});
