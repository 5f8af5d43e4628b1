import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RecordedMessage, Store } from '../../src/desk/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { factsIn } from '../../src/storage/facts.ts';
import { createStore } from '../../src/storage/store.ts';
import type { ChannelId, MessageId, PostId, ServerId, TicketId, UserId } from '../../src/ticket/ticket.ts';
import { fileOf, mia, now, serverId, ticketWith, writingOf } from '../support/tickets.ts';

const id = (value: string) => value as MessageId;
const channel = '300' as ChannelId;

let database: Database;
let store: Store;
beforeEach(() => {
  database = openDatabase(':memory:');
  store = createStore(database);
});
afterEach(() => database.close());

describe('a transaction', () => {
  test('keeps all of it, or nothing', () => {
    expect(() =>
      store.transaction(() => {
        store.isFirst('event', now);
        throw new Error('half way');
      }),
    ).toThrow('half way');
    expect(store.isFirst('event', now)).toBe(true);
  });

  test('asks first whether it may write', () => {
    const guarded = createStore(database, () => {
      throw new Error('not yours any more');
    });
    expect(() => guarded.transaction(() => guarded.isFirst('event', now))).toThrow('not yours any more');
    expect(store.isFirst('event', now)).toBe(true);
  });

  test('is what the progress of an attempt is written down in, too', () => {
    const entry = store.outbox.add({
      ticketId: null,
      place: 'post/7',
      urgency: 'message',
      effect: { type: 'wakePost' },
      coalescingKey: null,
      replacedKey: null,
      after: [],
      notBefore: now,
      patientUntil: null,
      state: 'queued',
      unknownSince: null,
      anchor: null,
    });
    let isOurs = true;
    const guarded = createStore(database, () => {
      if (!isOurs) throw new Error('not yours any more');
    });
    const progress = { state: 'unknown', attempts: 1, unknownSince: now, notBefore: now } as const;
    isOurs = false;
    expect(() => guarded.outbox.progress(entry, progress)).toThrow('not yours any more');
    expect(() => guarded.outbox.leaveOut(entry, [])).toThrow('not yours any more');
    expect(store.outbox.get(entry)?.state).toBe('queued');
    isOurs = true;
    guarded.outbox.progress(entry, progress);
    expect(store.outbox.get(entry)?.state).toBe('unknown');
  });

  describe('that the disk has no room for', () => {
    const remember = (key: string) => store.transaction(() => store.isFirst(key, now));
    beforeEach(() => {
      const pages = Number(database.pragma('page_count', { simple: true }));
      database.pragma(`max_page_count = ${pages}`);
    });

    test('says so, keeps nothing, and is the last: what is small enough to find room would come before it', () => {
      expect(() => remember('x'.repeat(100_000))).toThrow('There is no room for the database any more');
      expect(() => remember('small')).toThrow('There is no room for the database any more');
      const next = createStore(database);
      expect(next.isFirst('small', now)).toBe(true);
    });

    test('and a mistake of the program is no reason to stop', () => {
      const twice = () => database.exec("INSERT INTO facts VALUES ('a', '1'), ('a', '1')");
      expect(() => store.transaction(twice)).toThrow('UNIQUE constraint failed');
      expect(remember('small')).toBe(true);
    });
  });

  test('gives what was computed in it', () => {
    expect(store.transaction(() => 7)).toBe(7);
  });
});

test('an event counts once', () => {
  expect([store.isFirst('a', now), store.isFirst('a', now + 1), store.isFirst('b', now)]).toEqual([true, false, true]);
});

describe('a user', () => {
  test('is stored with everything, and changed', () => {
    const user = { person: mia, channelId: channel, draftFor: serverId, refusedAt: now };
    store.saveUser(user);
    expect(store.user(mia.id)).toEqual(user);
    const changed = { person: { ...mia, name: 'Captain Mia' }, channelId: channel, draftFor: null, refusedAt: null };
    store.saveUser(changed);
    expect(store.user(mia.id)).toEqual(changed);
    expect(store.user('1' as UserId)).toBeNull();
  });

  test('is a member as far as is known, and since when', () => {
    const member = { serverId, userId: mia.id, name: 'Mia', joinedAt: null, roleIds: ['1', '2'] };
    store.saveMember(member, now);
    expect(store.member(serverId, mia.id, now)).toEqual(member);
    expect(store.member(serverId, mia.id, now + 1)).toBeNull();
    expect(store.member('1' as ServerId, mia.id, now)).toBeNull();
    store.saveMember({ ...member, roleIds: [] }, now + 5);
    expect(store.member(serverId, mia.id, now + 1)?.roleIds).toEqual([]);
  });
});

