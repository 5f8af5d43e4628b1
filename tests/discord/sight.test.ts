import { DiscordAPIError, GatewayDispatchEvents } from 'discord.js';
import type { GatewayDispatchPayload } from 'discord.js';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Spot } from '../../src/desk/ports.ts';
import { createSight } from '../../src/discord/sight.ts';
import type { KeptSight } from '../../src/discord/sight.ts';
import { createView } from '../../src/discord/view.ts';
import type { ServerId } from '../../src/ticket/ticket.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';

const forum: Spot = { what: 'forum', serverId: '900' as ServerId };
const server: Spot = { what: 'server', serverId: '900' as ServerId };

let clock: FakeClock;
let sight: KeptSight;
let told: string[];
let asked: string[];
/** What Discord answers to whoever asks: an error code, none for "here it is", or silence. */
let answer: number | null | 'down';

const packet = (t: GatewayDispatchEvents, d: unknown): GatewayDispatchPayload =>
  ({ op: 0, s: 1, t, d }) as GatewayDispatchPayload;
const guildCreate = (channels = [{ id: '800', type: 15, guild_id: '900', available_tags: [] }]) =>
  packet(GatewayDispatchEvents.GuildCreate, { id: '900', name: 'Lantern Games', channels, threads: [], roles: [] });
const guildDelete = (unavailable?: true) =>
  packet(GatewayDispatchEvents.GuildDelete, unavailable === undefined ? { id: '900' } : { id: '900', unavailable });
const roleUpdate = (guildId = '900') =>
  packet(GatewayDispatchEvents.GuildRoleUpdate, { guild_id: guildId, role: { id: '1' } });

function request(path: string): Promise<unknown> {
  asked.push(path);
  if (answer === null) return Promise.resolve({});
  if (answer === 'down') return Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
  const raw = { code: answer, message: 'no' };
  return Promise.reject(new DiscordAPIError(raw, answer, answer === 50001 ? 403 : 404, 'GET', path, {}));
}

