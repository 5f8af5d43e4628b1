import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import type { Database } from '../../src/storage/database.ts';
import { searchIn } from '../../src/storage/search.ts';
import type { SearchScope } from '../../src/storage/search.ts';
import { createStore } from '../../src/storage/store.ts';
import type { Store } from '../../src/desk/store.ts';
import type { ChannelId, MessageId, PostId, Ticket, TicketId } from '../../src/ticket/ticket.ts';
import { mia, now, sam, ticketWith, writingOf } from '../support/tickets.ts';

let database: Database;
let store: Store;
beforeEach(() => {
  database = openDatabase(':memory:');
  store = createStore(database);
});
afterEach(() => database.close());

const everywhere: SearchScope = {
  serverId: null,
  status: null,
  category: null,
  userId: null,
  since: null,
  until: null,
};
let lastId = 1000;

function open(id: number, changes: Partial<Ticket> = {}): TicketId {
  const own = { id: id as TicketId, mark: `mark${id}`, postId: `40${id}` as PostId };
  store.saveTicket(ticketWith({ ...own, ...changes }));
  return own.id;
}

function wrote(ticketId: TicketId | null, text: string, side: 'user' | 'staff' = 'user'): MessageId {
  lastId += 1;
  const messageId = String(lastId) as MessageId;
  store.record({
    channelId: '300' as ChannelId,
    writing: writingOf(text, { messageId, writtenAt: now + lastId }),
    author: side === 'user' ? mia : sam,
    side,
    userId: mia.id,
    ticketId,
    became: ticketId === null ? 'draft' : 'relayed',
  });
  return messageId;
}

const found = (text: string, scope: Partial<SearchScope> = {}): readonly string[] =>
  searchIn(database)(text, { ...everywhere, ...scope }, 50).map((hit) => `${hit.ticketId} ${hit.name}: ${hit.text}`);

describe('a search', () => {
  test('finds words in any order, whatever their case and accents, the newest message first', () => {
    const ticket = open(1);
    wrote(ticket, 'The café lost my ORDER');
    wrote(ticket, 'Which order, please?', 'staff');
    wrote(ticket, 'Something else');
    expect(found('order')).toEqual(['1 Sam: Which order, please?', '1 Mia: The café lost my ORDER']);
    expect(found('order CAFE')).toEqual(['1 Mia: The café lost my ORDER']);
    expect(found('ord')).toHaveLength(2);
    expect(found('ord café')).toEqual([]);
  });

  test('finds what stands in quotes only as it stands there', () => {
    const ticket = open(1);
    wrote(ticket, 'lost my order');
    expect(found('"my order"')).toHaveLength(1);
    expect(found('"order my"')).toEqual([]);
    expect(found('"ord"')).toEqual([]);
  });

  test.each([
    '',
    '  ',
    '"',
    '""',
    '***',
    '(',
    'AND',
    'a AND',
    'text:x',
    '-x',
    '^',
    'NEAR(',
    '{a}',
    'it’s "',
    'x"y"z',
    "'; DROP",
    '\0',
    'a\0"',
    '"a\0',
  ])('for %j breaks nothing', (text) => {
    wrote(open(1), 'Hello');
    expect(found(text)).toEqual([]);
  });

  test('takes what nobody can write for a space', () => {
    wrote(open(1), 'lost my order');
    expect(found('order\0lost\u0007')).toHaveLength(1);
    expect(found('"my\0order"')).toHaveLength(1);
  });

  test('finds what a message says now, and nothing that is no part of a ticket', () => {
    const message = wrote(open(1), 'The old words');
    wrote(null, 'Old words that were never sent');
    store.recordEdit(message, { text: 'Others', files: [] }, now);
    expect(found('old')).toEqual([]);
    expect(found('others')).toHaveLength(1);
    database.prepare('DELETE FROM earlier_texts').run();
    database.prepare('DELETE FROM messages WHERE message_id = ?').run(message);
    expect(found('others')).toEqual([]);
  });

  test('keeps to its scope', () => {
    wrote(open(1, { category: 'buying' }), 'Hello one');
    wrote(open(2, { status: 'closed', closedAt: now, userId: sam.id, userName: 'Sam' }), 'Hello two');
    expect(found('hello', { status: 'closed' })).toEqual(['2 Mia: Hello two']);
    expect(found('hello', { category: 'buying' })).toEqual(['1 Mia: Hello one']);
    expect(found('hello', { userId: mia.id })).toEqual(['1 Mia: Hello one']);
    expect(found('hello', { since: now + lastId })).toEqual(['2 Mia: Hello two']);
    expect(found('hello', { until: now + lastId })).toEqual(['1 Mia: Hello one']);
    expect(found('hello', { serverId: '999' })).toEqual([]);
  });

  test('tells nothing of who an anonymous user is', () => {
    const ticket = open(1, { isAnonymous: true, userName: 'Teal Otter' });
    wrote(ticket, 'Hello');
    wrote(ticket, `I am <@${mia.id}>, hello`);
    expect(found('hello')).toEqual(['1 Teal Otter: Hello']);
    expect(found(mia.id)).toEqual([]);
    expect(found('hello', { userId: mia.id })).toEqual([]);
  });

  test('leaves no word of a removed text behind in the index', () => {
    const messages = Array.from({ length: 300 }, (_, index) => wrote(open(index + 1), `secretword number ${index}`));
    const words = (): unknown =>
      database.prepare("SELECT count(*) FROM message_words_data WHERE instr(block, 'secretword') > 0").pluck().get();
    expect(words()).not.toBe(0);
    for (const message of messages) database.prepare('DELETE FROM messages WHERE message_id = ?').run(message);
    expect(words()).toBe(0);
    database.exec("INSERT INTO message_words (message_words) VALUES ('integrity-check')");
  });
});
