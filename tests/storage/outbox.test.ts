import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewEntry, Place } from '../../src/desk/ports.ts';
import type { Outbox } from '../../src/desk/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { createStore } from '../../src/storage/store.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { MessageId, Ticket, TicketId } from '../../src/ticket/ticket.ts';
import { ticketWith } from '../support/tickets.ts';

const now = 1_800_000_000_000;
const user: Place = 'user/200';
const seven = 7 as TicketId;
const eight = 8 as TicketId;

let database: Database;
let outbox: Outbox;
beforeEach(() => {
  database = openDatabase(':memory:');
  const store = createStore(database);
  const tickets: Ticket[] = [
    ticketWith({ id: seven, mark: 'seven', postId: null }),
    ticketWith({ id: eight, mark: 'eight', postId: null }),
  ];
  for (const ticket of tickets) store.saveTicket(ticket);
  outbox = store.outbox;
});
afterEach(() => database.close());

const wake: Effect = { type: 'wakePost' };
const copyOf = (messageId: string, part = 1): Effect => ({
  type: 'sendToUser',
  body: { type: 'relayed', content: 'Hello' },
  replyTo: null,
  source: { messageId: messageId as MessageId, part, parts: 1, receipt: true },
});

const add = (changes: Partial<NewEntry> = {}): number =>
  outbox.add({
    ticketId: seven,
    place: user,
    urgency: 'message',
    effect: wake,
    coalescingKey: null,
    replacedKey: changes.coalescingKey ?? null,
    after: [],
    notBefore: now,
    patientUntil: null,
    state: 'queued',
    unknownSince: null,
    anchor: null,
    ...changes,
  });

const next = (place: Place = user, at = now): number | null => outbox.next(place, at)?.entry.id ?? null;

/** Everything in a place, in the order in which it goes out. */
function inOrder(place: Place = user): number[] {
  const id = next(place);
  if (id === null) return [];
  outbox.remove(id);
  return [id, ...inOrder(place)];
}

describe('next in a place is', () => {
  test('nothing, where nothing waits', () => {
    add();
    expect(next('post/7')).toBeNull();
  });

  test('what was queued first', () => {
    const ids = [add(), add({ ticketId: null }), add({ ticketId: eight })];
    expect(inOrder()).toEqual(ids);
  });

  test('a message before the lower class, and that before what ends the post', () => {
    const last = add({ urgency: 'last' });
    const lower = add({ urgency: 'lower' });
    const message = add();
    expect(inOrder()).toEqual([message, lower, last]);
  });

  test('nothing that ends the post, while anything else of the place waits for something', () => {
    const awaited = add({ place: 'post/7' });
    add({ urgency: 'last' });
    add({ urgency: 'lower', after: [awaited] });
    expect(next()).toBeNull();
  });
});

describe('an entry that waits for others', () => {
  test('comes when they are gone, in whichever place they were', () => {
    const awaited = [add({ place: 'post/7' }), add({ place: 'post/8' })] as const;
    const waiting = add({ after: awaited });
    expect(next()).toBeNull();
    outbox.remove(awaited[0]);
    expect(next()).toBeNull();
    outbox.remove(awaited[1]);
    expect(next()).toBe(waiting);
  });

  test('holds up what its own ticket queued behind it, and nobody else', () => {
    const awaited = add({ place: 'post/7' });
    const waiting = add({ after: [awaited] });
    const behind = add();
    const stranger = add({ ticketId: eight });
    expect(next()).toBe(stranger);
    outbox.remove(stranger);
    expect(next()).toBeNull();
    outbox.remove(awaited);
    expect(inOrder()).toEqual([waiting, behind]);
  });

  test('that belongs to no ticket holds up only its like', () => {
    const awaited = add({ place: 'post/7' });
    add({ ticketId: null, after: [awaited] });
    add({ ticketId: null });
    const other = add();
    expect(next()).toBe(other);
  });

  test('in the lower class lets the others of that class pass', () => {
    const awaited = add({ place: 'post/7' });
    add({ urgency: 'lower', after: [awaited] });
    const other = add({ urgency: 'lower' });
    expect(next()).toBe(other);
  });
});

describe('when an entry is due', () => {
  test('is not before its instant, and it holds up its place meanwhile', () => {
    const id = add({ notBefore: now + 5_000 });
    add();
    expect(outbox.next(user, now)).toMatchObject({ entry: { id }, dueAt: now + 5_000 });
  });

  test("is when the ticket's other messages are gone, where it is patient", () => {
    const id = add({ urgency: 'last', place: 'post/7', patientUntil: now + 30_000 });
    const message = add();
    expect(outbox.next('post/7', now)).toMatchObject({ entry: { id }, dueAt: now + 30_000 });
    outbox.remove(message);
    expect(outbox.next('post/7', now)).toMatchObject({ entry: { id }, dueAt: now });
  });

  test('is at the end of its patience in any case', () => {
    add({ urgency: 'last', place: 'post/7', patientUntil: now + 30_000 });
    add({ notBefore: now + 60_000 });
    expect(outbox.next('post/7', now + 30_000)?.dueAt).toBe(now);
  });

  test("isn't a matter of other tickets' messages", () => {
    add({ urgency: 'last', place: 'post/7', patientUntil: now + 30_000 });
    add({ ticketId: eight });
    expect(outbox.next('post/7', now)?.dueAt).toBe(now);
  });
});