async function breathe(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

let take: (one: GatewayDispatchPayload) => Promise<void>;

beforeEach(async () => {
  clock = createFakeClock();
  told = [];
  asked = [];
  answer = null;
  const view = createView(new Set(['800']));
  sight = createSight({
    rest: () => ({ request: ({ fullRoute }) => request(fullRoute) }),
    view,
    clock,
    random: { below: () => 0, mark: () => '', nonce: () => '', fraction: () => 1 },
    servers: [{ id: '900', forumId: '800' }],
    botId: () => '1',
    onLost: ({ what }) => void told.push(`${what} lost`),
    onBack: ({ what }) => void told.push(`${what} back`),
  });
  take = async (one) => {
    view.take(one);
    sight.take(one);
    await breathe();
  };
  await take(guildCreate());
  sight.begin();
});

const seen = (): boolean[] => [sight.isInSight(server), sight.isInSight(forum)];

describe('what the gateway tells', () => {
  test('at the start is no news', () => {
    expect(seen()).toEqual([true, true]);
    expect([told, asked]).toEqual([[], []]);
  });

  test.each([
    ['an outage', guildDelete(true)],
    ['the bot being thrown out', guildDelete()],
  ] as const)(
    'of %s takes server and forum out of sight, until they come back; nobody asks meanwhile',
    async (_what, gone) => {
      await take(gone);
      expect(seen()).toEqual([false, false]);
      expect([await sight.ask(forum), await sight.ask(server)]).toEqual([false, false]);
      clock.advance(60 * 60_000);
      await breathe();
      await take(guildCreate());
      expect(seen()).toEqual([true, true]);
      expect(told).toEqual(['server lost', 'forum lost', 'server back', 'forum back']);
      expect(asked).toEqual([]);
    },
  );

  test('of a deleted forum takes the forum alone', async () => {
    await take(packet(GatewayDispatchEvents.ChannelDelete, { id: '800' }));
    expect(seen()).toEqual([true, false]);
    expect(told).toEqual(['forum lost']);
  });

  test('at the beginning of a new session counts: what is missing there went while nobody listened', async () => {
    await take(guildCreate([]));
    expect(seen()).toEqual([true, false]);
    await take(packet(GatewayDispatchEvents.Ready, { guilds: [] }));
    expect(seen()).toEqual([false, false]);
  });
});

describe('asking', () => {
  test('where it is there changes nothing', async () => {
    expect([await sight.ask(forum), await sight.ask(server)]).toEqual([true, true]);
    expect(asked).toEqual(['/channels/800', '/guilds/900']);
    expect(told).toEqual([]);
  });

  test.each([10003, 50001, 'down'] as const)('and hearing "%s" takes it out of sight, told once', async (no) => {
    answer = no;
    expect(await sight.ask(forum)).toBe(false);
    expect(await sight.ask(forum)).toBe(false);
    expect(seen()).toEqual([true, false]);
    expect([told, asked]).toEqual([['forum lost'], ['/channels/800']]);
  });

  test('a thousand at once costs two requests at most: what was asked before may be over', async () => {
    const answers = await Promise.all(Array.from({ length: 1000 }, () => sight.ask(forum)));
    expect(new Set(answers)).toEqual(new Set([true]));
    expect(asked).toHaveLength(2);
    answer = 50001;
    await Promise.all(Array.from({ length: 1000 }, () => sight.ask(forum)));
    expect(asked).toHaveLength(3);
  });

  test('goes on, ever more rarely, at most every ten minutes, until it is back', async () => {
    answer = 50001;
    await sight.ask(forum);
    const at: number[] = [];
    const begun = clock.now();
    for (let tries = 0; tries < 9; tries += 1) {
      clock.toNextAlarm();
      at.push((clock.now() - begun) / 1000);
      await breathe();
    }
    expect(at).toEqual([15, 45, 105, 225, 465, 945, 1545, 2145, 2745]);
    answer = null;
    clock.toNextAlarm();
    await breathe();
    expect(told).toEqual(['forum lost', 'forum back']);
    expect(clock.toNextAlarm()).toBe(false);
  });

  test('of what nobody configured finds nothing', async () => {
    const other: Spot = { what: 'forum', serverId: '901' as ServerId };
    expect([sight.isInSight(other), await sight.ask(other)]).toEqual([false, false]);
  });

  test('ends with the bot', async () => {
    answer = 50001;
    await sight.ask(forum);
    sight.stop();
    expect(clock.toNextAlarm()).toBe(false);
  });
});

describe('a change of what the bot may see is noticed before anything fails', () => {
  const changes: readonly (readonly [string, GatewayDispatchPayload])[] = [
    ['a role', roleUpdate()],
    ['a role that is deleted', packet(GatewayDispatchEvents.GuildRoleDelete, { guild_id: '900', role_id: '1' })],
    ['its own roles', packet(GatewayDispatchEvents.GuildMemberUpdate, { guild_id: '900', user: { id: '1' } })],
    ['the forum', packet(GatewayDispatchEvents.ChannelUpdate, { id: '800', guild_id: '900', available_tags: [] })],
  ];

  test.each(changes)('by %s', async (_what, change) => {
    answer = 50001;
    clock.advance(10_000);
    await take(change);
    expect(told).toEqual(['forum lost']);
    answer = null;
    clock.advance(2_000);
    await take(change);
    expect(told).toEqual(['forum lost', 'forum back']);
  });

  test('by others’ doings nothing is asked, and by many at once little', async () => {
    await take(roleUpdate('901'));
    await take(packet(GatewayDispatchEvents.GuildMemberUpdate, { guild_id: '900', user: { id: '2' } }));
    await take(packet(GatewayDispatchEvents.ChannelUpdate, { id: '801', guild_id: '900' }));
    expect(asked).toEqual([]);
    for (let count = 0; count < 50; count += 1) await take(roleUpdate());
    clock.advance(2_000);
    await breathe();
    expect(asked).toHaveLength(2);
  });
});
