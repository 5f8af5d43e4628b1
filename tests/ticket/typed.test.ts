import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { AnswerTo, Effect } from '../../src/ticket/effects.ts';
import type { TicketEvent } from '../../src/ticket/events.ts';
import type { Statement } from '../../src/ticket/statement.ts';
import type { MessageId, Ticket } from '../../src/ticket/ticket.ts';
import { messageTyped, now, rulesWith, saidInPost, sam, serverId, ticketWith } from '../support/tickets.ts';

const rules = rulesWith();
const on = (ticket: Ticket, event: TicketEvent) => decide(ticket, event, rules, now);
const effectsOf = (ticket: Ticket, event: TicketEvent): readonly Effect[] =>
  on(ticket, event).effects.map(({ effect }) => effect);
const open = ticketWith({ activity: 'awaitingResponse' });
const { answerTo } = messageTyped('');

function sent(text: string): readonly Extract<Effect, { type: 'sendToUser' }>[] {
  return effectsOf(open, messageTyped(text)).filter((effect) => effect.type === 'sendToUser');
}
const answers = (statement: Statement, to: AnswerTo = answerTo): Effect => ({
  type: 'answerLater',
  answerTo: to,
  statement,
});
const delivered = (effect: Effect): TicketEvent => ({ type: 'delivered', effect, messageId: '900' as MessageId });
const failed = (effect: Effect, reason: 'closedDms' | 'refused' | 'gone'): TicketEvent => ({
  type: 'deliveryFailed',
  effect,
  reason,
});
const asStaff = (content: string, part: number, parts: number): Effect => ({
  type: 'sendAsStaff',
  serverId,
  by: sam,
  content,
  source: { messageId: 'send1' as MessageId, part, parts, receipt: false },
});

describe('/send', () => {
  test('goes to the user first, and nowhere else; the answer follows', () => {
    const decision = on(open, messageTyped('Hello'));
    const source = { messageId: 'send1' as MessageId, part: 1, parts: 1, receipt: false };
    const typed = { by: sam, text: 'Hello', answerTo };
    const body = { type: 'relayed', content: '-# Sam · Harbour\nHello' } as const;
    expect(decision).toEqual({
      ticket: open,
      effects: [{ effect: { type: 'sendToUser', body, replyTo: null, source, typed } }],
      record: 'relayed',
      answer: { to: 'later' },
    });
  });

  test('is shown in the post once the user has all of it', () => {
    const text = `${'One two three. '.repeat(150)}\n${'Four five six. '.repeat(20)}`.trim();
    const [first, last] = sent(text);
    if (first === undefined || last === undefined) throw new Error('There are fewer than two parts.');
    expect(effectsOf(open, delivered(first))).toEqual([]);
    const [answer, ...copies] = effectsOf(open, delivered(last));
    expect(answer).toEqual(answers({ type: 'isSent' }));
    const texts = copies.map((copy) => ('content' in copy ? copy.content : ''));
    expect(texts.join(' ').replaceAll(/\s+/g, ' ')).toBe(text.replaceAll(/\s+/g, ' '));
    expect(copies).toEqual(texts.map((content, index) => asStaff(content, index + 1, texts.length)));
  });

  test('that can’t reach the user is told whoever typed it, and nothing is shown in the post', () => {
    const [effect] = sent('Hello');
    if (effect === undefined) throw new Error('Nothing is sent.');
    const statement = { type: 'isNotSent', by: sam.id, reason: 'closedDms' } as const;
    const decision = on(open, failed(effect, 'closedDms'));
    expect(decision.effects).toEqual([{ effect: answers(statement) }]);
    expect(decision.giveUp).toBe('send1');
    expect(effectsOf(open, failed(answers(statement), 'gone'))).toEqual([
      saidInPost({ type: 'wasNotSent', by: sam.id, reason: 'closedDms' }),
    ]);
    expect(effectsOf(open, failed(answers({ type: 'isSent' }), 'gone'))).toEqual([]);
  });

  test('is shown by the bot where it can’t be shown as Sam’s; a post that is gone shows nothing', () => {
    expect(effectsOf(open, failed(asStaff('Hello', 1, 1), 'refused'))).toEqual([
      saidInPost({ type: 'sentBy', by: sam.id, text: 'Hello' }),
    ]);
    expect(effectsOf(open, failed(asStaff('Hello', 1, 1), 'gone'))).toEqual([]);
  });

  test('that arrives when the ticket is closed by then is said in the closed post', () => {
    const [effect] = sent('Hello');
    if (effect === undefined) throw new Error('Nothing is sent.');
    const closed = ticketWith({ status: 'closed' });
    expect(effectsOf(closed, delivered(effect)).map(({ type }) => type)).toEqual([
      'answerLater',
      'wakePost',
      'sendToPost',
      'archivePost',
    ]);
  });

  test('with nothing to be seen in it goes nowhere', () => {
    expect(on(open, messageTyped(' \u200b '))).toEqual({
      ticket: open,
      effects: [],
      answer: { to: 'invoker', statement: { type: 'nothingToSend' } },
    });
  });

  test('is refused in a closed ticket', () => {
    const closed = ticketWith({ status: 'closed' });
    expect(on(closed, messageTyped('Hello'))).toEqual({
      ticket: closed,
      effects: [],
      answer: { to: 'invoker', statement: { type: 'alreadyClosed', ticketId: closed.id } },
    });
  });
});
