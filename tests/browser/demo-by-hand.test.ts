import { expect, test } from 'vitest';
import { describeDemo, type DemoStage } from './demo-stage.ts';

async function begin(stage: DemoStage): Promise<void> {
  await stage.write(stage.memberSide(), 'Hello?');
  await stage.openPost().getByText('Hello?').waitFor();
}

async function close(stage: DemoStage): Promise<void> {
  await stage.command('close');
  await stage.page.keyboard.press('Enter');
  await stage.staffSide().getByText('This post is archived and locked').waitFor();
}

describeDemo('what a visitor can put to the test', (stage) => {
  const tag = (name: string): Promise<void> => stage.posts().first().locator('.tag', { hasText: name }).waitFor();
  const postMenu = () => stage.staffSide().getByRole('button', { name: 'What to do with the post by hand' });

  test('direct messages are closed: ❌ and a notice; opened, Try again delivers', async () => {
    await begin(stage);
    await stage.memberSide().getByRole('switch', { name: 'takes direct messages' }).click();
    await stage.write(stage.staffSide(), 'Are you there?');
    await stage.openPost().locator('.message-own', { hasText: 'Are you there?' }).getByText('❌').waitFor();
    await stage.openPost().getByText('Not delivered').waitFor();
    await stage.memberSide().getByRole('switch', { name: 'takes direct messages' }).click();
    await stage.openPost().getByRole('button', { name: 'Try again' }).click();
    await stage.directMessages().getByText('Are you there?').waitFor();
    await stage.openPost().locator('.message-own', { hasText: 'Are you there?' }).getByText('✅').waitFor();
  });

  test('a note reaches the member after all, by the menu Send to user', async () => {
    await begin(stage);
    await stage.write(stage.staffSide(), '// the refund is on its way');
    const note = stage.openPost().locator('.message-own', { hasText: 'the refund' });
    await note.press('m');
    await stage.page.getByRole('menuitem', { name: 'Send to user' }).press('Enter');
    await stage.directMessages().getByText('the refund is on its way').waitFor();
    await note.getByText('✅').waitFor();
  });

  test('a closed ticket is opened again from another channel, with /reopen and its proposals', async () => {
    await begin(stage);
    await close(stage);
    await stage.staffSide().getByRole('button', { name: '# lounge' }).click();
    await stage.command('reopen');
    await stage.staffSide().getByRole('listbox', { name: 'Proposals' }).getByRole('option').first().waitFor();
    await stage.page.keyboard.press('ArrowDown');
    await stage.page.keyboard.press('Enter');
    await stage.page.keyboard.press('Enter');
    await tag('Open');
    await stage.directMessages().getByText('goes on').waitFor();
    await stage.posts().first().click();
    expect(await stage.staffSide().locator('.closed-line').count()).toBe(0);
  });

  test('a message after the closing asks first, and Reopen goes on in the same post', async () => {
    await begin(stage);
    await close(stage);
    await stage.write(stage.memberSide(), 'One more thing');
    await stage.directMessages().getByRole('button', { name: 'Reopen' }).click();
    await tag('Open');
    await stage.openPost().getByText('One more thing').waitFor();
    expect(await stage.posts().count()).toBe(1);
  });

  test('a post archived by hand wakes when the member writes; one deleted by hand is over', async () => {
    await begin(stage);
    await stage.choose(postMenu(), 'Archive');
    await stage.staffSide().getByText('This post is archived').waitFor();
    await stage.write(stage.memberSide(), 'Still there?');
    await stage.openPost().getByText('Still there?').waitFor();
    expect(await stage.staffSide().locator('.closed-line').count()).toBe(0);
    await stage.choose(postMenu(), 'Delete the post');
    await stage.page.getByRole('menuitem', { name: /^Really/ }).click();
    await expect.poll(() => stage.posts().count()).toBe(0);
  });

  test('a member who has left can’t be reached, and staff are told', async () => {
    await begin(stage);
    await stage.memberSide().getByRole('switch', { name: 'in the server' }).click();
    await stage.write(stage.staffSide(), 'Come back');
    await stage.openPost().locator('.message-own', { hasText: 'Come back' }).getByText('❌').waitFor();
    await stage.openPost().getByText('Not delivered').waitFor();
  });
});
