import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { Statement } from '../../src/ticket/statement.ts';
import type { Effect, Planned } from '../../src/ticket/effects.ts';
import type { CloseCommanded } from '../../src/ticket/commands.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import {
  closeCommanded,
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
const closing = ticketWith({ status: 'closing', closedAt: now });
const closed = ticketWith({ status: 'closed', closedAt: now - 1000 });
const archive: Effect = { type: 'archivePost', serverId, tags: { status: 'closed', activity: null } };

function close(changes: Partial<CloseCommanded> = {}, settings: Partial<Rules> = {}): readonly Planned[] {
  return decide(ticketWith(), closeCommanded(changes), rulesWith(settings), now).effects;
}

function farewell(changes: Partial<Extract<Statement, { type: 'closedForUser' }>>): Planned {
  const statement = {
    type: 'closedForUser',
    server: 'Harbour',
    comment: null,
    closeMessage: null,
    ...changes,
  } as const;
  return { effect: saidToUser(statement) };
}

describe('closing', () => {
  test('is shown in the post by the answer, and archives the post when the rest has arrived; the user hears nothing', () => {
    const statement = { type: 'closed', by: sam.id, comment: null } as const;
    const shown = { ...saidInPost(statement), shownByAnswer: true };
    expect(decide(ticketWith(), closeCommanded(), rules, now)).toEqual({
      ticket: closing,
      effects: [{ effect: shown }, { effect: archive, patienceMs: 30_000 }],
      answer: { to: 'everyone', statement, effect: shown },
    });
  });

  test('shares its comment with the user', () => {
    const [shown, ...others] = close({ comment: 'Solved' });
    expect(shown?.effect).toMatchObject({ body: { statement: { type: 'closed', comment: 'Solved' } } });
    expect(others).toEqual([farewell({ comment: 'Solved' }), { effect: archive, patienceMs: 30_000 }]);
  });

  test('keeps its comment among staff where it isn’t to be shared', () => {
    const [shown, ...others] = close({ comment: 'Spam', shareComment: false });
    expect(shown?.effect).toMatchObject({ body: { statement: { type: 'closed', comment: 'Spam' } } });
    expect(others).toEqual([{ effect: archive, patienceMs: 30_000 }]);
  });

  test('tells the user when staff ask for it, and then still without a comment that isn’t to be shared', () => {
    expect(close({ notifyUser: true })[1]).toEqual(farewell({}));
    expect(close({ notifyUser: true, comment: 'Spam', shareComment: false })[1]).toEqual(farewell({}));
  });

  test('tells the user the close message, filled in', () => {
    const closeMessage = ['Bye ', { placeholder: 'user.name' }, ', ', { placeholder: 'staff.name' }];
    expect(close({}, { closeMessage })[1]).toEqual(farewell({ closeMessage: 'Bye Mia, Sam' }));
  });

  test.each([closing, closed])('a ticket that is $status already changes nothing', (ticket) => {
    expect(decide(ticket, closeCommanded({ comment: 'x', notifyUser: true }), rules, now)).toEqual({
      ticket,
      effects: [],
      answer: { to: 'invoker', statement: { type: 'alreadyClosed', ticketId: 7 } },
    });
  });

  test('is done when the post is archived', () => {
    expect(decide(closing, { type: 'delivered', effect: archive, messageId: null }, rules, now + 1)).toEqual({
      ticket: { ...closing, status: 'closed' },
      effects: [],
    });
  });

  test('is done once: a post that is archived again changes nothing', () => {
    const decision = decide(closed, { type: 'delivered', effect: archive, messageId: null }, rules, now);
    expect(decision).toEqual({ ticket: closed, effects: [] });
  });
});

describe.each([closing, closed])('in a ticket that is $status', (ticket) => {
  test('what staff write isn’t relayed; they are told so, and the post is archived again', () => {
    const event = staffWrote('One more thing');
    expect(decide(ticket, event, rules, now)).toEqual({
      ticket,
      effects: [
        { effect: { type: 'wakePost' } },
        { effect: saidInPost({ type: 'notRelayedClosed', ticketId: ticket.id }, event.writing.messageId) },
        { effect: { type: 'react', side: 'post', messageId: event.writing.messageId, outcome: 'failed' } },
        { effect: archive },
      ],
      record: 'refused',
    });
  });

  test('nobody answers a bot, but the post that it woke is archived again', () => {
    const event = staffWrote('Reminder', {}, { isBot: true });
    const archivePost = { type: 'archivePost', serverId: ticket.serverId, tags: { status: 'closed', activity: null } };
    expect(decide(ticket, event, rules, now)).toEqual({
      ticket,
      effects: [{ effect: archivePost }],
      record: 'ignored',
    });
  });

  test('nobody need be told that a note stays where it is', () => {
    const decision = decide(ticket, staffWrote('// For the record'), rules, now);
    expect(decision).toEqual({ ticket, effects: [{ effect: archive }], record: 'note' });
  });

  test('what the user writes isn’t relayed; they are told so', () => {
    const event = userWrote('Wait');
    const { messageId } = event.writing;
    expect(decide(ticket, event, rules, now)).toEqual({
      ticket,
      effects: [
        { effect: saidToUser({ type: 'notDeliveredToStaff', server: 'Harbour' }, messageId) },
        { effect: { type: 'react', side: 'user', messageId, outcome: 'failed' } },
      ],
      record: 'refused',
    });
  });
});
