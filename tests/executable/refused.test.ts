import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bannedByFront, rateLimited, refused } from '../../src/sandbox/faults.ts';
import type { FaultHandle } from '../../src/sandbox/faults.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { plantTickets } from '../support/planted-tickets.ts';
import type { PlantedTicket } from '../support/planted-tickets.ts';
import { setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, logged, startBot } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

const count = 30;
const send = { method: 'POST', route: '/channels/{channel_id}/messages', when: 'before' } as const;

let stage: Stage;
let bot: StartedProcess;
let tickets: readonly PlantedTicket[];
beforeEach(async () => {
  stage = await setStage({ patienceMs: 40_000, tickets: ['receipts: false'] });
  tickets = plantTickets(stage, count);
  bot = startBot(stage);
  await bot.says('Ready:');
  // All of them are read once after a start.
  await stage.until(() => stage.sandbox.traffic.count('GET', '/channels/{channel_id}/messages') >= 2 * count);
  await stage.until(() => stage.sandbox.traffic.exchanges.every(({ status }) => status !== null));
  stage.sandbox.traffic.clear();
}, 30_000);
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

/** What Discord counts against a bot: 401, 403, and 429 that the bot could have known of. */
const invalid = (): number =>
  stage.sandbox.traffic.exchanges.filter(({ status }) => status === 401 || status === 403 || status === 429).length;
/** Somebody's request met a fault, and the bot knows. */
const hasMet = async (fault: FaultHandle): Promise<void> => {
  await stage.until(() => fault.hits > 0);
  // The answer is still on its way, to a bot that may be slow.
  await sleep(1_000);
};
const everybodyWrites = (text: string): void => {
  for (const { person } of tickets) person.dm(text);
};
const messagesIn = ({ postId }: PlantedTicket): readonly Message[] => stage.sandbox.world.messages.get(postId) ?? [];
const arrivesEverywhere = (...texts: readonly string[]): Promise<unknown> =>
  stage.until(() =>
    tickets.every(
      (ticket) =>
        messagesIn(ticket).map(shown).slice(2).join() ===
        texts.map((text) => `-# User ${ticket.ticketId}\n${text}`).join(),
    ),
  );

describe('many places that are refused at once', () => {
  test(
    'for a missing permission: it is named with its forum, a handful of requests is made, and all goes on by itself',
    { timeout: 90_000 },
    async () => {
      const { server, forum, application } = stage.world;
      const itself = { userId: application.botUser.id };
      server.deny(forum.id, itself, permissions.sendMessagesInThreads);
      everybodyWrites('One');
      await stage.until(() => invalid() > 0);
      await sleep(2_000);
      everybodyWrites('Two');
      await sleep(2_000);
      expect(invalid()).toBeLessThanOrEqual(3);
      expect(logged(bot).filter((line) => line.startsWith('The bot lacks'))).toEqual([
        `The bot lacks the permission "Send Messages in Threads" in the forum ${forum.id} of "Lantern Games": what is for its posts waits. It goes on by itself once the bot may.`,
      ]);
      server.deny(forum.id, itself, 0n);
      await arrivesEverywhere('One', 'Two');
      expect(invalid()).toBeLessThanOrEqual(3);
    },
  );

  test('by what stands in front of Discord: one request learns it for all', async () => {
    const ban = stage.sandbox.faults.add({ when: 'before', times: Infinity, effect: bannedByFront(429, 3) });
    tickets[0]?.person.dm('One');
    await bot.says('Something in front of Discord');
    everybodyWrites('Two');
    await sleep(3_000);
    expect(ban.hits).toBe(1);
    expect(logged(bot).filter((line) => line.startsWith('Something in front of Discord'))).toHaveLength(1);
  });

  test('since the bot begins conversations too fast: three learn it for all, nobody is told that it failed, the operator is', async () => {
    const fault = stage.sandbox.faults.add({ ...send, times: Infinity, effect: refused(40003) });
    const [robin] = stage.world.staff;
    for (const { postId } of tickets.slice(0, 3)) {
      robin.write(postId, 'Hello');
      const before = fault.hits;
      await stage.until(() => fault.hits > before);
    }
    await hasMet(fault);
    for (const { postId } of tickets) robin.write(postId, 'Hello again');
    await sleep(2_000);
    expect(fault.hits).toBe(3);
    expect(tickets.flatMap((ticket) => messagesIn(ticket).filter((message) => shown(message).includes('❌')))).toEqual(
      [],
    );
    expect(logged(bot).filter((line) => line.includes('40003'))).toHaveLength(1);
  });
});

describe('a rate limit', () => {
  test.each(['user', 'shared'] as const)('of scope %s holds up its own channel and no other', async (scope) => {
    const [first] = tickets;
    if (first === undefined) throw new Error('No ticket was planted.');
    const limit = stage.sandbox.faults.add({
      ...send,
      matches: ({ path }) => path.includes(first.postId),
      effect: rateLimited(2, scope),
    });
    first.person.dm('One');
    await stage.until(() => limit.hits === 1);
    const limitedAt = Date.now();
    everybodyWrites('Two');
    await stage.until(() => tickets.slice(1).every((ticket) => messagesIn(ticket).length === 3));
    expect(messagesIn(first)).toHaveLength(2);
    await stage.until(() => messagesIn(first).length === 4);
    expect(Date.now() - limitedAt).toBeGreaterThanOrEqual(1_900);
    expect(invalid()).toBe(1);
  });

  test('of all requests holds up all, without another request, until it is over', async () => {
    const limit = stage.sandbox.faults.add({ ...send, effect: rateLimited(5, 'global') });
    tickets[0]?.person.dm('One');
    await hasMet(limit);
    for (const { person } of tickets.slice(1)) person.dm('One');
    await sleep(2_000);
    expect(stage.sandbox.traffic.exchanges).toHaveLength(1);
    await arrivesEverywhere('One');
    expect(invalid()).toBe(1);
  });
});

test('a token that is revoked ends the bot at the first answer, with what to do', async () => {
  const fault = stage.sandbox.faults.add({ when: 'before', times: Infinity, effect: refused(0) });
  tickets[0]?.person.dm('One');
  await stage.until(() => fault.hits > 0);
  const { code, stderr } = await bot.end(10_000);
  expect(code).toBe(2);
  expect(stderr).toContain('Discord no longer takes the bot token.');
  expect(invalid()).toBe(1);
});
