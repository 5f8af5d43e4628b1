import { expect, test } from 'vitest';
import { createPerson, posts } from '../../src/sandbox/scenario.ts';
import { identify, supportIntents } from '../support/probe.ts';
import { setStage } from './stage.ts';

test('two hundred people write at once and each of them is heard once', async () => {
  await using stage = await setStage();
  const gateway = await identify(stage.sandbox, stage.token, supportIntents);
  const people = Array.from({ length: 200 }, (_, index) => createPerson(stage.sandbox, { username: `user${index}` }));
  for (const person of people) {
    stage.server.addMember(person);
    person.dm(`I am ${person.user.username}`);
  }
  await gateway.until((packet) => packet.d?.['content'] === 'I am user199');
  const texts = gateway.packets.filter((one) => one.t === 'MESSAGE_CREATE').map((one) => one.d['content']);
  expect(texts).toEqual(people.map((person) => `I am ${person.user.username}`));
});

test('a thousand posts are listed, found and told of at login', async () => {
  await using stage = await setStage();
  stage.sandbox.world.settings.activeThreadCap = 2000;
  for (let batch = 0; batch < 50; batch += 1) {
    await Promise.all(Array.from({ length: 20 }, (_, index) => stage.openPost(`post ${batch * 20 + index}`)));
  }
  expect(posts(stage.sandbox, stage.forum.id)).toHaveLength(1000);
  const gateway = await identify(stage.sandbox, stage.token, supportIntents);
  expect((await gateway.event('GUILD_CREATE')).d['threads']).toHaveLength(1000);
  const active = await stage.call('GET', `/guilds/${stage.server.id}/threads/active`);
  expect(active.body['threads']).toHaveLength(1000);
});
