import { expect, test } from 'vitest';
import { createBuckets } from '../../src/discord/buckets.ts';
import type { Buckets, RequestOptions, Turn } from '../../src/discord/buckets.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';

const forum = '100000000000000001';
const server = '100000000000000002';
const one = '100000000000000003';
const other = '100000000000000004';

interface Discord {
  readonly clock: FakeClock;
  readonly buckets: Buckets;
  /** What was asked of which of discord.js' queues, in order. */
  readonly asked: string[];
}

function setUp(): Discord {
  const clock = createFakeClock();
  const asked: string[] = [];
  let lanes = 0;
  const newRest = () => {
    lanes += 1;
    const lane = lanes;
    // Nothing is ever answered: a test ends a turn itself.
    return { request: ({ fullRoute }: RequestOptions) => new Promise(() => asked.push(`${lane} ${fullRoute}`)) };
  };
  return { clock, buckets: createBuckets(newRest, clock), asked };
}

const newPost: RequestOptions = { method: 'POST', fullRoute: `/channels/${forum}/threads` } as RequestOptions;
const get = (fullRoute: string): RequestOptions => ({ method: 'GET', fullRoute }) as RequestOptions;
const breathe = () => new Promise((resolve) => setImmediate(resolve));

/** Asks when it is its turn. */
function ask({ buckets }: Discord, options: RequestOptions): Promise<Turn> {
  return buckets.enter(options).then((turn) => {
    void turn.request();
    return turn;
  });
}

test('what is of one bucket goes one after another, in order; other buckets go beside it', async () => {
  const discord = setUp();
  const first = await ask(discord, newPost);
  const second = ask(discord, newPost);
  const third = ask(discord, newPost);
  await ask(discord, get(`/channels/${one}/messages`));
  await breathe();
  expect(discord.asked).toEqual([`1 /channels/${forum}/threads`, `1 /channels/${one}/messages`]);
  first.end();
  (await second).end();
  await third;
  expect(discord.asked.slice(2)).toEqual([`1 /channels/${forum}/threads`, `1 /channels/${forum}/threads`]);
});

test('all members of a server are one bucket, and so are all of one kind in a channel, whatever is asked about them', async () => {
  const discord = setUp();
  await ask(discord, get(`/guilds/${server}/members/${one}`));
  void ask(discord, get(`/guilds/${server}/members/${other}`));
  await ask(discord, get(`/channels/${one}/messages?limit=100`));
  void ask(discord, get(`/channels/${one}/messages?limit=100&before=${other}`));
  await ask(discord, get(`/channels/${other}/messages?limit=100`));
  await breathe();
  expect(discord.asked).toEqual([
    `1 /guilds/${server}/members/${one}`,
    `1 /channels/${one}/messages?limit=100`,
    `1 /channels/${other}/messages?limit=100`,
  ]);
});

test('one that is not answered is overtaken after two seconds, on a way of its own, by one after another', async () => {
  const discord = setUp();
  const stuck = await ask(discord, newPost);
  const second = ask(discord, newPost);
  const third = ask(discord, newPost);
  discord.clock.advance(1_999);
  await breathe();
  expect(discord.asked).toHaveLength(1);
  discord.clock.advance(1);
  await breathe();
  expect(discord.asked).toHaveLength(2);
  (await second).end();
  (await third).end();
  expect(discord.asked).toEqual([1, 2, 2].map((lane) => `${lane} /channels/${forum}/threads`));
  stuck.end();
  await ask(discord, newPost);
  expect(discord.asked.at(-1)).toBe(`1 /channels/${forum}/threads`);
});

test('the end of one that was overtaken lets nobody else go: the next one is in front now', async () => {
  const discord = setUp();
  const stuck = await ask(discord, newPost);
  const second = ask(discord, newPost);
  void ask(discord, newPost);
  discord.clock.advance(2_000);
  await breathe();
  expect(discord.asked).toHaveLength(2);
  await second;
  stuck.end();
  await breathe();
  expect(discord.asked).toHaveLength(2);
});

test('nothing is left of what is done', async () => {
  const discord = setUp();
  (await ask(discord, newPost)).end();
  expect(discord.clock.toNextAlarm()).toBe(false);
  (await ask(discord, newPost)).end();
  expect(discord.asked).toHaveLength(2);
});
