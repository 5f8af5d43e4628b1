import { expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { ClosingOrdered } from '../../src/ticket/operator-closing.ts';
import type { TicketId } from '../../src/ticket/ticket.ts';
import {
  closeCommanded,
  closeRequested,
  now,
  rulesWith,
  saidInPost,
  saidToUser,
  serverId,
  ticketWith,
} from '../support/tickets.ts';

const order: ClosingOrdered = {
  type: 'closingOrdered',
  ticketId: 7 as TicketId,
  comment: 'Solved',
  shareComment: true,
  notifyUser: false,
};
const archive = { type: 'archivePost', serverId, tags: { status: 'closed', activity: null } };

test('what the operator closes is closed like what staff close, under no name', () => {
  const { ticket, effects } = decide(ticketWith(), order, rulesWith(), now);
  expect(ticket).toEqual(ticketWith({ status: 'closing', closedAt: now, silence: null }));
  expect(effects.map(({ effect }) => effect)).toEqual([
    saidInPost({ type: 'closedByOperator', comment: 'Solved' }),
    saidToUser({ type: 'closedForUser', server: 'Harbour', comment: 'Solved', closeMessage: null }),
    archive,
  ]);
});

test('without a comment that is shared, the user hears nothing', () => {
  const { effects } = decide(ticketWith(), { ...order, shareComment: false }, rulesWith(), now);
  expect(effects.map(({ effect }) => effect)).toEqual([
    saidInPost({ type: 'closedByOperator', comment: 'Solved' }),
    archive,
  ]);
});

test('a ticket that is closed already stays as it is', () => {
  const ticket = ticketWith({ status: 'closed', closedAt: now });
  expect(decide(ticket, order, rulesWith(), now)).toEqual({ ticket, effects: [] });
});

test('it takes the place of whatever was planned', () => {
  const later = decide(ticketWith(), closeCommanded({ inMs: 60_000 }), rulesWith(), now).ticket;
  expect(decide(later, order, rulesWith(), now).ticket).toMatchObject({ status: 'closing', closePlan: null });
  const requested = decide(ticketWith(), closeRequested(), rulesWith(), now).ticket;
  const { ticket, effects } = decide(requested, { ...order, comment: null }, rulesWith(), now);
  expect(ticket).toMatchObject({ status: 'closing', closePlan: null });
  expect(JSON.stringify(effects)).not.toContain('closesNoMore');
});
