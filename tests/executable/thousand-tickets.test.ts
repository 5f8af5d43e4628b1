import { afterAll, expect, test } from 'vitest';
import type { Exchange } from '../../src/sandbox/traffic.ts';
import { plantTickets } from '../support/planted-tickets.ts';
import { setStage, shown } from '../support/stage.ts';
import { endProcesses, startBot } from '../support/start-process.ts';

afterAll(endProcesses);

const day = 86_400_000;

const readsOf = (exchanges: readonly Exchange[], channelId: string): readonly Exchange[] =>
  exchanges.filter(({ method, path }) => method === 'GET' && path === `/channels/${channelId}/messages`);

// Of 1,000 open tickets, in which people were active lately in a fifth: all of it takes as long as Discord's limit says.
test(
  'a thousand open tickets: ready after fewer than twenty requests, at most two more for each, and a DM of the meantime is found',
  { timeout: 120_000 },
  async () => {
    let shift = -10 * day;
    const now = (): number => Date.now() + shift;
    const stage = await setStage({ patienceMs: 90_000, sandbox: { rateLimits: true, now } });
    const silent = plantTickets(stage, 800);
    shift = 0;
    const active = plantTickets(stage, 200);
    const missed = silent[400]?.person.dm('Is anybody there?');

    const bot = startBot(stage);
    await bot.says('Ready:');
    const untilReady = stage.sandbox.traffic.exchanges.length;
    expect(untilReady).toBeLessThan(20);

    const { exchanges } = stage.sandbox.traffic;
    const tickets = [...silent, ...active];
    const isRead = (channelId: string): boolean => readsOf(exchanges, channelId).length > 0;
    await stage.until(() => exchanges.length >= 1_200);
    await stage.until(() => tickets.every(({ dmId }) => isRead(dmId)) && active.every(({ postId }) => isRead(postId)));
    await stage.until(() => exchanges.every(({ status }) => status !== null));

    const reads = tickets.map(({ dmId, postId }) => [
      readsOf(exchanges, dmId).length,
      readsOf(exchanges, postId).length,
    ]);
    // Before the missed message is passed on, its post is read: an earlier process may have done it.
    const expected = [...silent.map((_, index) => [1, index === 400 ? 1 : 0]), ...active.map(() => [1, 1])];
    expect(reads).toEqual(expected);
    const found = stage.posts()[400]?.messages.map(shown);
    expect(found).toEqual(['', '-# User 401\nHello', '-# User 401\nIs anybody there?']);
    expect(missed?.reactions).toHaveLength(1);
    expect(exchanges.filter(({ status }) => status !== null && status >= 400)).toEqual([]);
    bot.signal('SIGTERM');
    await bot.end(10_000);
    await stage.stop();
  },
);
