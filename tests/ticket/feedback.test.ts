import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { Feedback, Rating } from '../../src/ticket/feedback.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { Statement } from '../../src/ticket/statement.ts';
import type { ChannelId, MessageId, Ticket } from '../../src/ticket/ticket.ts';
import {
  closeCommanded,
  feedbackRated,
  feedbackSent,
  mia,
  now,
  rulesWith,
  saidInPost,
  saidToUser,
  sam,
  serverId,
  ticketWith,
} from '../support/tickets.ts';

const channelId = '600' as ChannelId;
const bare = { thankYou: null, form: [], channelId: null, ratingTags: false };
const asking = (changes: Partial<NonNullable<Rules['feedback']>> = {}): Rules =>
  rulesWith({ feedback: { ...bare, ...changes } });

const farewell = { server: 'Harbour', comment: null, closeMessage: null, isSaidAnyway: false };
const asked: Feedback = {
  askedAt: now,
  farewell,
  messageId: 'question1' as MessageId,
  rating: null,
  ratedAt: null,
  answers: [],
  sentAt: null,
  noticeId: null,
};
const closed = (changes: Partial<Feedback> = {}): Ticket =>
  ticketWith({ status: 'closed', closedAt: now, feedback: { ...asked, ...changes } });
const question = (stage: 'asked' | 'rated' | 'thanked' | 'settled', rating: Rating | null): Statement => ({
  type: 'feedback',
  ticketId: ticketWith().id,
  askedAt: now,
  farewell,
  rating,
  stage,
  thankYou: null,
});

const becomes = (statement: Statement): Effect => ({
  type: 'editStatement',
  side: 'user',
  messageId: 'question1' as MessageId,
  statement,
  language: 'en',
});

describe('closing', () => {
  test('silently still asks: one message, and nothing else', () => {
    const { ticket, effects } = decide(ticketWith(), closeCommanded(), asking(), now);
    expect(effects.map(({ effect }) => effect)).toEqual([
      { ...saidInPost({ type: 'closed', by: sam.id, comment: null }), shownByAnswer: true },
      saidToUser(question('asked', null)),
      { type: 'archivePost', serverId, tags: { status: 'closed', activity: null } },
    ]);
    expect(ticket.feedback).toEqual({ ...asked, messageId: null });
  });

  test('says all in that message: the comment and the close message, and that it is said anyway', () => {
    const rules = rulesWith({ feedback: bare, closeMessage: ['Bye, ', { placeholder: 'user.name' }] });
    const { ticket } = decide(ticketWith(), closeCommanded({ comment: 'Solved' }), rules, now);
    expect(ticket.feedback?.farewell).toEqual({
      server: 'Harbour',
      comment: 'Solved',
      closeMessage: 'Bye, Mia',
      isSaidAnyway: true,
    });
  });
});

describe('a rating', () => {
  test('without a form, channel and tags is thanked for, and nothing else', () => {
    const rated = { ...asked, rating: 4, ratedAt: now + 5 } as const;
    expect(decide(closed(), feedbackRated(4), asking(), now + 5)).toEqual({
      ticket: closed(rated),
      effects: [],
      answer: { to: 'message', statement: question('thanked', 4) },
    });
  });

  test.each([NaN, 0, 6, 2.5])('of %d is none: it changes nothing, by button or by form', (rating) => {
    for (const event of [feedbackRated(rating as Rating), feedbackSent({ rating: rating as Rating })]) {
      const { ticket, effects } = decide(closed(), event, asking(), now);
      expect({ ticket, effects }).toEqual({ ticket: closed(), effects: [] });
    }
  });

  test('is kept also where nobody is asked any more', () => {
    const { ticket, effects } = decide(closed(), feedbackRated(4), rulesWith(), now);
    expect(ticket.feedback?.rating).toBe(4);
    expect(effects).toEqual([]);
  });

  test('is shown to staff, set on the post without a word in it, and changed in the question where a form opens', () => {
    const form = [{ type: 'note', text: 'Why?' }] as const;
    const { effects, answer } = decide(closed(), feedbackRated(2), asking({ channelId, ratingTags: true, form }), now);
    const shown = { id: ticketWith().id, serverId, postId: ticketWith().postId };
    expect(effects.map(({ effect }) => effect)).toEqual([
      becomes(question('rated', 2)),
      {
        type: 'showFeedback',
        category: null,
        channelId,
        ticket: shown,
        user: { name: 'Mia', id: mia.id },
        rating: 2,
        answers: [],
        since: 'press1',
        language: 'en',
      },
      { type: 'wakePost' },
      { type: 'archivePost', serverId, tags: { status: 'closed', activity: null, rating: 2 } },
    ]);
    expect(answer).toEqual({
      to: 'form',
      form: { type: 'feedback', ticketId: ticketWith().id, askedAt: now, rating: 2, fields: form },
    });
  });

  test('sets no tag where the post is gone', () => {
    const ticket = { ...closed(), postId: null };
    expect(decide(ticket, feedbackRated(2), asking({ ratingTags: true }), now).effects).toEqual([]);
  });
});

test('a form that was sent counts once, with the rating that was given last', () => {
  const values = { why: ['Because'] };
  const first = decide(closed({ rating: 5, ratedAt: now }), feedbackSent({ values }), asking(), now + 9);
  expect(first).toEqual({
    ticket: closed({ rating: 5, ratedAt: now, answers: [{ label: 'why', values: ['Because'] }], sentAt: now + 9 }),
    effects: [{ effect: becomes(question('settled', 5)) }],
    answer: { to: 'message', statement: question('settled', 5) },
  });
  const second = decide(first.ticket, feedbackSent({ values: { why: ['Hm'] } }), asking(), now + 10);
  expect(second).toEqual({ ...first, effects: [] });
});
