import { describe, expect, test } from 'vitest';
import { placeOf, queue } from '../../src/desk/queueing.ts';
import type { Place } from '../../src/desk/ports.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import { statementTo } from '../../src/ticket/saying.ts';
import type { ServerId, TicketId, UserId } from '../../src/ticket/ticket.ts';
import { createOffice, rulesWith } from '../support/desk.ts';

const userId = '7' as UserId;
const toPost: Effect = statementTo('post', { type: 'noTicketHere' }, rulesWith());
const toUser: Effect = statementTo('user', { type: 'noTicketHere' }, rulesWith());
const look: Effect = { type: 'lookUpMember', serverId: '9' as ServerId, userId, reopening: null };

describe('the queue of an effect', () => {
  test('is the post of its ticket, the DM of its user, or a place of its own for a question', () => {
    const owner = { id: 3 as TicketId, userId, postId: null };
    expect([toPost, toUser, look].map((effect) => placeOf(effect, owner))).toEqual(['post/3', 'user/7', 'member/9/7']);
  });

  test('does not exist for a post without a ticket', () => {
    expect(() => placeOf(toPost, { id: null, userId, postId: null })).toThrow('needs a ticket');
  });
});

describe('queueing', () => {
  test('names the places that have something to do, and lets an effect wait for another', () => {
    const { store } = createOffice().open();
    const places = new Set<Place>();
    const owner = { id: null, userId, postId: null };
    const entries = queue([{ effect: look }, { effect: toUser, after: [look] }], { store, owner, now: 5, places });
    expect([...places]).toEqual(['member/9/7', 'user/7']);
    expect(store.outbox.next('user/7', 5)).toBeNull();
    store.outbox.remove(entries.get(look) ?? 0);
    expect(store.outbox.next('user/7', 5)?.entry.effect).toEqual(toUser);
  });

  test('what an answer shows counts as being sent already, so that it is looked for before it is said again', () => {
    const office = createOffice();
    const { store } = office.open();
    office.database.exec(
      `INSERT INTO tickets (ticket_id, server_id, user_id, user_name, status, activity, mark, opened_at)
        VALUES (3, '9', '7', 'Mia', 'open', 'unanswered', 'mark', 0)`,
    );
    const shown: Effect = { ...statementTo('post', { type: 'noTicketHere' }, rulesWith()), shownByAnswer: true };
    queue([{ effect: shown }], {
      store,
      owner: { id: 3 as TicketId, userId, postId: null },
      now: 5,
      places: new Set(),
    });
    expect(store.outbox.next('post/3', 5)).toMatchObject({
      dueAt: 10_005,
      entry: { state: 'sending', unknownSince: 5, anchor: null, request: null },
    });
  });
});
