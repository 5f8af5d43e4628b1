import { expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import { fileOf, now, relayedBy, rulesWith, ticketWith, userWrote } from '../support/tickets.ts';

test.each(['\u200B', '_ _', '\u2060\u200D'])('a message that shows nothing (%j) is told of in words', (text) => {
  const { effects } = decide(ticketWith(), userWrote(text), rulesWith(), now);
  expect(relayedBy(effects)).toEqual(['-# Mia\n(not shown)']);
});

test.each(['\u200B', '_ _'])('beside a file, nothing of it (%j) is sent', (text) => {
  const { effects } = decide(ticketWith(), userWrote(text, { files: [fileOf('map.png', 10)] }), rulesWith(), now);
  expect(relayedBy(effects)).toEqual(
    relayedBy(decide(ticketWith(), userWrote('', { files: [fileOf('map.png', 10)] }), rulesWith(), now).effects),
  );
});
