import { DiscordAPIError, PermissionFlagsBits } from 'discord.js';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../src/desk/ports.ts';
import type { RequestOptions, Rest } from '../../src/discord/buckets.ts';
import { toFailure } from '../../src/discord/failures.ts';
import { NotDiscord } from '../../src/discord/front.ts';
import { createRefusals } from '../../src/discord/refusals.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';

const forum = '800';
const board = '700';
const all = ~0n;
const places = Array.from({ length: 1_000 }, (_, index) => String(1_000 + index));

let clock: FakeClock;
let rest: Rest;
/** The bot's permissions in the forum, as the gateway tells; `null`: it doesn't. */
let permissions: bigint | null;
/** What Discord answers. */
let answer: (options: RequestOptions) => Error | null;
/** When something reached Discord, in seconds, and how it ended. */
let made: { readonly at: number; readonly isRefused: boolean }[];
let told: string[];

beforeEach(() => {
  clock = createFakeClock();
  const begun = clock.now();
  permissions = all;
  made = [];
  told = [];
  answer = () => null;
  const heed = createRefusals({
    clock,
    random: { fraction: () => 0.5 },
    forumOf: (channelId) => (channelId === forum || places.includes(channelId) ? forum : null),
    isServerChannel: (channelId) => channelId === board,
    permissionsIn: () => permissions,
    nameOf: (forumId) => `the forum ${forumId} of "Lantern Games"`,
    onProblem: (problem) => void told.push(problem),
    onBack: (notice) => void told.push(notice),
  });
  rest = heed({
    request: async (options) => {
      await Promise.resolve();
      const error = answer(options);
      made.push({ at: (clock.now() - begun) / 1000, isRefused: error !== null });
      if (error !== null) throw error;
      return {};
    },
  });
});

const refusal = (code: number, status = 403): DiscordAPIError =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', '', {});
const write = (channelId: string): RequestOptions =>
  ({ method: 'POST', fullRoute: `/channels/${channelId}/messages`, body: { content: 'x' } }) as RequestOptions;
const react = (channelId: string): RequestOptions =>
  ({ method: 'PUT', fullRoute: `/channels/${channelId}/messages/5/reactions/x/@me` }) as RequestOptions;

/** What becomes of a request; `null`: it was done. */
const outcome = (options: RequestOptions): Promise<Failure | null> =>
  rest.request(options).then(
    () => null,
    (error: unknown) => toFailure(error),
  );

/** All places try, and each again whenever its failure says, for so long. */
async function tryOn(channels: readonly string[], forMs: number): Promise<void> {
  const due = new Map(channels.map((channelId) => [channelId, clock.now()]));
  for (const until = clock.now() + forMs; clock.now() < until; clock.advance(1_000)) {
    const now = channels.filter((channelId) => (due.get(channelId) ?? 0) <= clock.now());
    await Promise.all(
      now.map(async (channelId) => {
        const failure = await outcome(write(channelId));
        due.set(
          channelId,
          failure === null ? Number.POSITIVE_INFINITY : clock.now() + (failure.retryAfterMs ?? 60_000),
        );
      }),
    );
  }
}

const refused = () => made.filter(({ isRefused }) => isRefused);
const perMinute = (): number[] =>
  Array.from({ length: 60 }, (_, minute) => refused().filter(({ at }) => Math.floor(at / 60) === minute).length);

describe('a permission that is missing', () => {
  beforeEach(() => {
    permissions = all & ~PermissionFlagsBits.SendMessagesInThreads;
    answer = () => (permissions === all ? null : refusal(50_013));
  });

  test('costs a handful of requests a minute, whoever wants to write; then all go on by themselves', async () => {
    await tryOn(places, 3_600_000);
    expect(Math.max(...perMinute())).toBeLessThanOrEqual(3);
    expect(refused().length).toBeLessThanOrEqual(12);
    made = [];
    permissions = all;
    await tryOn(places, 30_000);
    expect(made).toHaveLength(1_000);
    expect(refused()).toEqual([]);
  });

  test('is named once, with the forum and what becomes of it; and that it is there again', async () => {
    await tryOn(places.slice(0, 20), 60_000);
    permissions = all;
    await tryOn(places.slice(0, 20), 30_000);
    expect(told).toEqual([
      'The bot lacks the permission "Send Messages in Threads" in the forum 800 of "Lantern Games": what is for its posts waits. It goes on by itself once the bot may.',
      'The bot may again in the forum 800 of "Lantern Games": what waited goes on.',
    ]);
  });

  test('keeps away nothing else', async () => {
    await outcome(write('1000'));
    answer = () => null;
    expect(await outcome(react('1000'))).toBeNull();
    expect(await outcome(write('users'))).toBeNull();
  });

  test('is told as such to whoever is kept away, and is no request to Discord', async () => {
    await outcome(write('1000'));
    const failure = await outcome(write('1001'));
    expect(failure).toMatchObject({
      kind: 'forbidden',
      cause: expect.stringContaining('Send Messages in Threads') as string,
    });
    expect(failure?.retryAfterMs).toBeGreaterThanOrEqual(15_000);
    permissions = all & ~PermissionFlagsBits.ViewChannel;
    answer = () => refusal(50_001);
    expect(await outcome(write('1002'))).toMatchObject({ kind: 'hidden' });
    expect(await outcome(write('1003'))).toMatchObject({ kind: 'hidden' });
    expect(made).toHaveLength(2);
  });
});

