import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/desk/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { createStore } from '../../src/storage/store.ts';
import type { Recorded } from '../../src/ticket/decision.ts';
import type { ChannelId, MessageId, PostId, ServerId, Ticket, TicketId, UserId } from '../../src/ticket/ticket.ts';
import { mia, now, sam, serverId, ticketWith, writingOf } from '../support/tickets.ts';

let database: Database;
let store: Store;
beforeEach(() => {
  database = openDatabase(':memory:');
  store = createStore(database);
});
afterEach(() => database.close());

function open(id: number, changes: Partial<Ticket> = {}): TicketId {
  const own = { id: id as TicketId, mark: `mark${id}`, postId: `40${id}` as PostId };
  store.saveTicket(ticketWith({ ...own, ...changes }));
  return own.id;
}

let lastId = 1000;
function wrote(
  ticketId: TicketId,
  text: string,
  side: 'user' | 'staff' = 'user',
  became: Recorded = 'relayed',
): MessageId {
  lastId += 1;
  const messageId = String(lastId) as MessageId;
  store.record({
    channelId: '300' as ChannelId,
    writing: writingOf(text, { messageId, writtenAt: now + lastId }),
    author: side === 'user' ? mia : sam,
    side,
    userId: mia.id,
    ticketId,
    became,
  });
  return messageId;
}

describe('a user’s tickets', () => {
  const page = { except: null as TicketId | null, limit: 20, offset: 0 };
  const ids = (userId: UserId, changes: Partial<typeof page> = {}): readonly number[] =>
    store.lookUps.listOf(userId, serverId, { ...page, ...changes }).map(({ id }) => id);

  test('are those of one server, the newest first, but for one', () => {
    for (const id of [1, 2, 3]) open(id);
    open(4, { serverId: '999' as ServerId });
    open(5, { userId: sam.id });
    expect([ids(mia.id), store.lookUps.countOf(mia.id, serverId, null)]).toEqual([[3, 2, 1], 3]);
    const except = { except: 2 as TicketId };
    expect([ids(mia.id, except), store.lookUps.countOf(mia.id, serverId, 2 as TicketId)]).toEqual([[3, 1], 2]);
    expect(ids(mia.id, { limit: 1, offset: 1 })).toEqual([2]);
  });

  test('are never those in which they are anonymous', () => {
    open(1, { isAnonymous: true, userName: 'Teal Otter' });
    expect([ids(mia.id), store.lookUps.countOf(mia.id, serverId, null)]).toEqual([[], 0]);
  });

  test('are none where it was forgotten whose they were: what stands for them stands for others, too', () => {
    const forgotten = ['0', `forgotten-${'a'.repeat(32)}`] as UserId[];
    for (const [index, userId] of forgotten.entries()) open(index + 1, { userId });
    for (const userId of forgotten) {
      expect([ids(userId), store.lookUps.countOf(userId, serverId, null)]).toEqual([[], 0]);
    }
  });
});

test('what was written is counted by side, notes for themselves, and what is gone not at all', () => {
  const ticket = open(1);
  wrote(ticket, 'Hello');
  wrote(ticket, 'Hi', 'staff');
  wrote(ticket, '// Hm', 'staff', 'note');
  store.recordDeletion(wrote(ticket, 'Oh'), now);
  expect(store.lookUps.written(ticket)).toEqual({ byUser: 1, byStaff: 1, notes: 1 });
  expect(store.lookUps.written(open(2))).toEqual({ byUser: 0, byStaff: 0, notes: 0 });
});

describe('staff find', () => {
  const found = (text: string): readonly string[] => store.lookUps.find(text, serverId, 50).map((one) => one.text);

  test('what both sides wrote, notes as well, in their server alone', () => {
    const ticket = open(1);
    wrote(ticket, 'The order is lost');
    wrote(ticket, 'Which order?', 'staff');
    wrote(ticket, '// No such order', 'staff', 'note');
    wrote(open(2, { serverId: '999' as ServerId }), 'Another order');
    expect(found('order')).toEqual(['// No such order', 'Which order?', 'The order is lost']);
  });

  test('nothing that a user wrote and that never reached them', () => {
    wrote(open(1), 'The order is refused', 'user', 'refused');
    expect(found('order')).toEqual([]);
  });

  test('nothing by which an anonymous user is known, and else what they wrote under their alias', () => {
    const ticket = open(1, { isAnonymous: true, userName: 'Teal Otter' });
    wrote(ticket, `The order of ${mia.id}`);
    wrote(ticket, 'My order');
    expect(store.lookUps.find('order', serverId, 50)).toMatchObject([{ name: 'Teal Otter', text: 'My order' }]);
    expect(found(mia.id)).toEqual([]);
  });

  test('what staff themselves wrote about a person, be it the anonymous user or not: else that would tell', () => {
    const ticket = open(1, { isAnonymous: true, userName: 'Teal Otter' });
    for (const person of [mia, sam]) wrote(ticket, `// Is it ${person.id}?`, 'staff', 'note');
    expect(found('is it')).toEqual([`// Is it ${sam.id}?`, `// Is it ${mia.id}?`]);
    expect([found(mia.id).length, found(sam.id).length]).toEqual([1, 1]);
  });

  test('nothing by the direct messages that an anonymous user links to, number by number', () => {
    wrote(open(1, { isAnonymous: true }), 'See HTTPS://Discord.com/Channels/@me/300123/400123');
    wrote(open(2), 'See https://discord.com/channels/@me/300123/400123');
    expect(found('30012')).toEqual(['See https://discord.com/channels/@me/300123/400123']);
  });

  test('words by their beginning from three letters on: fewer begin too many words', () => {
    wrote(open(1), 'The order');
    expect(['ord', 'ord?', 'or', 'the or'].map((text) => found(text).length)).toEqual([1, 1, 0, 0]);
  });
});
