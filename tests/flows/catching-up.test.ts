import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { createPerson } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import type { Exchange } from '../../src/sandbox/traffic.ts';
import { reactionsOn, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

const people = 50;

describe('what happened while the bot was down', () => {
  let stage: Stage;
  afterEach(() => stage.stop());

  function join(name: string, count: number): Person[] {
    return Array.from({ length: count }, (_, index) => {
      const person = createPerson(stage.sandbox, { username: `${name}${index}`, displayName: `${name} ${index}` });
      stage.world.server.addMember(person);
      return person;
    });
  }

  const postOf = (person: Person) => stage.posts().find(({ title }) => title.endsWith(`· ${person.user.displayName}`));
  /** What was relayed into a post, or into a DM, below the small first line. */
  const relayed = (messages: readonly Message[]): string[] =>
    messages.flatMap(({ content }) => (content.startsWith('-# ') ? [content.slice(content.indexOf('\n') + 1)] : []));

  test(
    'arrives on both sides, in order, each once, with its edits and deletions, at the pace that Discord allows',
    { timeout: 120_000 },
    async () => {
      stage = await setStage({ sandbox: { rateLimits: { newPosts: 100 } }, patienceMs: 90_000 });
      const bot = await stage.startBot();
      const users = join('User', people);
      for (const user of users) user.dm('Hello');
      await stage.until(() => users.every((user) => user.dmMessages().length === 2));
      const [robin] = stage.world.staff;
      const posts = users.map((user) => postOf(user)?.id ?? '');
      const greetings = posts.map((post) => robin.write(post, 'Welcome'));
      await stage.until(() => greetings.every((greeting) => reactionsOn(greeting).length === 1));
      await bot.stop();
      // What one bot has just used up of Discord's limit, the next one doesn't know.
      await sleep(1_000);

      const inPost = users.map(() => ['Hello']);
      const inDm = users.map(() => ['Welcome']);
      for (let round = 0; round < 10; round += 1) {
        for (const [index, user] of users.entries()) {
          user.dm(`Message ${round}`);
          inPost[index]?.push(`Message ${round}`);
        }
      }
      for (let round = 0; round < 2; round += 1) {
        for (const [index, post] of posts.entries()) {
          robin.write(post, `Answer ${round}`);
          inDm[index]?.push(`Answer ${round}`);
        }
      }
      // Ten edits in tickets with new messages beside, on both sides; ten deletions.
      for (const [index, user] of users.entries()) {
        const own = user.dmMessages().filter(({ authorId }) => authorId === user.id);
        const greeting = greetings[index];
        if (index < 10 && own[0] !== undefined) {
          user.edit(own[0], 'Good morning');
          inPost[index]?.splice(0, 1, 'Good morning');
        } else if (index < 20 && greeting !== undefined) {
          robin.edit(greeting, 'Welcome here');
          inDm[index]?.splice(0, 1, 'Welcome here');
        } else if (index < 30 && greeting !== undefined) {
          robin.delete(greeting);
          inDm[index]?.splice(0, 1);
        }
      }
      const strangers = join('Stranger', 10);
      for (const stranger of strangers) stranger.dm('Is anybody there?');

      stage.sandbox.traffic.clear();
      await stage.startBot();
      await stage.until(
        () => users.every((user, index) => relayed(postOf(user)?.messages ?? []).length === inPost[index]?.length),
        () => users.map((user) => relayed(postOf(user)?.messages ?? []).length),
      );
      await stage.until(() =>
        users.every((user) =>
          user
            .dmMessages()
            .every(
              (message) =>
                message.authorId !== user.id ||
                reactionsOn(message).length === 1 ||
                shown(message).startsWith('Hello') ||
                shown(message) === 'Good morning',
            ),
        ),
      );
      expect(users.map((user) => relayed(postOf(user)?.messages ?? []))).toEqual(inPost);
      expect(users.map((user) => relayed(user.dmMessages()))).toEqual(inDm);

      // Nobody tells of a first message; it is found with the next one.
      for (const stranger of strangers) stranger.dm('Hello?');
      await stage.until(() => strangers.every((stranger) => postOf(stranger)?.messages.length === 3));
      for (const stranger of strangers) {
        expect(relayed(postOf(stranger)?.messages ?? [])).toEqual(['Is anybody there?', 'Hello?']);
      }

      const { exchanges } = stage.sandbox.traffic;
      expect(exchanges.filter(({ status }) => status === 429)).toEqual([]);
      expect(busiestSeconds(exchanges, 8)).toBeGreaterThanOrEqual(0.8 * 50);
    },
  );

  test('an edit alone, without any new message, is found; so is a message of somebody whose ticket was closed', async () => {
    stage = await setStage({ tickets: ['grace: 0s'] });
    const bot = await stage.startBot();
    const [mia, jonas] = stage.world.members;
    const [robin] = stage.world.staff;
    mia.dm('Hello');
    jonas.dm('Hello');
    await stage.until(() => mia.dmMessages().length === 2 && jonas.dmMessages().length === 2);
    const answer = robin.write(postOf(mia)?.id ?? '', 'Yes');
    await stage.until(() => reactionsOn(answer).length === 1);
    await robin.command('close', {}, { channelId: postOf(jonas)?.id ?? '' });
    await stage.until(() => postOf(jonas)?.archived);
    await bot.stop();

    robin.edit(answer, 'No');
    jonas.dm('Me again');
    await stage.startBot();
    await stage.until(() => relayed(mia.dmMessages()).join() === 'No');
    await stage.until(() => stage.posts()[2]);
    await stage.until(() => relayed(stage.posts()[2]?.messages ?? []).join() === 'Me again');
  });
});

/** The requests per second of the busiest stretch of so many seconds; answers to interactions don't count. */
function busiestSeconds(exchanges: readonly Exchange[], seconds: number): number {
  const times = exchanges.filter(({ path }) => !path.startsWith('/interactions/')).map(({ at }) => at);
  const counts = times.map((from) => times.filter((at) => at >= from && at < from + seconds * 1000).length);
  return Math.max(...counts) / seconds;
}
