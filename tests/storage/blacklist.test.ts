import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { createStore } from '../../src/storage/store.ts';
import type { Blacklist } from '../../src/desk/store.ts';
import type { Barred, BlacklistEntry } from '../../src/ticket/blacklist.ts';
import type { PostId, ServerId, TicketId, UserId } from '../../src/ticket/ticket.ts';
import { mia, now, sam, serverId, ticketWith } from '../support/tickets.ts';

const elsewhere = '101' as ServerId;
const self: Barred = { type: 'user', id: mia.id };
const role: Barred = { type: 'role', id: '900' };
const ticket = (id: number): Barred => ({ type: 'ticket', id: id as TicketId });

function entry(barred: Barred, changes: Partial<BlacklistEntry> = {}): BlacklistEntry {
  return { barred, reason: 'Rude', by: sam.id, addedAt: now, endsAt: null, ...changes };
}

let blacklist: Blacklist;
let rows: () => unknown;
beforeEach(() => {
  const database = openDatabase(':memory:');
  rows = () => database.prepare('SELECT count(*) FROM blacklist').pluck().get();
  const store = createStore(database);
  store.saveTicket(ticketWith());
  store.saveTicket(ticketWith({ id: 8 as TicketId, postId: '401' as PostId, mark: 'b', userId: sam.id }));
  ({ blacklist } = store);
});

const all = (server = serverId, at = now) => blacklist.list(server, at);

test('an entry is found as it was made, in its own server', () => {
  const made = entry(self, { endsAt: now + 1, reason: null, by: null });
  blacklist.add(serverId, made, now);
  expect(blacklist.get(serverId, self, now)).toEqual(made);
  expect(blacklist.get(elsewhere, self, now)).toBeNull();
  expect(blacklist.get(serverId, { type: 'role', id: mia.id }, now)).toBeNull();
  expect(all()).toEqual([made]);
  expect(all(elsewhere)).toEqual([]);
});

test('a second entry about the same replaces the first', () => {
  blacklist.add(serverId, entry(self), now);
  const second = entry(self, { reason: null, by: null, addedAt: now + 5, endsAt: now + 10 });
  blacklist.add(serverId, second, now + 5);
  expect(all()).toEqual([second]);
});

test('an entry that has ended is as if it weren’t there, and the next one clears it away', () => {
  blacklist.add(serverId, entry(self, { endsAt: now + 1 }), now);
  expect(blacklist.count(serverId, now)).toBe(1);
  expect(blacklist.count(serverId, now + 1)).toBe(0);
  expect(blacklist.get(serverId, self, now + 1)).toBeNull();
  expect(blacklist.about(serverId, mia.id, now + 1)).toEqual([]);
  expect(all(serverId, now + 1)).toEqual([]);
  expect(rows()).toBe(1);
  blacklist.add(serverId, entry(role, { endsAt: now + 9 }), now + 1);
  expect(rows()).toBe(1);
});

test('what may bar a user is their own entry, those by their tickets, and every role', () => {
  const theirs = [entry(self), entry(role), entry(ticket(7))];
  const others = [entry({ type: 'user', id: sam.id }), entry(ticket(8)), entry(ticket(9))];
  for (const one of [...theirs, ...others]) blacklist.add(serverId, one, now);
  for (const one of theirs) blacklist.add(elsewhere, one, now);
  expect(blacklist.about(serverId, mia.id, now)).toEqual(theirs);
  expect(blacklist.about(elsewhere, sam.id, now)).toEqual([entry(role)]);
});

test('one is removed, or all of a server', () => {
  for (const one of [entry(self), entry(role)]) blacklist.add(serverId, one, now);
  blacklist.add(elsewhere, entry(self), now);
  blacklist.remove(serverId, self);
  expect(all()).toEqual([entry(role)]);
  blacklist.clear(serverId);
  expect(all()).toEqual([]);
  expect(all(elsewhere)).toEqual([entry(self)]);
});

test('all of a server’s go in short steps, where others are to get their turn', () => {
  for (const one of [entry(self), entry(role), entry(ticket(7))]) blacklist.add(serverId, one, now);
  blacklist.add(elsewhere, entry(self), now);
  expect([1, 2, 3].map(() => blacklist.clearSome(serverId, 2))).toEqual([2, 1, 0]);
  expect(all()).toEqual([]);
  expect(all(elsewhere)).toEqual([entry(self)]);
});

describe('a page', () => {
  test('has the newest first, and those by ticket behind all others', () => {
    const made = [ticket(7), self, role].map((barred, index) => entry(barred, { addedAt: now + index }));
    for (const one of made) blacklist.add(serverId, one, now);
    const [byTicket, byUser, byRole] = made;
    expect(blacklist.list(serverId, now, { limit: 2, offset: 0 })).toEqual([byRole, byUser]);
    expect(blacklist.list(serverId, now, { limit: 2, offset: 2 })).toEqual([byTicket]);
  });
});

test('when a user was told is kept for each server', () => {
  expect(blacklist.toldAt(serverId, mia.id)).toBeNull();
  blacklist.tell(serverId, mia.id, now);
  blacklist.tell(serverId, mia.id, now + 1);
  expect(blacklist.toldAt(serverId, mia.id)).toBe(now + 1);
  expect(blacklist.toldAt(elsewhere, mia.id)).toBeNull();
  expect(blacklist.toldAt(serverId, '9' as UserId)).toBeNull();
});
