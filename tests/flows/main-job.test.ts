import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('a direct message becomes a ticket', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
    await stage.startBot();
  });
  afterEach(() => stage.stop());

  test('the user reads "message sent", staff read the message in a post with the user\'s facts and tags', async () => {
    const [mia] = stage.world.members;
    mia.dm('My parcel never came.');
    const post = await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2));
    await stage.until(() => mia.dmMessages().length === 2);

    expect(post.title).toBe('#1 · Mia');
    expect(post.tags).toEqual(['Open', 'Unanswered']);
    expect(post.messages.slice(1).map(shown)).toEqual(['-# Mia\nMy parcel never came.']);
    expect(readDms(mia)).toEqual([
      'My parcel never came.',
      '✉️ Message sent to **Lantern Games**. You will get the answer here.',
    ]);
    expect(JSON.stringify(post.messages[0]?.embeds)).toContain(mia.id);
  });

  test('both sides talk: each message arrives, is confirmed, and the tags follow', async () => {
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    mia.dm('My parcel never came.');
    const { id } = await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2));
    const answer = robin.write(id, 'I am looking into it.');
    await stage.until(() => reactionsOn(answer).includes('✅'));
    expect(readDms(mia).at(-1)).toBe('-# Robin · Lantern Games\nI am looking into it.');
    await stage.until(() => stage.posts()[0]?.tags.includes('Awaiting Response'));

    const thanks = mia.dm('Thank you!');
    await stage.until(() => reactionsOn(thanks).includes('✅'));
    await stage.until(() => stage.posts()[0]?.tags.includes('User Responded'));
    expect(stage.posts()[0]?.messages.slice(1).map(shown)).toEqual([
      '-# Mia\nMy parcel never came.',
      'I am looking into it.',
      '-# Mia\nThank you!',
    ]);
  });

  test('/close tags, locks and archives the post, and shows who closed it', async () => {
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    mia.dm('My parcel never came.');
    const { id } = await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2));
    const answer = await robin.command('close', {}, { channelId: id });
    expect(answer.type === 'message' && !answer.ephemeral && shown(answer.message)).toBe(
      `🔒 Closed by <@${robin.id}>.`,
    );
    const post = await stage.until(() => stage.posts().find(({ archived }) => archived));
    expect(post).toMatchObject({ locked: true, tags: ['Closed'] });
    expect(readDms(mia)).toHaveLength(2);
  });
});
