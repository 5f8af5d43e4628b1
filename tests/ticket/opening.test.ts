import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/ticket/effects.ts';
import { openTicket } from '../../src/ticket/opening.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { MessageId } from '../../src/ticket/ticket.ts';
import {
  copyOf,
  mia,
  miaAsMember,
  now,
  openingWith,
  rulesWith,
  saidToUser,
  serverId,
  ticketWith,
  writingOf,
} from '../support/tickets.ts';

const first = writingOf('My order is late.');
const second = writingOf('Number 12.', { messageId: 'm2' as MessageId });
const opened = ticketWith({ postId: null, openedAt: now });

const post: Effect = {
  type: 'openPost',
  serverId,
  title: '#7 · Mia',
  facts: {
    ticketId: opened.id,
    mark: 'k3x9',
    who: { user: mia, member: miaAsMember, earlierTickets: { count: 0, latest: [] } },
    openedAt: now,
    address: null,
    category: null,
    answers: [],
  },
  pings: [],
  tags: { status: 'open', activity: 'unanswered' },
  language: 'en',
  autoArchiveMinutes: 10_080,
};

function toPost(copy: ReturnType<typeof copyOf>): Effect {
  return { type: 'sendToPost', shownByAnswer: false, ...copy };
}

describe('a ticket that is opened', () => {
  test('where Discord shows only what mentions the bot, the post tells how to address the user', () => {
    const { effects } = openTicket(openingWith(writingOf('Hello')), rulesWith({ readsContent: false }), now);
    expect(effects[0]?.effect).toMatchObject({ type: 'openPost', facts: { address: '<@1>' } });
  });

  test('gets its post, the message in it, and then "message sent" for the user, and nothing else', () => {
    // The answer "message sent" is the receipt of the first message.
    const copy = toPost(copyOf(first, '-# Mia\nMy order is late.', false));
    const answer = saidToUser(
      { type: 'messageSent', server: 'Harbour', creationMessage: null, backAt: null },
      first.messageId,
    );
    expect(openTicket(openingWith(first), rulesWith(), now)).toEqual({
      ticket: opened,
      effects: [{ effect: post }, { effect: copy }, { effect: answer, after: [copy] }],
    });
  });

  test('confirms each further message by a receipt', () => {
    const copies = [
      toPost(copyOf(first, '-# Mia\nMy order is late.', false)),
      toPost(copyOf(second, '-# Mia\nNumber 12.', true)),
    ];
    const answer = saidToUser(
      { type: 'messageSent', server: 'Harbour', creationMessage: null, backAt: null },
      first.messageId,
    );
    expect(openTicket(openingWith(first, second), rulesWith(), now).effects).toEqual([
      { effect: post },
      ...copies.map((effect) => ({ effect })),
      { effect: answer, after: [copies[0]] },
    ]);
  });

  test('gives no receipts where they are switched off', () => {
    const { effects } = openTicket(openingWith(first, second), rulesWith({ receipts: false }), now);
    const receipts = effects.map(({ effect }) => ('source' in effect ? effect.source?.receipt : undefined));
    expect(receipts).toEqual([undefined, false, false, undefined]);
  });

  test('says "message sent" only when the last part of the first message has arrived', () => {
    const { effects } = openTicket(openingWith(writingOf('word '.repeat(700))), rulesWith(), now);
    expect(effects.map(({ effect }) => effect.type)).toEqual(['openPost', 'sendToPost', 'sendToPost', 'sendToUser']);
    expect(effects[3]?.after).toEqual([effects[2]?.effect]);
  });

  test('has a post even without words', () => {
    expect(openTicket(openingWith(), rulesWith(), now).effects).toEqual([{ effect: post }]);
  });

  test('tells the creation message, filled in', () => {
    const rules = rulesWith({ creationMessage: ['Hello ', { placeholder: 'user.name' }, '!'] });
    expect(openTicket(openingWith(first), rules, now).effects[2]?.effect).toEqual(
      saidToUser(
        { type: 'messageSent', server: 'Harbour', creationMessage: 'Hello Mia!', backAt: null },
        first.messageId,
      ),
    );
  });

  test('takes pings, language and archiving from the settings', () => {
    const changes = { pings: [{ role: '900' }, { user: '201' }], language: 'de', autoArchiveMinutes: 60 };
    expect(openTicket(openingWith(first), rulesWith(changes), now).effects[0]).toEqual({
      effect: { ...post, ...changes },
    });
  });
});

describe('the title of a post', () => {
  function titleFrom(postTitle: Rules['postTitle'], name = 'Mia'): string {
    const opening = { ...openingWith(first), user: { ...mia, name } };
    const [effect] = openTicket(opening, rulesWith({ postTitle }), now).effects.map((planned) => planned.effect);
    return effect?.type === 'openPost' ? effect.title : '';
  }

  test('is one line', () => {
    expect(titleFrom([' a\n\n', { placeholder: 'user.name' }], 'Mia\tLee ')).toBe('a Mia Lee');
  });

  test('is the number where it would be empty', () => {
    expect(titleFrom([' '])).toBe('#7');
  });

  test('has at most 100 characters, and no half ones', () => {
    expect(titleFrom(['x'.repeat(100)])).toBe('x'.repeat(100));
    expect(titleFrom(['x'.repeat(101)])).toBe(`${'x'.repeat(99)}…`);
    expect(titleFrom(['😀'.repeat(51)])).toBe(`${'😀'.repeat(49)}…`);
  });
});
