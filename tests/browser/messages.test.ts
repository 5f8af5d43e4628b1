import { expect, test } from 'vitest';
import { describePage } from './page-stage.ts';

describePage('messages on the page', (stage) => {
  test('messages can be reached and replied to by keyboard', async () => {
    const post = stage.openPost('Keys');
    await stage.staffSide().getByRole('log').getByText('First').waitFor();
    await stage.staffSide().getByRole('textbox').press('ArrowUp');
    await stage.page.keyboard.press('r');
    await stage.staffSide().getByText('Replying to').waitFor();
    await stage.page.keyboard.type('A reply');
    await stage.page.keyboard.press('Enter');
    await stage.staffSide().locator('.message', { hasText: 'A reply' }).waitFor();
    expect(stage.sandbox.world.messages.get(post)?.map(({ replyTo }) => replyTo?.messageId ?? null)).toEqual([
      null,
      post,
    ]);
  });

  test('Escape takes a reply back', async () => {
    stage.openPost('Keys');
    await stage.staffSide().getByRole('log').getByText('First').waitFor();
    await stage.staffSide().getByRole('textbox').press('ArrowUp');
    await stage.page.keyboard.press('r');
    await stage.page.keyboard.press('Escape');
    expect(await stage.staffSide().getByText('Replying to').count()).toBe(0);
  });

  test('a message that was deleted vanishes, and a reply to it says so', async () => {
    const [member] = stage.demo.members;
    const first = member.dm('Gone soon');
    member.dm('A reply to it', { replyTo: first });
    await stage.memberSide().locator('button.above-reply').waitFor();
    member.delete(first);
    await stage.memberSide().getByText('The message this replies to was deleted').waitFor();
    expect(await stage.memberSide().getByText('Gone soon').count()).toBe(0);
  });

  test('own messages are rewritten and deleted by keyboard', async () => {
    const post = stage.openPost('Keys');
    stage.demo.staff[0].write(post, 'Mine');
    stage.demo.staff[1].write(post, 'Theirs');
    await stage.staffSide().getByRole('log').getByText('Theirs').waitFor();
    await stage.staffSide().getByRole('textbox').press('ArrowUp');
    await stage.page.keyboard.press('e');
    await stage.page.keyboard.type(' now');
    await stage.page.keyboard.press('Enter');
    await stage.staffSide().getByRole('log').getByText('Mine now').waitFor();
    await stage.staffSide().getByText('(edited)').waitFor();
    await stage.page.keyboard.press('ArrowUp');
    await stage.page.keyboard.press('ArrowUp');
    await stage.page.keyboard.press('Delete');
    await expect
      .poll(() => stage.sandbox.world.messages.get(post)?.map(({ content }) => content))
      .toEqual(['First', 'Theirs']);
    await stage.page.keyboard.type('Still in the composer');
    expect(await stage.staffSide().getByRole('textbox').inputValue()).toBe('Still in the composer');
  });

  test('Escape leaves a message as it was, and so does saving nothing new', async () => {
    const message = stage.demo.members[0].dm('As it was');
    const field = stage.memberSide().getByRole('textbox', { name: 'Rewrite the message' });
    for (const key of ['Escape', 'Enter']) {
      await stage.memberSide().getByText('As it was').hover();
      await stage.memberSide().getByRole('button', { name: 'Edit your message' }).click();
      if (key === 'Escape') await field.fill('Something else');
      await field.press(key);
      await stage.memberSide().getByText('As it was').waitFor();
    }
    expect(message.editedAt).toBeNull();
  });

  test('only own messages can be edited and deleted', async () => {
    const post = stage.openPost('Theirs');
    stage.demo.staff[1].write(post, 'Not mine');
    const theirs = stage.staffSide().locator('.message', { hasText: 'Not mine' });
    await theirs.hover();
    const actions = theirs.locator('.message-actions').getByRole('button');
    const labels = await actions.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(labels).toEqual(['Reply to Sam', 'More for the message of Sam']);
  });

  test('what Discord refuses to save stays in the field', async () => {
    const post = stage.openPost('Old');
    await stage.staffSide().getByRole('log').getByText('First').waitFor();
    stage.demo.manager.changePost(post, { archived: true });
    await stage.staffSide().getByText('This post is archived').waitFor();
    await stage.staffSide().getByRole('log').locator('.message').press('e');
    await stage.page.keyboard.type(' and last');
    await stage.page.keyboard.press('Enter');
    await stage.staffSide().getByRole('alert').waitFor();
    expect(await stage.staffSide().getByRole('textbox', { name: 'Rewrite the message' }).inputValue()).toBe(
      'First and last',
    );
  });
});