describe('entries with the same key', () => {
  const tags = { urgency: 'lower', coalescingKey: 'tags' } as const;

  test('replace each other while they wait', () => {
    add(tags);
    const newest = add(tags);
    expect(inOrder()).toEqual([newest]);
  });

  test('stay when they may have been sent', () => {
    const sending = add(tags);
    outbox.progress(sending, { state: 'sending', attempts: 1, unknownSince: now, notBefore: now });
    const newest = add(tags);
    expect(inOrder()).toEqual([sending, newest]);
  });

  test('of other places are left alone', () => {
    const elsewhere = add({ ...tags, place: 'post/8' });
    add(tags);
    expect(inOrder('post/8')).toEqual([elsewhere]);
  });
});

describe('what comes of an entry', () => {
  test('is kept: the request and the nonce as they were first made', () => {
    const id = add();
    const request = {
      method: 'POST',
      path: '/channels/1/messages',
      body: { content: 'a' },
      repeat: 'onceByNonce',
    } as const;
    outbox.progress(id, {
      state: 'sending',
      request,
      nonce: 'n1',
      anchor: '99',
      attempts: 1,
      unknownSince: now,
      notBefore: now,
    });
    outbox.progress(id, { state: 'unknown', attempts: 2, unknownSince: now, notBefore: now + 1 });
    expect(outbox.byNonce('n1')).toEqual({
      id,
      leftOut: [],
      ticketId: seven,
      place: user,
      urgency: 'message',
      effect: wake,
      state: 'unknown',
      request,
      anchor: '99',
      attempts: 2,
      unknownSince: now,
      notBefore: now + 1,
      patientUntil: null,
    });
    expect(outbox.byNonce('n2')).toBeNull();
    expect(outbox.get(id + 1)).toBeNull();
  });

  test('may be a wait of a fraction of a millisecond', () => {
    const id = add();
    outbox.progress(id, { state: 'queued', attempts: 1, unknownSince: null, notBefore: now + 123.4 });
    expect(outbox.next(user, now)?.dueAt).toBe(now + 124);
  });

  test('may take with it everything that waits for it, near or far', () => {
    const first = add();
    const second = add({ after: [first] });
    add({ after: [second], place: 'post/7' });
    const stranger = add({ ticketId: eight });
    outbox.removeWithFollowers(first);
    expect(outbox.size()).toBe(1);
    expect(inOrder()).toEqual([stranger]);
  });

  test('ends the other copies of that message in that place, as far as they still wait', () => {
    const sending = add({ effect: copyOf('m1') });
    outbox.progress(sending, { state: 'sending', attempts: 1, unknownSince: now, notBefore: now });
    const second = add({ effect: copyOf('m1', 2) });
    add({ effect: copyOf('m1', 3), after: [second] });
    const other = add({ effect: copyOf('m2') });
    const elsewhere = add({ effect: copyOf('m1'), place: 'user/201' });
    outbox.giveUp(user, 'm1' as MessageId);
    expect(inOrder()).toEqual([sending, other]);
    expect(inOrder('user/201')).toEqual([elsewhere]);
  });
});

test('the places in which something waits are known', () => {
  add();
  add();
  add({ place: 'post/7' });
  expect(outbox.places().toSorted()).toEqual(['post/7', user]);
  expect(outbox.size()).toBe(3);
});

test('entries are numbered for good: an ID is never given twice', () => {
  const id = add();
  outbox.remove(id);
  expect(add()).toBeGreaterThan(id);
});

test('what an earlier version queued lacks nothing that is read today', () => {
  const queued = (effect: object): unknown => outbox.get(add({ effect: effect as Effect }))?.effect;
  const lookUp = { type: 'lookUpMember', serverId: '900', userId: '200' };
  expect(queued(lookUp)).toEqual({ ...lookUp, reopening: null });
  const openPost = { type: 'openPost', facts: { ticketId: 7 } };
  expect(queued(openPost)).toEqual({
    type: 'openPost',
    facts: { ticketId: 7, address: null, category: null, answers: [] },
  });
  const saying = (statement: object) => ({
    type: 'sendToPost',
    body: { type: 'statement', statement, language: 'en' },
  });
  const failure = { type: 'notDeliveredToUser', reason: 'closedDms' };
  expect(queued(saying(failure))).toEqual(saying({ ...failure, retry: null }));
  const question = { type: 'beforeOpening', server: 'Harbour', count: 1 };
  const plain = { servers: [], categories: [], hasForm: false, isReady: true, problem: null };
  expect(queued(saying(question))).toEqual(saying({ ...question, ...plain }));
  expect(queued(saying({ type: 'isGone' }))).toEqual(saying({ type: 'isGone' }));
  expect(queued(copyOf('m1'))).toEqual(copyOf('m1'));
});
