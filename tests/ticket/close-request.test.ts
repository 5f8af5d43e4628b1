import { describe, expect, test } from 'vitest';
import type { CloseRequest, Closing } from '../../src/ticket/close-plan.ts';
import { decide } from '../../src/ticket/decide.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { TicketEvent } from '../../src/ticket/events.ts';
import type { Statement } from '../../src/ticket/statement.ts';
import type { MessageId, Ticket } from '../../src/ticket/ticket.ts';
import {
  closeCommanded,
  closeRequestAnswered,
  closeRequested,
  closeRequestWithdrawn,
  closingConfirmed,
  closingDue,
  now,
  rulesWith,
  saidInPost,
  saidToUser,
  sam,
  serverId,
  staffWrote,
  ticketWith,
  userWrote,
} from '../support/tickets.ts';

const rules = rulesWith();
const minute = 60_000;
const question = '900' as MessageId;
const closing: Closing = { by: sam.id, byName: 'Sam', comment: null, shareComment: false, notifyUser: false };
const request: CloseRequest = {
  type: 'request',
  id: 'request1',
  closing,
  at: null,
  messageId: question,
  insisted: null,
};
const asked = ticketWith({ closePlan: request });

const on = (ticket: Ticket, event: TicketEvent) => decide(ticket, event, rules, now);
const tags = (status: 'open' | 'closeRequested', activity: Ticket['activity'] = 'unanswered'): Effect => ({
  type: 'setTags',
  serverId,
  tags: { status, activity },
});
const becomes = (statement: Statement): Effect => ({
  type: 'editStatement',
  side: 'user',
  messageId: question,
  statement,
  language: 'en',
});
const effectsOf = (ticket: Ticket, event: TicketEvent): readonly Effect[] =>
  on(ticket, event).effects.map(({ effect }) => effect);
const closedForUser = { type: 'closedForUser', server: 'Harbour', comment: null, closeMessage: null } as const;

describe('/close-request create', () => {
  test('asks the user, tells the post by its answer, and changes the tags', () => {
    const made = {
      type: 'closeRequestMade',
      by: sam.id,
      comment: null,
      at: null,
      clamped: null,
      isInstead: false,
    } as const;
    const shown = { ...saidInPost(made), shownByAnswer: true };
    const asks = { type: 'mayBeClosed', server: 'Harbour', ticketId: asked.id, requestId: 'request1' } as const;
    expect(on(ticketWith(), closeRequested())).toEqual({
      ticket: { ...asked, closePlan: { ...request, messageId: null } },
      effects: [
        { effect: shown },
        { effect: saidToUser({ ...asks, comment: null, at: null }) },
        { effect: tags('closeRequested') },
      ],
      answer: { to: 'everyone', statement: made, effect: shown },
    });
  });

  test('shows the user the comment, unless it isn’t to be shared', () => {
    const comments = [true, false].map((shareComment) =>
      effectsOf(ticketWith(), closeRequested({ comment: 'All done?', shareComment })).map((effect) =>
        'body' in effect && effect.body.type === 'statement' && 'comment' in effect.body.statement
          ? effect.body.statement.comment
          : undefined,
      ),
    );
    expect(comments).toEqual([
      ['All done?', 'All done?', undefined],
      ['All done?', null, undefined],
    ]);
  });

  test.each([
    [9 * minute, 10 * minute, 'longer'],
    [10 * minute, 10 * minute, null],
    [14 * 24 * 60 * minute, 14 * 24 * 60 * minute, null],
    [15 * 24 * 60 * minute, 14 * 24 * 60 * minute, 'shorter'],
  ] as const)('with a time of %d ms closes after %d ms, and says where that differs', (closeInMs, inMs, clamped) => {
    const { ticket, answer } = on(ticketWith(), closeRequested({ closeInMs }));
    expect(ticket.closePlan?.at).toBe(now + inMs);
    expect(answer).toMatchObject({ statement: { at: now + inMs, clamped } });
  });

  test('is one per ticket, and none of a closed one', () => {
    const refusal = (type: Statement['type']) => ({ to: 'invoker', statement: { type, ticketId: asked.id } });
    expect(on(asked, closeRequested({ id: 'request2' }))).toEqual({
      ticket: asked,
      effects: [],
      answer: refusal('alreadyRequested'),
    });
    const closed = ticketWith({ status: 'closed' });
    expect(on(closed, closeRequested()).answer).toEqual(refusal('alreadyClosed'));
    expect(on(closed, closeRequestWithdrawn()).answer).toEqual(refusal('notRequested'));
  });

  test('takes the place of a closing at a time of its own', () => {
    const later = ticketWith({ closePlan: { type: 'later', id: 'close1', closing, at: now + minute } });
    const { ticket, answer } = on(later, closeRequested());
    expect(ticket.closePlan).toMatchObject({ type: 'request' });
    expect(answer).toMatchObject({ statement: { type: 'closeRequestMade', isInstead: true } });
  });
});

