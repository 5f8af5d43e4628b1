import { expect, test } from 'vitest';
import { readDms, setStage } from '../support/stage.ts';

const newPosts = '/channels/{channel_id}/threads';
const members = '/guilds/{guild_id}/members/{user_id}';

test('a new post, or a question about a member, that Discord never answers does not hold up those of other tickets', async () => {
  const stage = await setStage({ patienceMs: 30_000 });
  await stage.startBot();
  const { faults, traffic } = stage.sandbox;
  const [mia, jonas, yuki] = stage.world.members;
  const isAboutMia = (body: unknown): boolean => JSON.stringify(body).includes('Mia');
  faults.add({
    method: 'POST',
    route: newPosts,
    matches: ({ body }) => isAboutMia(body),
    when: 'before',
    effect: 'hang',
  });
  faults.add({
    method: 'GET',
    route: members,
    matches: ({ path }) => path.endsWith(yuki.id),
    when: 'before',
    effect: 'hang',
  });

  mia.dm('Hello');
  await stage.until(() => traffic.count('POST', newPosts) === 1);
  yuki.dm('Hello');
  await stage.until(() => traffic.count('GET', members) === 2);
  jonas.dm('Hello');
  await stage.until(() => jonas.dmMessages().length === 2);
  expect([readDms(mia), readDms(yuki)]).toEqual([['Hello'], ['Hello']]);
  expect(stage.posts().map(({ title }) => title)).toEqual(['#2 · Jonas']);

  // After a quarter of a minute they are broken off, and tried again.
  await stage.until(() => mia.dmMessages().length === 2 && yuki.dmMessages().length === 2);
  expect(stage.posts()).toHaveLength(3);
  await stage.stop();
}, 40_000);
