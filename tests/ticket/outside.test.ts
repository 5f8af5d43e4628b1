import { expect, test } from 'vitest';
import { quoteOutside } from '../../src/ticket/outside.ts';
import type { MessageId, UserId } from '../../src/ticket/ticket.ts';
import { now, rulesWith, serverId, ticketWith } from '../support/tickets.ts';

test('a ticket that answers what staff sent outside of it quotes that, unless its user hides: staff know whom they wrote to', () => {
  const ids = { id: '900' as MessageId, userId: '101' as UserId, serverId, by: '202' as UserId };
  const sent = { ...ids, text: 'Where are the keys?', sentAt: now };
  expect(quoteOutside(ticketWith(), sent, rulesWith())).toHaveLength(1);
  expect(quoteOutside(ticketWith({ isAnonymous: true }), sent, rulesWith())).toEqual([]);
});
