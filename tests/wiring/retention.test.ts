import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store } from '../../src/desk/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { figuresIn } from '../../src/storage/figures.ts';
import { removalIn } from '../../src/storage/removal.ts';
import { createStore } from '../../src/storage/store.ts';
import type { ChannelId, MessageId, PostId, Ticket, TicketId } from '../../src/ticket/ticket.ts';
import { createRetention } from '../../src/wiring/retention.ts';
import type { Retention } from '../../src/wiring/retention.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import { mia, sam, ticketWith, writingOf } from '../support/tickets.ts';

const day = 86_400_000;
let database: Database;
let store: Store;
let clock: FakeClock;
let retention: Retention;
let transactions: number;
let lastId: number;
beforeEach(() => {
  database = openDatabase(':memory:');
  store = createStore(database);
  clock = createFakeClock();
  [transactions, lastId] = [0, 1000];
});
afterEach(() => database.close());

function startWith(afterMs: number | null): void {
  retention = createRetention({
    removal: removalIn(database),
    afterMs: () => afterMs,
    clock,
    transaction: (run) => {
      transactions += 1;
      return store.transaction(run);
    },
    guard: (_, run) => run(),
  });
  retention.start();
}

function ticket(id: number, changes: Partial<Ticket>): TicketId {
  const own = { id: id as TicketId, mark: `mark${id}`, postId: `40${id}` as PostId };
  store.saveTicket(ticketWith({ ...own, openedAt: clock.now() - 100 * day, ...changes }));
  return own.id;
}

function wrote(ticketId: TicketId, text: string, side: 'user' | 'staff' = 'user'): MessageId {
  lastId += 1;
  const messageId = String(lastId) as MessageId;
  store.record({
    channelId: '300' as ChannelId,
    writing: writingOf(text, { messageId, writtenAt: clock.now() - 99 * day }),
    author: side === 'user' ? mia : sam,
    side,
    userId: mia.id,
    ticketId,
    became: 'relayed',
  });
  store.addCopy({
    messageId: `9${messageId}` as MessageId,
    place: side === 'user' ? `post/${ticketId}` : `user/${mia.id}`,
    ticketId,
    source: messageId,
    part: 1,
    content: text,
  });
  return messageId;
}

const texts = (): readonly string[] =>
  database.prepare<[], string>('SELECT text FROM messages ORDER BY CAST(message_id AS INTEGER)').pluck().all();
const closed = (daysAgo: number) => ({ status: 'closed', closedAt: clock.now() - daysAgo * day }) as const;

test('what was written in a ticket goes when it was closed long enough ago, and nothing else does', () => {
  const farewell = { server: 'Harbour', comment: 'solved', closeMessage: null, isSaidAnyway: true };
  const answers = [{ label: 'Why?', values: ['secret answer'] }];
  const old = ticket(1, {
    ...closed(31),
    feedback: { askedAt: 1, farewell, messageId: null, rating: 4, ratedAt: 2, answers, sentAt: 3, noticeId: null },
  });
  const edited = wrote(old, 'secret old');
  store.recordEdit(edited, { text: 'secret new', files: [] }, clock.now());
  wrote(old, 'secret reply', 'staff');
  store.log(old, 5, { type: 'closing', by: sam.id, detail: 'secret comment' });
  wrote(ticket(2, closed(29)), 'young');
  wrote(ticket(3, {}), 'open');
  startWith(30 * day);
  clock.advance(60_000);
  expect(texts()).toEqual(['young', 'open']);
  for (const table of ['messages', 'earlier_texts', 'copies', 'ticket_log', 'feedback']) {
    expect(JSON.stringify(database.prepare(`SELECT * FROM ${table}`).all())).not.toContain('secret');
  }
  // That there was one, how it was rated, who answered first and when, and which messages are the bot's own.
  expect(store.ticket(old)).toMatchObject({ userId: mia.id, userName: 'Mia', feedback: { rating: 4, askedAt: 1 } });
  expect(store.isCopy(`9${edited}`)).toBe(true);
  const [counted] = figuresIn(database).opened({ serverId: null, since: null, until: clock.now() - 99 * day });
  expect(counted?.answeredAt).toBe(clock.now() - 60_000 - 99 * day);

  clock.advance(1 * day);
  expect(texts()).toEqual(['open']);
});

test('a long ticket goes in small steps', () => {
  const long = ticket(1, closed(31));
  for (let index = 0; index < 450; index += 1) wrote(long, `text ${index}`);
  startWith(30 * day);
  clock.advance(60_000);
  expect(texts()).toEqual([]);
  expect(transactions).toBe(5);
});

test('many tickets are looked through, and those without anything are passed over', () => {
  for (let id = 1; id <= 1200; id += 1) ticket(id, closed(40));
  wrote(ticket(1201, closed(39)), 'last');
  startWith(30 * day);
  clock.advance(60_000);
  expect(texts()).toEqual([]);
  expect(transactions).toBe(1);
});

test('what still waits to be sent is waited for', () => {
  const id = ticket(1, closed(31));
  wrote(id, 'text');
  const entry = store.outbox.add({
    ticketId: id,
    place: 'post/1',
    urgency: 'message',
    effect: { type: 'wakePost' },
    coalescingKey: null,
    replacedKey: null,
    after: [],
    notBefore: 0,
    patientUntil: null,
    state: 'queued',
    unknownSince: null,
    anchor: null,
  });
  startWith(30 * day);
  clock.advance(60_000);
  expect(texts()).toEqual(['text']);
  store.outbox.remove(entry);
  clock.advance(3_600_000);
  expect(texts()).toEqual([]);
});

test.each([null, 0])('with %j nothing is removed, and stopped, nothing any more', (afterMs) => {
  wrote(ticket(1, closed(31)), 'text');
  startWith(afterMs);
  clock.advance(day);
  expect(texts()).toEqual(['text']);
  startWith(30 * day);
  retention.stop();
  clock.advance(day);
  expect(texts()).toEqual(['text']);
});
