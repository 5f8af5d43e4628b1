import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/desk/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { removalIn } from '../../src/storage/removal.ts';
import { seenSweepIn } from '../../src/storage/seen.ts';
import { createStore } from '../../src/storage/store.ts';
import type { ChannelId, MessageId, TicketId } from '../../src/ticket/ticket.ts';
import { createSweeping } from '../../src/wiring/sweeping.ts';
import type { Sweeping } from '../../src/wiring/sweeping.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import { mia, ticketWith, writingOf } from '../support/tickets.ts';

const day = 86_400_000;
let database: Database;
let store: Store;
let clock: FakeClock;
let sweeping: Sweeping;
let transactions: number;
beforeEach(() => {
  database = openDatabase(':memory:');
  store = createStore(database);
  clock = createFakeClock();
  transactions = 0;
  sweeping = createSweeping({
    sweep: seenSweepIn(database),
    clock,
    transaction: (run) => {
      transactions += 1;
      return store.transaction(run);
    },
    guard: (_, run) => run(),
  });
  sweeping.start();
});
afterEach(() => {
  sweeping.stop();
  database.close();
});

const keys = (): unknown[] => database.prepare('SELECT key FROM seen_events ORDER BY key').pluck().all();

function handled(messageId: string): void {
  store.isFirst(`message:${messageId}`, clock.now());
  store.record({
    channelId: '300' as ChannelId,
    writing: writingOf('Hello', { messageId: messageId as MessageId }),
    author: mia,
    side: 'user',
    userId: mia.id,
    ticketId: 7 as TicketId,
    became: 'relayed',
  });
}

test('what can’t come again goes after two days; what the record tells, too; what only the key tells stays', () => {
  store.saveTicket(ticketWith({ id: 7 as TicketId }));
  handled('1001');
  for (const key of ['interaction:1', 'edit:1001:2026', 'delete:1001', 'message:1002']) store.isFirst(key, clock.now());
  clock.advance(day);
  expect(keys()).toHaveLength(5);
  store.isFirst('interaction:2', clock.now());
  clock.advance(3 * day);
  // Of what is in no record nothing else tells that it was handled.
  expect(keys()).toEqual(['message:1002']);
});

test('nothing that was written counts twice for that, also when it was taken out of the record', () => {
  store.saveTicket(ticketWith({ id: 7 as TicketId }));
  handled('1001');
  handled('1002');
  clock.advance(4 * day);
  expect(keys()).toEqual([]);
  expect(store.isFirst('message:1001', clock.now())).toBe(false);
  store.transaction(() => removalIn(database).takeOut(7 as TicketId));
  clock.advance(4 * day);
  expect(['1001', '1002', '1003'].map((id) => store.isFirst(`message:${id}`, clock.now()))).toEqual([
    false,
    false,
    true,
  ]);
});

test('many go in small steps, and others get their turn', () => {
  store.transaction(() => {
    for (let id = 0; id < 2_000; id += 1) store.isFirst(`interaction:${id}`, clock.now());
  });
  clock.advance(3 * day + 10 * 60_000);
  const before = transactions;
  clock.advance(5_000);
  expect(keys()).toEqual([]);
  expect(transactions).toBeGreaterThan(before);
  expect(transactions).toBeGreaterThanOrEqual(5);
});
