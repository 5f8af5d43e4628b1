import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { Decision } from '../../src/ticket/decision.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { FailureReason } from '../../src/ticket/events.ts';
import type { MessageId, Ticket } from '../../src/ticket/ticket.ts';
import {
  copyOf,
  mia,
  now,
  openingWith,
  postId,
  rulesWith,
  saidInPost,
  saidToUser,
  serverId,
  ticketWith,
  writingOf,
} from '../support/tickets.ts';
import { openTicket } from '../../src/ticket/opening.ts';

const written = writingOf('Hello');
const { messageId } = written;
const toUser: Effect = { type: 'sendToUser', ...copyOf(written, '-# Sam · Harbour\nHello') };
const toPost: Effect = { type: 'sendToPost', shownByAnswer: false, ...copyOf(written, '-# Mia\nHello') };
const tags = { status: 'closed', activity: null } as const;
const archive: Effect = { type: 'archivePost', serverId, tags };
const reasons: readonly FailureReason[] = ['closedDms', 'noSharedServer', 'gone', 'forbidden', 'tooLarge', 'refused'];

function fail(effect: Effect, reason: FailureReason, ticket: Ticket = ticketWith()): Decision {
  return decide(ticket, { type: 'deliveryFailed', effect, reason }, rulesWith(), now);
}

function failedMark(side: 'post' | 'user', id: MessageId): Effect {
  return { type: 'react', side, messageId: id, outcome: 'failed' };
}

describe('a change of what the user has', () => {
  const edit: Effect = { type: 'editCopy', side: 'user', copyOf: messageId, part: 1, content: 'x' };
  const deletion: Effect = { type: 'deleteCopy', copyOf: messageId, part: 1 };
  const notice = saidInPost({ type: 'changeNotDelivered' }, messageId);

  test.each([edit, deletion])('that Discord refuses is told in the post: $type', (change) => {
    for (const reason of ['refused', 'forbidden', 'closedDms'] as const) {
      expect(fail(change, reason)).toEqual({ ticket: ticketWith(), effects: [{ effect: notice }] });
    }
    const closed = ticketWith({ status: 'closed' });
    expect(fail(change, 'refused', closed).effects.map(({ effect }) => effect)).toEqual([
      { type: 'wakePost' },
      notice,
      archive,
    ]);
  });

  test('is not missed where there is nothing left to change, and staff’s side is told of no change of the user’s', () => {
    const none = { ticket: ticketWith(), effects: [] };
    expect(fail(edit, 'gone')).toEqual(none);
    expect(fail(deletion, 'gone')).toEqual(none);
    expect(fail({ ...edit, side: 'post' }, 'refused')).toEqual(none);
  });
});

describe('a staff message that can’t reach the user', () => {
  test.each(reasons)(
    'because of "%s" is answered in the post and marked, and its other parts are given up',
    (reason) => {
      const told = reason === 'closedDms' || reason === 'noSharedServer' ? reason : 'other';
      expect(fail(toUser, reason)).toEqual({
        ticket: ticketWith(),
        effects: [
          { effect: saidInPost({ type: 'notDeliveredToUser', reason: told, retry: messageId }, messageId) },
          { effect: failedMark('post', messageId) },
        ],
        giveUp: messageId,
      });
    },
  );

  test.each(['closing', 'closed'] as const)('is answered in a post that is %s, which is archived again', (status) => {
    const ticket = ticketWith({ status, closedAt: now });
    expect(fail(toUser, 'closedDms', ticket)).toEqual({
      ticket,
      effects: [
        { effect: { type: 'wakePost' } },
        { effect: saidInPost({ type: 'notDeliveredToUser', reason: 'closedDms', retry: null }, messageId) },
        { effect: failedMark('post', messageId) },
        { effect: archive },
      ],
      giveUp: messageId,
    });
  });
});

test('what the bot says to the user and can’t is told in the post', () => {
  const said = saidToUser({ type: 'messageSent', server: 'Harbour', creationMessage: null, backAt: null });
  expect(fail(said, 'closedDms')).toEqual({
    ticket: ticketWith(),
    effects: [{ effect: saidInPost({ type: 'notDeliveredToUser', reason: 'closedDms', retry: null }) }],
  });
});

describe('a user’s message that can’t reach the post', () => {
  test.each(['forbidden', 'tooLarge', 'refused'] as const)('because of "%s" is answered and marked', (reason) => {
    expect(fail(toPost, reason)).toEqual({
      ticket: ticketWith(),
      effects: [
        { effect: saidToUser({ type: 'notDeliveredToStaff', server: 'Harbour' }, messageId) },
        { effect: failedMark('user', messageId) },
      ],
      giveUp: messageId,
    });
  });

  test('because the post is gone ends the ticket, too', () => {
    const decision = fail(toPost, 'gone');
    expect(decision.ticket).toEqual(ticketWith({ status: 'closed', postId: null, closedAt: now }));
    expect(decision.effects.map(({ effect }) => effect.type)).toEqual(['sendToUser', 'react']);
  });
});

test('what the bot says in the post and can’t is told to nobody', () => {
  const said = saidInPost({ type: 'alreadyClosed', ticketId: ticketWith().id });
  expect(fail(said, 'forbidden')).toEqual({ ticket: ticketWith(), effects: [] });
  const closed = ticketWith({ status: 'closed', postId: null, closedAt: now });
  expect(fail(said, 'gone')).toEqual({ ticket: closed, effects: [] });
});

describe('a ticket without its post', () => {
  const [opening] = openTicket(openingWith(written), rulesWith(), now).effects.map(({ effect }) => effect);

  test.each(reasons)('is closed when the post can’t be opened: %s', (reason) => {
    const closed = ticketWith({ status: 'closed', postId: null, closedAt: now });
    expect(opening === undefined ? null : fail(opening, reason)).toEqual({ ticket: closed, effects: [] });
  });

  test('is closed since the command when the post can’t be archived', () => {
    const ticket = ticketWith({ status: 'closing', closedAt: now - 5000 });
    const closed = { ...ticket, status: 'closed', postId: null };
    expect(fail(archive, 'gone', ticket)).toEqual({ ticket: closed, effects: [] });
  });

  test('keeps the post that is still there when it can’t be archived at all', () => {
    const ticket = ticketWith({ status: 'closing', closedAt: now - 5000 });
    const closed = { ...ticket, status: 'closed' };
    expect(fail({ ...archive, tags: null }, 'refused', ticket)).toEqual({ ticket: closed, effects: [] });
  });

  test.each(['open', 'closing', 'closed'] as const)('is over at once when somebody deletes it: %s', (status) => {
    const ticket = ticketWith({ status, closedAt: status === 'open' ? null : now - 5000 });
    expect(decide(ticket, { type: 'postDeleted', postId }, rulesWith(), now)).toEqual({
      ticket: { ...ticket, status: 'closed', postId: null, closedAt: ticket.closedAt ?? now },
      effects: [],
    });
  });
});

test.each<Effect>([
  failedMark('user', messageId),
  { type: 'setTags', serverId, tags },
  { type: 'wakePost' },
  { type: 'lookUpMember', serverId, userId: mia.id, reopening: null },
])('an effect of type $type that fails changes nothing', (effect) => {
  expect(fail(effect, 'gone')).toEqual({ ticket: ticketWith(), effects: [] });
});
