import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { TicketEvent } from '../../src/ticket/events.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import {
  closeCommanded,
  messageTyped,
  now,
  rulesWith,
  sam,
  staffWrote,
  ticketWith,
  writingOf,
} from '../support/tickets.ts';

const open = ticketWith({ activity: 'awaitingResponse' });
const always = { anonymousReplies: 'always', staffAlias: 'Harbour team' } as const;
const never = { anonymousReplies: 'never', staffAlias: 'Harbour team' } as const;
const optional = { anonymousReplies: 'optional', staffAlias: 'Harbour team' } as const;

/** All that the user gets to see of it, as one text. */
function forUser(event: TicketEvent, rules: Partial<Rules>): string {
  const { effects } = decide(open, event, rulesWith(rules), now);
  const shown = effects.flatMap(({ effect }) => (effect.type === 'sendToUser' ? [effect.body] : []));
  return shown.map((body) => (body.type === 'relayed' ? body.content : JSON.stringify(body.statement))).join('\n');
}
const byHand: TicketEvent = {
  type: 'sendingAsked',
  by: sam,
  via: 'menu',
  writing: writingOf('Hello'),
  author: { id: sam.id, name: sam.name, isHidden: false },
  copy: 'none',
  delivered: [],
};

describe('where staff are always anonymous', () => {
  test.each([
    ['a message', staffWrote('Hello')],
    ['/send', messageTyped('Hello')],
    ['a message sent by hand', byHand],
  ])('%s bears the alias, and the record knows', (_, event) => {
    expect(forUser(event, always)).toBe('-# Harbour team · Harbour\nHello');
    expect(decide(open, event, rulesWith(always), now).shownAs).toBe('Harbour team');
  });

  test('a close message names the alias', () => {
    const closeMessage = ['Bye, ', { placeholder: 'staff.name' }];
    expect(forUser(closeCommanded(), { ...always, closeMessage })).toContain('Bye, Harbour team');
    expect(forUser(closeCommanded(), { ...optional, closeMessage })).toContain('Bye, Sam');
  });
});

describe('/send', () => {
  test.each([
    [optional, null, 'Sam'],
    [optional, false, 'Sam'],
    [optional, true, 'Harbour team'],
    [always, true, 'Harbour team'],
    [always, null, 'Harbour team'],
    [never, false, 'Sam'],
    [never, null, 'Sam'],
  ] as const)('under %j with anonym-override %j bears the name %s', (rules, isAnonymous, name) => {
    expect(forUser(messageTyped('Hello', { isAnonymous }), rules)).toBe(`-# ${name} · Harbour\nHello`);
  });

  test.each([
    [never, true, 'mayNotBeAnonymous'],
    [always, false, 'mustBeAnonymous'],
  ] as const)('under %j refuses anonym-override %j: %s', (rules, isAnonymous, type) => {
    expect(decide(open, messageTyped('Hello', { isAnonymous }), rulesWith(rules), now)).toEqual({
      ticket: open,
      effects: [],
      answer: { to: 'invoker', statement: { type } },
    });
  });

  test('the post shows who sent it, all the same', () => {
    const [sent] = decide(open, messageTyped('Hello', { isAnonymous: true }), rulesWith(optional), now).effects;
    if (sent === undefined) throw new Error('Nothing was sent.');
    const delivered: TicketEvent = { type: 'delivered', effect: sent.effect, messageId: null };
    const { effects } = decide(open, delivered, rulesWith(optional), now);
    expect(effects.map(({ effect }) => effect)).toContainEqual(
      expect.objectContaining({ type: 'sendAsStaff', by: sam }),
    );
  });
});
