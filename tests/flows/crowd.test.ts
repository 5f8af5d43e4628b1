import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPerson } from '../../src/sandbox/scenario.ts';
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
