import { expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { Decision } from '../../src/ticket/decision.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import { duringFlood } from '../../src/ticket/flood.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { Statement } from '../../src/ticket/statement.ts';
import type { ChannelId, Ticket } from '../../src/ticket/ticket.ts';
import {
  categoryWith,
  moveCommanded,
  now,
  rulesWith,
  saidInPost,
  sam,
  serverId,
  ticketWith,
} from '../support/tickets.ts';

const pings = [{ role: '77' }, { user: sam.id }] as const;
const rules = rulesWith({
  pings: [{ role: '88' }],
  categories: [categoryWith('lost'), categoryWith('found', { pings }), categoryWith('old', { isEnabled: false })],
});
const ticketId = ticketWith().id;
const moved = (changes: object = {}): Statement => {
  return { type: 'moved', by: sam.id, from: null, to: 'About lost', pings: [], ...changes };
};
const tags = (category: string): Effect => {
  return { type: 'setTags', serverId, tags: { status: 'open', activity: 'unanswered', category } };
};
const move = (ticket: Ticket, to: string, settings: Rules = rules): Decision =>
  decide(ticket, moveCommanded(to), settings, now);
const refused = (ticket: Ticket, statement: Statement): Decision => {
  return { ticket, effects: [], answer: { to: 'invoker', statement } };
};

test('a ticket that is moved gets the tag of its category, and the post shows who moved it', () => {
  const shown = { ...saidInPost(moved()), shownByAnswer: true } as Effect;
  expect(move(ticketWith(), 'lost')).toEqual({
    ticket: ticketWith({ category: 'lost' }),
    effects: [{ effect: shown }, { effect: tags('lost') }],
    answer: { to: 'everyone', statement: moved(), effect: shown },
  });
});

test('by number from elsewhere it is shown in the post all the same', () => {
  const event = moveCommanded('lost', { ticketId, channelId: '999' as ChannelId });
  const { effects, answer } = decide(ticketWith(), event, rules, now);
  expect(effects.map(({ effect }) => effect)).toEqual([saidInPost(moved()), tags('lost')]);
  expect(answer).toEqual({ to: 'invoker', statement: { type: 'nowMoved', ticketId, category: 'About lost' } });
});

test('a category that pings people of its own pings them, and none where new posts ping nobody', () => {
  const from = { from: 'About lost', to: 'About found' };
  const of = (settings: Rules): unknown => move(ticketWith({ category: 'lost' }), 'found', settings).answer;
  expect(of(rules)).toMatchObject({ statement: moved({ ...from, pings }) });
  expect(of(duringFlood(rules))).toMatchObject({ statement: moved(from) });
});

test('a category is known by its name, too, and one that is gone by its ID', () => {
  const { ticket, answer } = move(ticketWith({ category: 'gone' }), ' about LOST');
  expect(ticket.category).toBe('lost');
  expect(answer).toMatchObject({ statement: moved({ from: 'gone' }) });
});

test.each(['old', 'nowhere', ''])('a ticket can’t be moved to “%s”, which users can’t choose either', (typed) => {
  expect(move(ticketWith(), typed)).toEqual(refused(ticketWith(), { type: 'noSuchCategory', typed }));
});

test('a ticket that is in the category already, or that isn’t open, stays as it is', () => {
  const lost = ticketWith({ category: 'lost' });
  expect(move(lost, 'lost')).toEqual(refused(lost, { type: 'isAboutThat', ticketId, category: 'About lost' }));
  for (const status of ['closing', 'closed'] as const) {
    expect(move(ticketWith({ status }), 'lost')).toEqual(
      refused(ticketWith({ status }), { type: 'alreadyClosed', ticketId }),
    );
  }
});
