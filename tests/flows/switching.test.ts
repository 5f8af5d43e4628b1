import { afterEach, describe, expect, test } from 'vitest';
import { reactionsOn, readDms, setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('where nothing is forwarded by itself', () => {
  let stage: Stage;
  afterEach(() => stage.stop());

  test('only what begins with -r or a mention of the bot reaches the user, and the rest stays', async () => {
    stage = await setStage({ tickets: ['auto_forward: false'] });
    await stage.startBot();
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    const bot = stage.world.application.botUser.id;
    mia.dm('Hello');
    await stage.until(() => mia.dmMessages().length === 2);
    const post = stage.posts()[0]?.id ?? '';
    robin.write(post, 'Who knows her?');
    robin.write(post, '-r Hello Mia');
    robin.write(post, `<@${bot}> how can I help?`);
    robin.write(post, '-rotten, that is');
    const last = robin.write(post, '-r Still there?');
    await stage.until(() => reactionsOn(last).length === 1);
    expect(readDms(mia).slice(2)).toEqual([
      '-# Robin · Lantern Games\nHello Mia',
      '-# Robin · Lantern Games\nhow can I help?',
      '-# Robin · Lantern Games\nStill there?',
    ]);
  });
});