test('the question is known once it was delivered; one that is no longer asked goes away', () => {
  const [, sent] = effectsOf(ticketWith(), closeRequested());
  if (sent === undefined) throw new Error('Nobody was asked.');
  const delivered: TicketEvent = { type: 'delivered', effect: sent, messageId: question };
  const unknown = ticketWith({ closePlan: { ...request, messageId: null } });
  expect(on(unknown, delivered)).toEqual({ ticket: asked, effects: [] });
  const gone: Effect = { type: 'deleteStatement', side: 'user', messageId: question };
  expect(on(ticketWith(), delivered)).toEqual({ ticket: ticketWith(), effects: [{ effect: gone }] });
});

test('a question that can’t be delivered is asked no more, and staff read why', () => {
  const [, sent] = effectsOf(ticketWith(), closeRequested());
  if (sent === undefined) throw new Error('Nobody was asked.');
  const failed: TicketEvent = { type: 'deliveryFailed', effect: sent, reason: 'closedDms' };
  const notice = saidInPost({ type: 'notDeliveredToUser', reason: 'closedDms', retry: null });
  const unknown = ticketWith({ closePlan: { ...request, messageId: null } });
  expect(on(unknown, failed)).toEqual({
    ticket: ticketWith(),
    effects: [{ effect: notice }, { effect: tags('open') }],
  });
});

describe('the user', () => {
  test('agrees: the ticket is closed, and nothing more is sent to them', () => {
    const decision = on(asked, closeRequestAnswered('close'));
    expect(decision.ticket).toEqual(ticketWith({ status: 'closing', closedAt: now }));
    expect(decision.effects.map(({ effect }) => effect)).toEqual([
      saidInPost({ type: 'closedByUser', askedBy: sam.id, comment: null }),
      { type: 'archivePost', serverId, tags: { status: 'closed', activity: null } },
    ]);
    expect(decision.answer).toEqual({ to: 'message', statement: closedForUser });
  });

  test('wants it kept open', () => {
    expect(on(asked, closeRequestAnswered('keep'))).toEqual({
      ticket: ticketWith(),
      effects: [{ effect: saidInPost({ type: 'closeRequestRefused' }) }, { effect: tags('open') }],
      answer: { to: 'message', statement: { type: 'staysOpen', server: 'Harbour' } },
    });
  });

  test.each([
    ['is open', ticketWith(), { type: 'askedNoMore' }],
    ['was asked again', asked, { type: 'askedNoMore' }],
    ['is closed', ticketWith({ status: 'closed' }), closedForUser],
  ] as const)('who presses too late reads how things are: the ticket %s', (_, ticket, statement) => {
    const requestId = ticket === asked ? 'request0' : 'request1';
    expect(on(ticket, closeRequestAnswered('close', requestId))).toEqual({
      ticket,
      effects: [],
      answer: { to: 'message', statement },
    });
  });

  test('says nothing until the time is over: the ticket is closed', () => {
    const timed = ticketWith({ closePlan: { ...request, at: now } });
    expect(effectsOf(timed, closingDue('request1'))).toEqual([
      saidInPost({ type: 'closedUnanswered', askedBy: sam.id, comment: null }),
      becomes(closedForUser),
      { type: 'archivePost', serverId, tags: { status: 'closed', activity: null } },
    ]);
    expect(on(timed, closingDue('request0'))).toEqual({ ticket: timed, effects: [] });
  });
});