describe('tickets', () => {
  const ticketIds = (...numbers: number[]): TicketId[] => numbers as TicketId[];
  const [first, second, third] = ticketIds(1, 2, 3) as [TicketId, TicketId, TicketId];
  beforeEach(() => {
    store.saveTicket(ticketWith({ id: first, mark: 'a', postId: '401' as PostId, status: 'closed', closedAt: now }));
    store.saveTicket(ticketWith({ id: second, mark: 'b', postId: '402' as PostId, status: 'closing' }));
    store.saveTicket(ticketWith({ id: third, mark: 'c', postId: null }));
  });

  test('are numbered in one sequence', () => {
    expect(store.nextTicketId()).toBe(4);
  });

  test('are found by number, by post, and by their user while they are open', () => {
    expect(store.ticket(second)).toEqual(
      ticketWith({ id: second, mark: 'b', postId: '402' as PostId, status: 'closing' }),
    );
    expect(store.ticketOfPost('401' as PostId)?.id).toBe(first);
    expect(store.openTicketsOf(mia.id, serverId).map(({ id }) => id)).toEqual([third]);
    expect(store.openTicketsOf(mia.id, '1' as ServerId)).toEqual([]);
    expect(store.ticket(9 as TicketId)).toBeNull();
    expect(store.ticketOfPost('9' as PostId)).toBeNull();
  });

  test('that are not closed are listed', () => {
    expect(store.openTickets().map((ticket) => ticket.id)).toEqual([second, third]);
  });

  test('change, but never whose they are', () => {
    store.saveTicket(
      ticketWith({
        id: third,
        mark: 'other',
        userName: 'Else',
        postId: '403' as PostId,
        status: 'closed',
        closedAt: now,
      }),
    );
    expect(store.ticket(third)).toMatchObject({
      mark: 'c',
      userName: 'Mia',
      postId: '403',
      status: 'closed',
      closedAt: now,
    });
  });

  test('of earlier are counted, and the latest three named', () => {
    store.saveTicket(ticketWith({ id: 4 as TicketId, mark: 'd', postId: null }));
    expect(store.earlierTickets(mia.id, serverId)).toEqual({
      count: 4,
      latest: [
        { id: 4, postId: null },
        { id: 3, postId: null },
        { id: 2, postId: '402' },
      ],
    });
    expect(store.earlierTickets(mia.id, '1' as ServerId)).toEqual({ count: 0, latest: [] });
  });

  test('have a log', () => {
    store.log(first, now, { type: 'closed', by: mia.id, detail: 'Done' });
    expect(database.prepare('SELECT ticket_id, at, type, by_user_id, detail FROM ticket_log').all()).toEqual([
      { ticket_id: 1, at: now, type: 'closed', by_user_id: mia.id, detail: 'Done' },
    ]);
  });
});

describe('a draft', () => {
  const written = (messageId: string, changes: Partial<RecordedMessage> = {}): RecordedMessage => ({
    channelId: '300' as ChannelId,
    writing: writingOf(`text of ${messageId}`, { messageId: id(messageId) }),
    author: mia,
    side: 'user',
    userId: mia.id,
    ticketId: null,
    became: 'draft',
    ...changes,
  });

  test('is in the order written, also where IDs grow by a digit', () => {
    for (const messageId of ['1000000000000000001', '999999999999999999', '1000000000000000000']) {
      store.record(written(messageId));
    }
    expect(store.draft(mia.id).map(({ messageId }) => messageId)).toEqual([
      '999999999999999999',
      '1000000000000000000',
      '1000000000000000001',
    ]);
  });

  test('keeps files, replies and times', () => {
    const files = [fileOf('a.png', 12)];
    const writing = writingOf('Look', { messageId: id('5'), files, replyTo: id('4'), writtenAt: now + 1 });
    store.record(written('5', { writing }));
    expect(store.draft(mia.id)).toEqual([writing]);
  });

  test('ends as part of a ticket or as refused; what is written later is a new one', () => {
    store.saveTicket(ticketWith());
    store.record(written('5'));
    store.endDraft(mia.id, ticketWith().id, 'relayed');
    store.record(written('6'));
    store.endDraft(mia.id, null, 'refused');
    store.record(written('7'));
    expect(store.draft(mia.id).map(({ messageId }) => messageId)).toEqual(['7']);
    expect(database.prepare('SELECT message_id, ticket_id, became FROM messages ORDER BY message_id').all()).toEqual([
      { message_id: '5', ticket_id: 7, became: 'relayed' },
      { message_id: '6', ticket_id: null, became: 'refused' },
      { message_id: '7', ticket_id: null, became: 'draft' },
    ]);
  });

  test('has a message once, however often it is told', () => {
    store.record(written('5'));
    store.record(written('5', { writing: writingOf('changed', { messageId: id('5') }) }));
    expect(store.draft(mia.id).map(({ text }) => text)).toEqual(['text of 5']);
  });
});