test('permissions that look wrong, though Discord takes everything, keep nobody away', async () => {
  permissions = 0n;
  await tryOn(places, 2_000);
  expect(made).toHaveLength(1_000);
});

describe('a refusal for no reason that is known', () => {
  test.each([all, null])('keeps all away once three met it (permissions: %s)', async (known) => {
    permissions = known;
    answer = () => refusal(50_013);
    for (const channelId of places.slice(0, 50)) await outcome(write(channelId));
    expect(made).toHaveLength(3);
    expect(told[0]).toContain('is it timed out?');
    await tryOn(places, 3_600_000);
    expect(Math.max(...perMinute())).toBeLessThanOrEqual(5);
  });

  test('in one place alone keeps nobody else away', async () => {
    answer = ({ fullRoute }) => (fullRoute.includes('/1000/') ? refusal(50_013) : null);
    for (let count = 0; count < 5; count += 1)
      expect(await outcome(write('1000'))).toMatchObject({ kind: 'forbidden' });
    expect(await outcome(write('1001'))).toBeNull();
    expect(told).toEqual([]);
  });

  test('that is about something else says nothing about permissions', async () => {
    answer = () => refusal(50_007);
    for (const channelId of places.slice(0, 10)) {
      expect(await outcome(write(channelId))).toMatchObject({ kind: 'closedDms', retryAfterMs: null });
    }
    expect(made).toHaveLength(10);
  });
});

describe('something in front of Discord that lets nothing through', () => {
  test('for too many requests keeps all away at once, a minute or as long as it wants, and then one tries at a time', async () => {
    answer = () => new NotDiscord(429, 120_000);
    await outcome(write('1000'));
    await tryOn(places, 3_600_000);
    expect(made[1]?.at).toBeGreaterThanOrEqual(120);
    expect(Math.max(...perMinute())).toBe(1);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Something in front of Discord refuses this machine');
    answer = () => null;
    await tryOn(places, 1_800_000);
    expect(made.filter(({ isRefused }) => !isRefused)).toHaveLength(1_000);
    expect(told[1]).toBe('Discord can be reached again: what waited goes on.');
  });

  test('with 403 keeps all away once three met it; of one message alone nobody else', async () => {
    answer = ({ fullRoute }) => (fullRoute.includes('/1000/') ? new NotDiscord(403, null) : null);
    for (let count = 0; count < 5; count += 1) expect(await outcome(write('1000'))).toMatchObject({ kind: 'busy' });
    expect(await outcome(write('1001'))).toBeNull();
    answer = () => new NotDiscord(403, null);
    made = [];
    for (const channelId of places.slice(0, 50)) await outcome(write(channelId));
    expect(made).toHaveLength(3);
  });

  test('is not believed while Discord itself answers, whatever it answers', async () => {
    const answers = [new NotDiscord(403, null), new NotDiscord(403, null), refusal(50_035, 400)];
    answer = () => answers.shift() ?? new NotDiscord(403, null);
    for (const channelId of places.slice(0, 5)) await outcome(write(channelId));
    expect(made).toHaveLength(5);
    expect(told).toEqual([]);
  });
});

describe('Discord lets the bot begin no conversations', () => {
  const users = places.map((channelId) => `2${channelId}`);

  test.each([
    [40_003, 10, 'begins conversations too fast'],
    [20_026, 60, 'has flagged the bot as a spammer'],
  ])(
    '%i: what is for new users waits %i minutes, the operator hears of it, and others still get theirs',
    async (code, minutes, says) => {
      answer = ({ fullRoute }) => (fullRoute.includes('/21000/') ? refusal(code) : null);
      const failure = await outcome(write('21000'));
      expect(failure).toMatchObject({ kind: 'tooManyDms', retryAfterMs: minutes * 60_000 });
      expect(await outcome(write('21001'))).toBeNull();
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(says);
    },
  );

  test('to open one is refused in the same way', async () => {
    const openDm = (recipient: string) =>
      ({ method: 'POST', fullRoute: '/users/@me/channels', body: { recipient_id: recipient } }) as RequestOptions;
    answer = () => refusal(40_003);
    for (const user of users.slice(0, 9)) await outcome(openDm(user));
    expect(made).toHaveLength(3);
    expect(told).toHaveLength(1);
    expect(await outcome(write(users[0] ?? ''))).toMatchObject({ kind: 'tooManyDms' });
    expect(made).toHaveLength(3);
  });

  test.each([40_003, 20_026])('%i to one after another: nothing is tried for a while', async (code) => {
    answer = () => refusal(code);
    for (const channelId of users.slice(0, 50)) await outcome(write(channelId));
    expect(made).toHaveLength(3);
    await tryOn(users, 3_600_000);
    expect(made.length).toBeLessThanOrEqual(10);
    expect(told.length).toBeLessThanOrEqual(2);
    answer = () => null;
    expect(await outcome(write('1000'))).toBeNull();
  });

  test('keep nothing from the channel in which staff read feedback', async () => {
    answer = ({ fullRoute }) => (fullRoute === write(board).fullRoute ? null : refusal(20_026));
    for (const channelId of users.slice(0, 5)) await outcome(write(channelId));
    expect(await outcome(write('1000'))).toMatchObject({ kind: 'tooManyDms' });
    expect(await outcome(write(board))).toBeNull();
  });
});
