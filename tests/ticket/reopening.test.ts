import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { Decision } from '../../src/ticket/decision.ts';
import type { Statement } from '../../src/ticket/statement.ts';
import type { AnswerTo, Effect, Reopening } from '../../src/ticket/effects.ts';
import type { ReopeningAsked } from '../../src/ticket/events.ts';
import type { MessageId, Ticket, TicketId } from '../../src/ticket/ticket.ts';
import {
  copyOf,
  mia,
  miaAsMember,
  now,
  rulesWith,
  saidInPost,
  saidToUser,
  sam,
  serverId,
  ticketWith,
  writingOf,
} from '../support/tickets.ts';
import { tagsOf } from '../../src/ticket/post-tags.ts';

const answerTo: AnswerTo = { interactionId: '1', applicationId: '2', token: 'secret', language: 'en' };
const wish: Reopening = {
  ticketId: 7 as TicketId,
  by: sam.id,
  reason: 'More to say',
  isReasonVisible: false,
  answerTo,
};
const closed = ticketWith({ status: 'closed', activity: 'awaitingResponse', closedAt: now - 1000 });

function ask(changes: Partial<ReopeningAsked> = {}, ticket: Ticket = closed): Decision {
  const event: ReopeningAsked = {
    type: 'reopeningAsked',
    wish,
    member: miaAsMember,
    activity: 'awaitingResponse',
    isDmKnown: true,
    otherOpen: null,
    draft: { user: mia, writings: [] },
    prompt: null,
    ...changes,
  };
  return decide(ticket, event, rulesWith(), now);
}

const opened = (activity: Ticket['activity']) => ({
  ...closed,
  status: 'open',
  activity,
  closedAt: null,
  silence: activity === 'awaitingResponse' ? { since: now, remindedAt: null } : null,
});
const openPost = (activity: Ticket['activity'], to: AnswerTo | null = answerTo): Effect => ({
  type: 'reopenPost',
  serverId,
  tags: tagsOf({ status: 'open', activity, closePlan: null, feedback: null, category: null }),
  answerTo: to,
});
const later = (statement: Statement): Effect => ({ type: 'answerLater', answerTo, statement });

describe('staff open a closed ticket again', () => {
  test('the post first; then it is said there, and to the user, and the command is answered', () => {
    const post = openPost('awaitingResponse');
    expect(ask()).toEqual({
      ticket: opened('awaitingResponse'),
      effects: [
        { effect: post },
        { effect: saidInPost({ type: 'reopened', by: sam.id, reason: 'More to say' }), after: [post] },
        { effect: saidToUser({ type: 'reopenedForUser', server: 'Harbour', reason: null }), after: [post] },
        { effect: later({ type: 'nowOpen', ticketId: closed.id }), after: [post] },
      ],
      answer: { to: 'later' },
    });
  });

  test('the user is told the reason where staff say so', () => {
    const { effects } = ask({ wish: { ...wish, isReasonVisible: true } });
    expect(effects[2]?.effect).toEqual(
      saidToUser({ type: 'reopenedForUser', server: 'Harbour', reason: 'More to say' }),
    );
  });

  test.each(['unanswered', 'userResponded', 'awaitingResponse'] as const)('and it is as it was: %s', (activity) => {
    const { ticket, effects } = ask({ activity });
    expect(ticket).toEqual(opened(activity));
    expect(effects[0]?.effect).toEqual(openPost(activity));
  });

  test('Discord is asked first where nobody knows whether the user is still a member', () => {
    expect(ask({ member: 'unknown' })).toEqual({
      ticket: closed,
      effects: [{ effect: { type: 'lookUpMember', serverId, userId: mia.id, reopening: wish } }],
      answer: { to: 'later' },
    });
  });

  test.each<[string, Partial<ReopeningAsked>, Partial<Ticket>, Statement]>([
    ['is open', {}, { status: 'open', closedAt: null }, { type: 'isOpen', ticketId: closed.id }],
    ['is just being closed', {}, { status: 'closing' }, { type: 'stillClosing', ticketId: closed.id }],
    [
      'whose user has another one open',
      { otherOpen: 9 as TicketId },
      {},
      { type: 'hasOpenTicket', ticketId: 9 as TicketId },
    ],
    ['whose user is no member any more', { member: null }, {}, { type: 'userNotAMember', server: 'Harbour' }],
  ])('but not one that %s', (_, changes, state, statement) => {
    const ticket = ticketWith({ ...closed, ...state });
    expect(ask(changes, ticket)).toEqual({ ticket, effects: [], answer: { to: 'invoker', statement } });
  });

  test('what the user wrote since, and was asked about, goes into the post; the question becomes "message sent"', () => {
    const writings = [writingOf('Thanks'), writingOf('One more thing', { messageId: 'm2' as MessageId })];
    const { ticket, effects } = ask({ draft: { user: mia, writings }, prompt: 'q1' as MessageId });
    const copies = writings.map((writing): Effect => ({
      type: 'sendToPost',
      shownByAnswer: false,
      ...copyOf(writing, `-# Mia\n${writing.text}`),
    }));
    const sent = { type: 'messageSent', server: 'Harbour', creationMessage: null, backAt: null } as const;
    const question = { type: 'editStatement', side: 'user', messageId: 'q1', statement: sent, language: 'en' };
    expect(ticket.activity).toBe('userResponded');
    expect(effects[0]?.effect).toEqual(openPost('userResponded'));
    expect(effects.slice(4)).toEqual([
      { effect: copies[0] },
      { effect: copies[1] },
      { effect: question, after: [copies[0]] },
    ]);
  });
});

test('a user who opens their ticket again isn’t told so; staff are', () => {
  const post = openPost('awaitingResponse', null);
  expect(ask({ wish: { ...wish, by: mia.id, reason: null, answerTo: null } }).effects).toEqual([
    { effect: post },
    { effect: saidInPost({ type: 'reopenedByUser' }) },
  ]);
});

describe('a post that can’t be opened again', () => {
  test.each(['gone', 'refused'] as const)('because it is %s stays closed, and whoever asked hears so', (reason) => {
    const failed = { type: 'deliveryFailed', effect: openPost('unanswered'), reason } as const;
    expect(decide(ticketWith(), failed, rulesWith(), now)).toEqual({
      ticket: ticketWith({ status: 'closed', closedAt: now, ...(reason === 'gone' ? { postId: null } : {}) }),
      effects: [{ effect: later({ type: 'postIsGone', ticketId: closed.id }) }],
    });
  });
});

test('a post that was archived late, when its ticket was open again, is opened once more', () => {
  const archive: Effect = { type: 'archivePost', serverId, tags: tagsOf({ ...closed, activity: 'unanswered' }) };
  expect(decide(ticketWith(), { type: 'delivered', effect: archive, messageId: null }, rulesWith(), now)).toEqual({
    ticket: ticketWith(),
    effects: [{ effect: openPost('unanswered', null) }],
  });
  expect(decide(ticketWith(), { type: 'deliveryFailed', effect: archive, reason: 'gone' }, rulesWith(), now)).toEqual({
    ticket: ticketWith(),
    effects: [],
  });
});
