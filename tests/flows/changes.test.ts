import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unfurl } from '../../src/sandbox/scenario.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('what people change afterwards', () => {
  let stage: Stage;
  let post: string;
  beforeEach(async () => {
    stage = await setStage();
    await stage.startBot();
    const [mia] = stage.world.members;
    mia.dm('Hello');
    await stage.until(() => mia.dmMessages().length === 2);
    post = stage.posts()[0]?.id ?? '';
  });
  afterEach(() => stage.stop());

  const inPost = (): string[] => (stage.posts()[0]?.messages ?? []).map(shown);

  test('follows, in the DM and in the post, and pings nobody', async () => {
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    const question = mia.dm('Where is it?');
    const answer = robin.write(post, 'On its way');
    await stage.until(() => reactionsOn(answer).length === 1 && reactionsOn(question).length === 1);

    mia.edit(question, `Where is my parcel, <@${robin.id}>?`);
    await stage.until(() => inPost().includes(`-# Mia · edited\nWhere is my parcel, <@${robin.id}>?`));
    robin.edit(answer, 'Arrives on Friday');
    await stage.until(() => readDms(mia).includes('-# Robin · Lantern Games\nArrives on Friday'));

    robin.delete(answer);
    await stage.until(() => !readDms(mia).some((text) => text.includes('Friday')));
    mia.delete(question);
    await stage.until(() => inPost().includes(`-# Mia · deleted by the user\nWhere is my parcel, <@${robin.id}>?`));
    expect(
      stage
        .posts()[0]
        ?.messages.slice(1)
        .flatMap(({ pinged }) => [...pinged]),
    ).toEqual([]);
  });

  test('by a process that never saw the message follows, too', async () => {
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    const answer = robin.write(post, 'On its way');
    await stage.until(() => reactionsOn(answer).length === 1);
    await stage.restartBot();
    robin.edit(answer, 'Arrives on Friday');
    await stage.until(() => readDms(mia).includes('-# Robin · Lantern Games\nArrives on Friday'));
  });

  test('by Discord alone, such as a preview of a link, is no edit', async () => {
    const [mia] = stage.world.members;
    const link = mia.dm('See https://example.com');
    await stage.until(() => reactionsOn(link).length === 1);
    stage.sandbox.traffic.clear();
    unfurl(stage.sandbox, link, { type: 'link', url: 'https://example.com', title: 'Example' });
    const next = mia.dm('Got it?');
    await stage.until(() => reactionsOn(next).length === 1);
    expect(stage.sandbox.traffic.exchanges.filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  test('by a moderator who deletes several of staff’s messages takes all of them back', async () => {
    const [mia] = stage.world.members;
    const { staff, manager } = stage.world;
    const first = staff[0].write(post, 'One');
    const second = staff[0].write(post, 'Two');
    await stage.until(() => reactionsOn(first).length === 1 && reactionsOn(second).length === 1);
    manager.deleteMany([first, second]);
    await stage.until(() => readDms(mia).length === 2);
  });
});
