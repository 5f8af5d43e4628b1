import { expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import { now, relayedBy, rulesWith, ticketWith, userWrote } from '../support/tickets.ts';

test.each(['\u200B', '_ _', '\u2060\u200D'])('a message that shows nothing (%j) is told of in words', (text) => {
  const { effects } = decide(ticketWith(), userWrote(text), rulesWith(), now);
  expect(relayedBy(effects)).toEqual(['-# Mia\n(not shown)']);
});
