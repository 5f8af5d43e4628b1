import { describe, expect, test } from 'vitest';
import type { HandlingCommanded } from '../../src/ticket/commands.ts';
import { decide } from '../../src/ticket/decide.ts';
import type { Decision } from '../../src/ticket/decision.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { Statement } from '../../src/ticket/statement.ts';
import type { ChannelId, MessageId, Ticket, UserId } from '../../src/ticket/ticket.ts';
import {
  closeCommanded,
  handlingCommanded,
  messageTyped,
  mia,
  noteWritten,
  now,
  rulesWith,
  saidInPost,
  sam,
  serverId,
  staffWrote,
  ticketWith,
  userWrote,
  writingOf,
} from '../support/tickets.ts';

const rules = rulesWith();
const ola = { ...sam, id: '202' as UserId, name: 'Ola' };
const elsewhere = { channelId: '999' as ChannelId, ticketId: ticketWith().id };
const ticketId = ticketWith().id;
const tags: Effect = { type: 'setTags', serverId, tags: { status: 'open', activity: 'userResponded' } };

const use = (ticket: Ticket, type: HandlingCommanded['type'], changes: Partial<HandlingCommanded> = {}): Decision =>
  decide(ticket, handlingCommanded(type, changes), rules, now);
const shownByAnswer = (statement: Statement): Pick<Decision, 'effects' | 'answer'> => {
  const effect = { ...saidInPost(statement), shownByAnswer: true } as Effect;
  return { effects: [{ effect }], answer: { to: 'everyone', statement, effect } };
};
const toInvoker = (statement: Statement): Pick<Decision, 'effects' | 'answer'> => ({
  effects: [],
  answer: { to: 'invoker', statement },
});
const ping = (watchers: readonly UserId[], replyTo = 'm1') =>
  saidInPost({ type: 'userHasWritten', watchers }, replyTo as MessageId);

describe('a claim', () => {
  test('is shown in the post, and to nobody else', () => {
    expect(use(ticketWith(), 'claimCommanded')).toEqual({
      ticket: ticketWith({ claimedBy: sam.id, watchers: [sam.id] }),
      ...shownByAnswer({ type: 'claimed', by: sam.id, before: null }),
    });
  });

  test('made elsewhere is shown in the post all the same', () => {
    const { effects, answer } = use(ticketWith(), 'claimCommanded', elsewhere);
    expect(effects).toEqual([{ effect: saidInPost({ type: 'claimed', by: sam.id, before: null }) }]);
    expect(answer).toEqual({ to: 'invoker', statement: { type: 'nowClaimed', ticketId } });
  });

  test('takes the place of another one, with its ping', () => {
    const before = ticketWith({ claimedBy: ola.id, watchers: [ola.id, mia.id] });
    expect(use(before, 'claimCommanded')).toEqual({
      ticket: ticketWith({ claimedBy: sam.id, watchers: [mia.id, sam.id] }),
      ...shownByAnswer({ type: 'claimed', by: sam.id, before: ola.id }),
    });
  });

  test('a second time changes nothing', () => {
    const before = ticketWith({ claimedBy: sam.id });
    expect(use(before, 'claimCommanded')).toEqual({ ticket: before, ...toInvoker({ type: 'isYours', ticketId }) });
  });

  test('is taken back by whoever made it, or another one, with its ping', () => {
    const before = ticketWith({ claimedBy: sam.id, watchers: [ola.id, sam.id] });
    for (const by of [sam, ola]) {
      expect(use(before, 'unclaimCommanded', { by })).toEqual({
        ticket: ticketWith({ watchers: [ola.id] }),
        ...shownByAnswer({ type: 'unclaimed', by: by.id, before: sam.id }),
      });
    }
  });

  test('that nobody made can’t be taken back', () => {
    expect(use(ticketWith(), 'unclaimCommanded')).toEqual({
      ticket: ticketWith(),
      ...toInvoker({ type: 'isNobodys', ticketId }),
    });
  });

  test('outlives the closing', () => {
    expect(decide(ticketWith({ claimedBy: sam.id }), closeCommanded(), rules, now).ticket.claimedBy).toBe(sam.id);
  });
});

test.each(['claimCommanded', 'unclaimCommanded', 'watchCommanded'] as const)(
  'of a ticket that isn’t open, %s says so',
  (type) => {
    for (const status of ['closing', 'closed'] as const) {
      const before = ticketWith({ status, claimedBy: ola.id });
      expect(use(before, type)).toEqual({ ticket: before, ...toInvoker({ type: 'alreadyClosed', ticketId }) });
    }
  },
);

