import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPerson, pingedBy } from '../../src/sandbox/scenario.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('many at once', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage({ patienceMs: 30_000 });
    await stage.startBot();
  });
  afterEach(() => stage.stop());

  test('ten first messages of one new user: one ticket, ten messages, in order', async () => {
    const [mia] = stage.world.members;
    const texts = Array.from({ length: 10 }, (_, index) => `Message ${index + 1}`);
    for (const text of texts) mia.dm(text);
    await stage.until(() => stage.posts()[0]?.messages.length === 11);
    await stage.until(() => mia.dmMessages().filter(({ reactions }) => reactions.length === 1).length === 9);
    expect(stage.posts()).toHaveLength(1);
    expect(stage.posts()[0]?.messages.slice(1).map(shown)).toEqual(texts.map((text) => `-# Mia\n${text}`));
    expect(readDms(mia).filter((text) => text.startsWith('✉️'))).toHaveLength(1);
  });

  test('two hundred users: two hundred tickets, nothing lost, nothing doubled', { timeout: 60_000 }, async () => {
    const users = Array.from({ length: 200 }, (_, index) => {
      const person = createPerson(stage.sandbox, { username: `user${index}`, displayName: `User ${index}` });
      stage.world.server.addMember(person);
      return person;
    });
    for (const user of users) user.dm(`I am ${user.user.username}`);
    await stage.until(() => users.every((user) => user.dmMessages().length === 2));
    const seen = stage.posts().map(({ messages }) => messages.slice(1).map(shown));
    expect(seen.toSorted()).toEqual(users.map((_, index) => [`-# User ${index}\nI am user${index}`]).toSorted());
    expect(new Set(stage.posts().map(({ title }) => title)).size).toBe(200);
  });
});

describe('a flood of two hundred new users', () => {
  let stage: Stage;
  afterEach(() => stage.stop());

  test(
    'staff see one notice and are pinged for ten, the rest confirm, nothing is lost, requests stay bounded',
    { timeout: 90_000 },
    async () => {
      stage = await setStage({
        patienceMs: 60_000,
        tickets: ({ supportRole }) => [`ping: [{ role: ${supportRole.id} }]`, 'flood: { within: 1h }'],
      });
      await stage.startBot();
      const { sandbox, world } = stage;
      const users = Array.from({ length: 200 }, (_, index) => {
        const person = createPerson(sandbox, { username: `user${index}`, displayName: `User ${index}` });
        world.server.addMember(person);
        return person;
      });
      sandbox.traffic.clear();
      for (const user of users) user.dm(`I am ${user.user.username}`);
      await stage.until(() => users.every((user) => user.dmMessages().length === 2));
      expect(stage.posts()).toHaveLength(10);
      const asked = users.filter((user) => readDms(user)[1]?.includes('be sent to'));
      expect(asked).toHaveLength(190);
      const notices = (): number =>
        stage
          .posts()
          .flatMap(({ messages }) => messages.map(shown))
          .filter((text) => text.startsWith('🌊')).length;
      await stage.until(() => notices() === 1);
      // Each is looked up and asked: two requests; of ten, a post, the message and what the tags follow with.
      const posted = sandbox.traffic.count('POST', '/channels/{channel_id}/messages');
      expect(posted).toBe(190 + 2 * 10 + 1);
      expect(sandbox.traffic.count('GET', '/guilds/{guild_id}/members/{user_id}')).toBe(200);
      for (const user of asked) {
        const question = user.dmMessages()[1];
        if (question !== undefined) await user.press(question, 'Send');
      }
      await stage.until(() => asked.every((user) => readDms(user)[1]?.startsWith('✉️')));
      const seen = stage.posts().map(({ messages }) => messages.map(shown).filter((text) => text.startsWith('-# ')));
      expect(seen.toSorted()).toEqual(users.map((_, index) => [`-# User ${index}\nI am user${index}`]).toSorted());
      expect(
        stage.posts().filter(({ messages }) => messages[0] !== undefined && pingedBy(messages[0]).length > 0),
      ).toHaveLength(10);
      expect(notices()).toBe(1);
    },
  );
});
