import { expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { TicketEvent } from '../../src/ticket/events.ts';
import type { ChannelId, Ticket, TicketId } from '../../src/ticket/ticket.ts';
import {
  closeCommanded,
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
const hour = 60 * 60_000;
const on = (ticket: Ticket, event: TicketEvent) => decide(ticket, event, rules, now);
const command = closeCommanded({ comment: 'Solved', inMs: hour });
const planned = on(ticketWith(), command).ticket;

test('/close in is told in the post, and closes nothing yet', () => {
  const statement = { type: 'closesLater', by: sam.id, at: now + hour, comment: 'Solved' } as const;
  const effect = { ...saidInPost(statement), shownByAnswer: true };
  const closing = { by: sam.id, byName: 'Sam', comment: 'Solved', shareComment: true, notifyUser: false };
  expect(on(ticketWith(), command)).toEqual({
    ticket: ticketWith({ closePlan: { type: 'later', id: 'close1', closing, at: now + hour } }),
    effects: [{ effect }],
    answer: { to: 'everyone', statement, effect },
  });
});

test('used elsewhere, it answers there, too', () => {
  const elsewhere = { channelId: '1' as ChannelId, ticketId: 7 as TicketId };
  const { answer, effects } = on(ticketWith(), closeCommanded({ inMs: hour, ...elsewhere }));
  expect(answer).toEqual({ to: 'invoker', statement: { type: 'nowClosesLater', ticketId: 7, at: now + hour } });
  expect(effects).toEqual([{ effect: saidInPost({ type: 'closesLater', by: sam.id, at: now + hour, comment: null }) }]);
});

test('when the time has come, the ticket is closed as staff wanted', () => {
  const { ticket, effects } = on(planned, closingDue('close1'));
  expect(ticket).toEqual(ticketWith({ status: 'closing', closedAt: now }));
  expect(effects.map(({ effect }) => effect)).toEqual([
    saidInPost({ type: 'closed', by: sam.id, comment: 'Solved' }),
    saidToUser({ type: 'closedForUser', server: 'Harbour', comment: 'Solved', closeMessage: null }),
    { type: 'archivePost', serverId, tags: { status: 'closed', activity: null } },
  ]);
});

test('another plan takes its place, and so does a closing at once', () => {
  const other = on(planned, closeCommanded({ id: 'close2', inMs: 2 * hour })).ticket;
  expect(on(other, closingDue('close1'))).toEqual({ ticket: other, effects: [] });
  const { ticket } = on(planned, closeCommanded({ id: 'close2' }));
  expect(ticket).toMatchObject({ status: 'closing', closePlan: null });
  expect(on(ticket, closingDue('close1')).effects).toEqual([]);
});

test('no time at all is now', () => {
  expect(on(ticketWith(), closeCommanded({ inMs: 0 })).ticket.status).toBe('closing');
});

test.each([userWrote('Wait'), staffWrote('Wait')])(
  'whatever is relayed takes it back, and the post says so',
  (event) => {
    const { ticket, effects } = on(planned, event);
    expect(ticket.closePlan).toBeNull();
    expect(effects.map(({ effect }) => effect)).toContainEqual(saidInPost({ type: 'closesNoMore', wasRequest: false }));
  },
);

test('what stays in the post doesn’t', () => {
  expect(on(planned, staffWrote('// not sure')).ticket.closePlan).toBe(planned.closePlan);
});