describe('whoever watches', () => {
  test('is told so alone, and that it was taken back by a second time', () => {
    const watched = ticketWith({ watchers: [sam.id] });
    expect(use(ticketWith(), 'watchCommanded')).toEqual({
      ticket: watched,
      ...toInvoker({ type: 'nowWatched', ticketId }),
    });
    expect(use(watched, 'watchCommanded')).toEqual({
      ticket: ticketWith(),
      ...toInvoker({ type: 'noLongerWatched', ticketId }),
    });
  });

  test('can be one of fifty', () => {
    const watchers = Array.from({ length: 50 }, (_, index) => String(1000 + index) as UserId);
    const before = ticketWith({ watchers });
    expect(use(before, 'watchCommanded')).toEqual({
      ticket: before,
      ...toInvoker({ type: 'watchedByMany', ticketId }),
    });
  });

  test('is pinged behind what the user writes, once', () => {
    const watched = ticketWith({ activity: 'awaitingResponse', watchers: [sam.id, ola.id] });
    const first = decide(watched, userWrote('Hello?'), rules, now);
    expect(first.ticket.watchers).toEqual([]);
    expect(first.effects.map(({ effect }) => effect).slice(1)).toEqual([ping([sam.id, ola.id]), tags]);
    const second = decide(first.ticket, userWrote('Are you there?'), rules, now);
    expect(second.effects.map(({ effect }) => effect.type)).toEqual(['sendToPost']);
  });

  test('is pinged by nothing else: not by staff, notes or a closing', () => {
    const watched = ticketWith({ watchers: [ola.id] });
    for (const event of [staffWrote('Hello'), staffWrote('// note'), noteWritten('x'), closeCommanded()]) {
      const { ticket, effects } = decide(watched, event, rules, now);
      expect(ticket.watchers).toEqual([ola.id]);
      expect(JSON.stringify(effects)).not.toContain('userHasWritten');
    }
  });

  test('is pinged by what a user writes whose ticket is opened again by it', () => {
    const closed = ticketWith({ status: 'closed', closedAt: now - 1000, watchers: [sam.id] });
    const { ticket, effects } = decide(
      closed,
      {
        type: 'reopeningAsked',
        wish: { ticketId, by: mia.id, reason: null, isReasonVisible: false, answerTo: null },
        member: { serverId, userId: mia.id, name: 'Mia', joinedAt: null, roleIds: [] },
        activity: 'awaitingResponse',
        otherOpen: null,
        isDmKnown: true,
        draft: { user: mia, writings: [writingOf('One'), writingOf('Two', { messageId: 'm2' as MessageId })] },
        prompt: null,
      },
      rules,
      now,
    );
    expect(ticket.watchers).toEqual([]);
    expect(effects.at(-1)?.effect).toEqual(ping([sam.id], 'm2'));
  });

  test('by a claim watches again from each answer on, whoever gives it and however', () => {
    const claimed = ticketWith({ claimedBy: sam.id });
    for (const event of [staffWrote('Hello'), staffWrote('Hello', {}, { author: ola }), messageTyped('Hello')]) {
      expect(decide(claimed, event, rules, now).ticket.watchers).toEqual([sam.id]);
    }
    expect(decide(claimed, staffWrote('// note'), rules, now).ticket.watchers).toEqual([]);
    expect(decide(ticketWith(), staffWrote('Hello'), rules, now).ticket.watchers).toEqual([]);
  });
});

describe('a note', () => {
  const statement = { type: 'noted', by: sam.id, text: 'Knows the harbour' } as const;

  test('stands in the post, is kept, and changes nothing else', () => {
    const before = ticketWith({ activity: 'awaitingResponse' });
    expect(decide(before, noteWritten('Knows the harbour'), rules, now)).toEqual({
      ticket: before,
      ...shownByAnswer(statement),
      record: 'note',
    });
  });

  test('doesn’t take back a closing that is planned', () => {
    const closing = { by: sam.id, byName: 'Sam', comment: null, shareComment: true, notifyUser: false };
    const planned = ticketWith({ closePlan: { type: 'later', id: 'c', closing, at: now + 1 } });
    expect(decide(planned, noteWritten('x'), rules, now).ticket).toBe(planned);
  });

  test('of a closed ticket is put into its post, which is closed again', () => {
    const closed = ticketWith({ status: 'closed', closedAt: now });
    const { effects, answer, record } = decide(closed, noteWritten('Knows the harbour', elsewhere), rules, now);
    expect(effects.map(({ effect }) => effect)).toEqual([
      { type: 'wakePost' },
      saidInPost(statement),
      { type: 'archivePost', serverId, tags: { status: 'closed', activity: null } },
    ]);
    expect(answer).toEqual({ to: 'invoker', statement: { type: 'nowNoted', ticketId } });
    expect(record).toBe('note');
  });

  test('has no place where the post is gone', () => {
    const gone = ticketWith({ status: 'closed', closedAt: now, postId: null });
    expect(decide(gone, noteWritten('x', elsewhere), rules, now)).toEqual({
      ticket: gone,
      ...toInvoker({ type: 'postIsGone', ticketId }),
    });
  });
});