describe('whatever is relayed', () => {
  test.each([
    ['from the user', userWrote('One more thing'), 'sendToPost', 'unanswered'],
    ['from staff', staffWrote('One more thing'), 'sendToUser', 'awaitingResponse'],
  ] as const)('%s makes the question needless', (_, event, copy, activity) => {
    const decision = on(asked, event);
    expect(decision.ticket.closePlan).toBeNull();
    const [relayed, ...others] = decision.effects.map(({ effect }) => effect);
    expect(relayed?.type).toBe(copy);
    expect(others).toEqual([
      saidInPost({ type: 'closesNoMore', wasRequest: true }),
      becomes({ type: 'askedNoMore' }),
      tags('open', activity),
    ]);
  });

  test('is what counts: notes, edits and other commands leave the question as it is', () => {
    expect(on(asked, staffWrote('// hm')).ticket.closePlan).toBe(request);
    expect(on(asked, { type: 'membershipChanged', isMember: false }).ticket.closePlan).toBe(request);
  });
});

test('a ticket whose post was deleted asks no more', () => {
  const { ticket, effects } = on(asked, { type: 'postDeleted', postId: asked.postId ?? ('1' as never) });
  expect(ticket.closePlan).toBeNull();
  expect(effects.map(({ effect }) => effect)).toEqual([becomes({ type: 'askedNoMore' })]);
});

test('/close-request delete takes the question away', () => {
  expect(effectsOf(asked, closeRequestWithdrawn({ ticketId: asked.id, channelId: '1' as never }))).toEqual([
    saidInPost({ type: 'closeRequestWithdrawn', by: sam.id }),
    { type: 'deleteStatement', side: 'user', messageId: question },
    tags('open'),
  ]);
});

describe('/close while the user is asked', () => {
  const insisting = on(asked, closeCommanded({ comment: 'Spam', shareComment: false }));

  test('asks staff whether they mean it', () => {
    expect(insisting.effects).toEqual([]);
    expect(insisting.answer).toEqual({
      to: 'invoker',
      statement: { type: 'closeAllTheSame', ticketId: asked.id, insistedId: 'close1' },
    });
    expect(insisting.ticket.status).toBe('open');
  });

  test('closes once they do', () => {
    const decision = on(insisting.ticket, closingConfirmed());
    expect(decision.answer).toEqual({ to: 'message', statement: { type: 'nowClosed', ticketId: asked.id } });
    expect(decision.effects.map(({ effect }) => effect)).toEqual([
      saidInPost({ type: 'closed', by: sam.id, comment: 'Spam' }),
      becomes({ type: 'askedNoMore' }),
      { type: 'archivePost', serverId, tags: { status: 'closed', activity: null } },
    ]);
  });

  test('or later, where they wanted that', () => {
    const later = on(on(asked, closeCommanded({ inMs: minute })).ticket, closingConfirmed());
    const plan = { type: 'later', id: 'close1', at: now + minute } as const;
    expect(later.ticket.closePlan).toMatchObject(plan);
    expect(later.effects.map(({ effect }) => effect)).toEqual([
      saidInPost({ type: 'closesLater', by: sam.id, at: now + minute, comment: null }),
      becomes({ type: 'askedNoMore' }),
      tags('open'),
    ]);
    expect(later.answer).toEqual({
      to: 'message',
      statement: { type: 'nowClosesLater', ticketId: asked.id, at: now + minute },
    });
  });

  test('means nothing any more where the question was settled meanwhile', () => {
    const refusals = [ticketWith(), ticketWith({ status: 'closed' })].map((ticket) => on(ticket, closingConfirmed()));
    expect(refusals.map(({ answer, effects }) => ({ answer, effects }))).toEqual([
      { answer: { to: 'message', statement: { type: 'notRequested', ticketId: asked.id } }, effects: [] },
      { answer: { to: 'message', statement: { type: 'alreadyClosed', ticketId: asked.id } }, effects: [] },
    ]);
    expect(on(insisting.ticket, closingConfirmed('close0')).effects).toEqual([]);
  });
});
