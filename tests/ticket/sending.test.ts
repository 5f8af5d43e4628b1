import { expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import type { Decision } from '../../src/ticket/decision.ts';
import type { SendingAsked } from '../../src/ticket/events.ts';
import type { MessageId, Ticket, UserId } from '../../src/ticket/ticket.ts';
import { copyOf, now, relayedBy, rulesWith, sam, serverId, ticketWith, writingOf } from '../support/tickets.ts';
import { tagsOf } from '../../src/ticket/post-tags.ts';

const writing = writingOf('She is right');
const waiting = ticketWith({ activity: 'awaitingResponse' });

function ask(changes: Partial<SendingAsked> = {}, ticket: Ticket = waiting): Decision {
  const event: SendingAsked = {
    type: 'sendingAsked',
    by: sam,
    via: 'menu',
    writing,
    author: { id: '202' as UserId, name: 'Robin', isHidden: false },
    copy: 'none',
    delivered: [],
    ...changes,
  };
  return decide(ticket, event, rulesWith(), now);
}

test('a message that stayed in the post goes to the user under the name of who wrote it', () => {
  expect(ask()).toEqual({
    ticket: waiting,
    effects: [{ effect: { type: 'sendToUser', ...copyOf(writing, '-# Robin · Harbour\nShe is right') } }],
    answer: { to: 'invoker', statement: { type: 'isOnItsWay' } },
    record: 'relayed',
  });
});

test('it is the user’s turn then', () => {
  const { ticket, effects } = ask({}, ticketWith());
  expect(ticket.activity).toBe('awaitingResponse');
  const tags = tagsOf({
    status: 'open',
    activity: 'awaitingResponse',
    closePlan: null,
    feedback: null,
    category: null,
  });
  expect(effects.at(-1)).toEqual({ effect: { type: 'setTags', serverId, tags } });
});

test.each([
  ['// She is right', 'She is right'],
  ['-r She is right', 'She is right'],
  ['<@1> She is right', 'She is right'],
  ['She // is right', 'She // is right'],
])('what says whom %j is for is cut off', (text, sent) => {
  expect(relayedBy(ask({ writing: writingOf(text) }).effects)).toEqual([`-# Robin · Harbour\n${sent}`]);
});

test('one that failed is sent again by its button: its mark goes first, and the notice says who tried', () => {
  expect(ask({ via: 'button', copy: 'settled' })).toEqual({
    ticket: waiting,
    effects: [
      { effect: { type: 'unreact', side: 'post', messageId: writing.messageId } },
      { effect: { type: 'sendToUser', ...copyOf(writing, '-# Robin · Harbour\nShe is right') } },
    ],
    answer: { to: 'message', statement: { type: 'triedAgain', by: sam.id } },
    record: 'relayed',
  });
});

test('only those parts are sent again that the user lacks', () => {
  const long = writingOf(`${'a'.repeat(1900)}\n${'b'.repeat(1900)}\n${'c'.repeat(100)}`);
  const parts = ask({ writing: long, copy: 'settled', delivered: [1] }).effects.flatMap(({ effect }) =>
    effect.type === 'sendToUser' ? [effect.source?.part] : [],
  );
  expect(parts).toEqual([2, 3]);
});

test.each([
  ['waiting', [], 'isOnItsWay'],
  ['settled', [1], 'isDelivered'],
] as const)('one that is %s isn’t sent again, and who asks is told', (copy, delivered, told) => {
  for (const via of ['menu', 'button'] as const) {
    expect(ask({ via, copy, delivered })).toEqual({
      ticket: waiting,
      effects: [],
      answer: { to: via === 'menu' ? 'invoker' : 'message', statement: { type: told } },
    });
  }
});

test.each(['closing', 'closed'] as const)(
  'a ticket that is %s sends nothing; its post, opened by the click, is archived again',
  (status) => {
    const ticket = ticketWith({ status, closedAt: now });
    const archive = {
      type: 'archivePost',
      serverId,
      tags: tagsOf({ status: 'closed', activity: 'unanswered', closePlan: null, feedback: null, category: null }),
    };
    expect(ask({ via: 'button', copy: 'settled' }, ticket)).toEqual({
      ticket,
      effects: [{ effect: archive, delayMs: 3000 }],
      answer: { to: 'invoker', statement: { type: 'alreadyClosed', ticketId: ticket.id } },
    });
  },
);

test('an edit of a note that was sent by hand follows, and doesn’t take it back', () => {
  const event = {
    type: 'messageEdited',
    side: 'staff',
    author: { id: '202' as UserId, name: 'Robin', isHidden: false },
    before: writingOf('// Yes'),
    after: writingOf('// No'),
    standing: [{ part: 1, content: '-# Robin · Harbour\n// Yes', files: [], state: 'sent', confirms: false }],
  } as const;
  expect(decide(waiting, event, rulesWith(), now)).toEqual({
    ticket: waiting,
    effects: [
      {
        effect: {
          type: 'editCopy',
          side: 'user',
          copyOf: 'm1' as MessageId,
          part: 1,
          content: '-# Robin · Harbour\nNo',
        },
      },
    ],
    rewrites: [],
  });
});