describe('copies', () => {
  const copy = { place: 'user/200', ticketId: null, source: id('5'), content: 'Hello' } as const;

  test('lead from one side to the other and back, by their first part', () => {
    store.addCopy({ ...copy, messageId: id('12'), part: 2 });
    store.addCopy({ ...copy, messageId: id('11'), part: 1 });
    expect(store.counterpart(id('5'), 'user/200')).toBe('11');
    expect(store.counterpart(id('5'), 'post/7')).toBeNull();
    expect(store.counterpart(id('12'), 'post/7')).toBe('5');
    expect(store.counterpart(id('99'), 'user/200')).toBeNull();
  });

  test('of what was typed into a command stand for each other', () => {
    store.addCopy({ ...copy, messageId: id('11'), part: 1 });
    store.addCopy({ ...copy, messageId: id('13'), part: 1, place: 'post/7' });
    expect(store.counterpart(id('11'), 'post/7')).toBe('13');
    expect(store.counterpart(id('13'), 'user/200')).toBe('11');
  });

  test('say what they were changed to, part by part, until they are gone', () => {
    store.addCopy({ ...copy, messageId: id('12'), part: 2 });
    store.addCopy({ ...copy, messageId: id('11'), part: 1 });
    store.addCopy({ ...copy, messageId: id('13'), part: 1, place: 'post/7' });
    store.changeCopy(id('5'), 'user/200', 1, { content: 'Hello Mia' });
    store.changeCopy(id('5'), 'user/200', 2, null);
    expect(store.copiesOf(id('5'), 'user/200')).toEqual([{ part: 1, content: 'Hello Mia', files: [] }]);
    expect(store.copiesOf(id('5'), 'post/7')).toEqual([{ part: 1, content: 'Hello', files: [] }]);
    expect(store.isCopy('12')).toBe(false);
  });

  test('are known as ours, also those made from nothing', () => {
    store.addCopy({ ...copy, source: null, messageId: id('11'), part: 1 });
    expect([store.isCopy('11'), store.isCopy('12')]).toEqual([true, false]);
  });
});

test('the newest message of a channel is the one with the highest number, whatever comes last', () => {
  expect(store.newest(channel)).toBeNull();
  for (const messageId of ['999999999999999999', '1000000000000000000', '999999999999999998']) {
    store.sawMessage(channel, messageId);
  }
  expect(store.newest(channel)).toBe('1000000000000000000');
  expect(store.newest('301' as ChannelId)).toBeNull();
});

describe('facts', () => {
  test('are remembered by name, and changed', () => {
    const facts = factsIn(database);
    expect(facts.get('a')).toBeNull();
    facts.set('a', '1');
    facts.set('a', '2');
    expect([facts.get('a'), facts.get('b')]).toEqual(['2', null]);
  });

  test('hold the tags of each forum by kind', () => {
    const facts = factsIn(database);
    facts.saveForumTag('800', 'open', '1');
    facts.saveForumTag('800', 'closed', '2');
    facts.saveForumTag('801', 'open', '3');
    facts.saveForumTag('800', 'open', '4');
    expect([...facts.forumTags('800')].toSorted()).toEqual([
      ['closed', '2'],
      ['open', '4'],
    ]);
    expect([...facts.forumTags('802')]).toEqual([]);
  });
});
