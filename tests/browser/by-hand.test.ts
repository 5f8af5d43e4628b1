import { expect, test } from 'vitest';
import { describePage } from './page-stage.ts';

describePage('what is done by hand', (stage) => {
  test('an archived post says so, offers no commands, and can still be written in by a moderator', async () => {
    const post = stage.openPost('Old');
    stage.demo.manager.changePost(post, { archived: true });
    await stage.staffSide().getByText('This post is archived').waitFor();
    await stage.staffSide().getByRole('textbox').fill('/');
    await stage.staffSide().getByText('Discord offers no slash commands in a closed post.').waitFor();
    await stage.staffSide().getByRole('textbox').fill('Still there?');
    await stage.page.keyboard.press('Enter');
    await stage.staffSide().getByRole('log').getByText('Still there?').waitFor();
    await expect.poll(() => stage.staffSide().getByText('This post is archived').count()).toBe(0);
  });

  async function choose(...labels: string[]): Promise<void> {
    await stage.staffSide().getByRole('button', { name: 'What to do with the post by hand' }).press('Enter');
    for (const name of labels) await stage.page.getByRole('menuitem', { name }).press('Enter');
  }

  test('a post is archived and reopened, locked and unlocked', async () => {
    const post = stage.demo.staff[0].post(stage.demo.forum.id, 'Mine', 'First');
    const state = (): boolean[] => [post.archived, post.locked];
    await choose('Archive');
    await stage.staffSide().getByText('This post is archived: whoever writes in it wakes it.').waitFor();
    expect(state()).toEqual([true, false]);
    await choose('Reopen');
    await expect.poll(() => stage.staffSide().getByText('This post is archived').count()).toBe(0);
    await choose('Lock');
    await stage.staffSide().getByText('This post is locked: only moderators can write in it.').waitFor();
    await choose('Archive');
    await stage.staffSide().getByText('This post is archived and locked').waitFor();
    expect(state()).toEqual([true, true]);
    await choose('Unlock and reopen');
    await expect.poll(() => stage.staffSide().locator('.closed-line').count()).toBe(0);
    expect(state()).toEqual([false, false]);
  });

  test('a post is deleted when that was chosen twice', async () => {
    stage.openPost('Another');
    const post = stage.openPost('Delete me');
    await stage
      .staffSide()
      .getByRole('button', { name: /Delete me/ })
      .click();
    await choose('Delete the post');
    expect(stage.sandbox.world.channels.has(post)).toBe(true);
    await stage.page.getByRole('menuitem', { name: 'Really? Choose again to delete' }).press('Enter');
    await expect.poll(() => stage.staffSide().getByText('Delete me').count()).toBe(0);
    expect(stage.sandbox.world.channels.has(post)).toBe(false);
    expect(stage.demo.forum.threadIds.size).toBe(1);
  });

  test('a member closes their direct messages, and opens them again', async () => {
    const [mia] = stage.demo.members;
    const dms = stage.memberSide().getByRole('switch', { name: 'takes direct messages' });
    await dms.press('Space');
    await expect.poll(() => dms.getAttribute('aria-checked')).toBe('false');
    expect([mia.user.dmsOpen, stage.demo.members[1].user.dmsOpen]).toEqual([false, true]);
    await dms.press('Space');
    await expect.poll(() => mia.user.dmsOpen).toBe(true);
  });

  test('a member leaves the server, can’t write to the bot then, and comes back', async () => {
    const [mia] = stage.demo.members;
    const membership = stage.memberSide().getByRole('switch', { name: 'in the server' });
    await membership.press('Enter');
    await expect.poll(() => membership.getAttribute('aria-checked')).toBe('false');
    expect(stage.demo.server.guild.members.has(mia.id)).toBe(false);
    await stage.memberSide().getByRole('textbox').fill('/');
    await stage.memberSide().getByRole('textbox').fill('Hello?');
    await stage.page.keyboard.press('Enter');
    await stage.memberSide().getByRole('alert').getByText('shares no server with a bot').waitFor();
    await membership.press('Enter');
    await expect.poll(() => stage.demo.server.guild.members.has(mia.id)).toBe(true);
    await stage.memberSide().getByRole('textbox').press('Enter');
    await stage.memberSide().getByRole('log').getByText('Hello?').waitFor();
  });
});
