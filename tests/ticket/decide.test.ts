import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { Decision } from '../../src/ticket/decision.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { MessageId, Ticket } from '../../src/ticket/ticket.ts';
import {
  copyOf,
  mia,
  now,
  postId,
  relayedBy,
  rulesWith,
  saidInPost,
  saidToUser,
  serverId,
  staffWrote,
  ticketWith,
  userWrote,
  writingOf,
} from '../support/tickets.ts';

const written = writingOf('Hello');
const tags = { status: 'open', activity: 'unanswered' } as const;

function deliver(effect: Effect, ticket: Ticket = ticketWith()): Decision {
  return decide(ticket, { type: 'delivered', effect, messageId: 'c1' as MessageId }, rulesWith(), now);
}

function receipt(side: 'post' | 'user'): { effect: Effect } {
  return { effect: { type: 'react', side, messageId: written.messageId, outcome: 'delivered' } };
}

test('a post that is open belongs to its ticket from then on', () => {
  const ticket = ticketWith({ postId: null });
  expect(decide(ticket, { type: 'postOpened', postId }, rulesWith(), now)).toEqual({
    ticket: ticketWith(),
    effects: [],
  });
});

describe('a receipt', () => {
  const toPost: Effect = { type: 'sendToPost', shownByAnswer: false, ...copyOf(written, '-# Mia\nHello') };
  const toUser: Effect = { type: 'sendToUser', ...copyOf(written, '-# Sam · Harbour\nHello') };

  test('confirms the user’s message once it is in the post', () => {
    expect(deliver(toPost)).toEqual({ ticket: ticketWith(), effects: [receipt('user')] });
  });

  test('confirms the staff message once the user has it', () => {
    expect(deliver(toUser)).toEqual({ ticket: ticketWith(), effects: [receipt('post')] });
  });

  test('is still given while the post is being closed', () => {
    const ticket = ticketWith({ status: 'closing', closedAt: now });
    expect(deliver(toUser, ticket)).toEqual({ ticket, effects: [receipt('post')] });
  });

  test('is not given in a closed post, but to its user', () => {
    const ticket = ticketWith({ status: 'closed', closedAt: now });
    expect(deliver(toUser, ticket)).toEqual({ ticket, effects: [] });
    expect(deliver(toPost, ticket)).toEqual({ ticket, effects: [receipt('user')] });
  });

  test.each([
    ['post', userWrote('word '.repeat(900))],
    ['user', staffWrote('word '.repeat(900))],
  ] as const)('is given once, after the last of the parts sent to the %s', (side, event) => {
    const { effects } = decide(ticketWith(), event, rulesWith(), now);
    const parts = effects.flatMap(({ effect }) => ('source' in effect ? [effect] : []));
    expect(relayedBy(effects)).toHaveLength(3);
    const receipts = parts.map((part) => deliver(part).effects);
    expect(receipts).toEqual([[], [], [receipt(side === 'post' ? 'user' : 'post')]]);
  });

  test('is not given where it isn’t asked for', () => {
    const unasked = copyOf(written, 'Hello', false);
    expect(deliver({ type: 'sendToUser', ...unasked }).effects).toEqual([]);
    expect(deliver({ type: 'sendToPost', shownByAnswer: false, ...unasked }).effects).toEqual([]);
  });
});

test.each<Effect>([
  saidInPost({ type: 'noTicketHere' }),
  saidToUser({ type: 'noTicketHere' }),
  { type: 'react', side: 'post', messageId: written.messageId, outcome: 'failed' },
  { type: 'setTags', serverId, tags },
  { type: 'wakePost' },
  { type: 'reopenPost', serverId, tags, answerTo: null },
  { type: 'unreact', side: 'post', messageId: written.messageId },
  { type: 'lookUpMember', serverId, userId: mia.id, reopening: null },
])('nothing follows from an effect of type $type that is no copy', (effect) => {
  expect(deliver(effect)).toEqual({ ticket: ticketWith(), effects: [] });
});
