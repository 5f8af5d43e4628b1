import { expect, test } from 'vitest';
import type { NewEntry, Place } from '../../src/desk/ports.ts';
import type { Outbox } from '../../src/desk/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { createStore } from '../../src/storage/store.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { MessageId, TicketId } from '../../src/ticket/ticket.ts';
import { ticketWith } from '../support/tickets.ts';

const place: Place = 'user/200';
const id = (number: number): MessageId => String(number) as MessageId;

const copyOf = (messageId: MessageId): Effect => ({
  type: 'sendToUser',
  body: { type: 'relayed', content: 'A message of usual length, such as people write to each other.' },
  replyTo: null,
  source: { messageId, part: 1, parts: 1, receipt: true },
});

/** A place in which so many copies of messages wait, each edited once; `headWaits`: for something in another place. */
function queueOf(count: number, headWaits: boolean): Outbox {
  const store = createStore(openDatabase(':memory:'));
  const ticket = ticketWith({ postId: null });
  store.saveTicket(ticket);
  const add = (effect: Effect, changes: Partial<NewEntry> = {}): number =>
    store.outbox.add({
      ticketId: ticket.id,
      place,
      urgency: 'message',
      effect,
      coalescingKey: null,
      replacedKey: null,
      after: [],
      notBefore: 0,
      patientUntil: null,
      state: 'queued',
      unknownSince: null,
      anchor: null,
      ...changes,
    });
  store.transaction(() => {
    const awaited = add({ type: 'wakePost' }, { place: `post/${ticket.id}`, ticketId: null });
    add({ type: 'wakePost' }, { after: headWaits ? [awaited] : [] });
    for (let number = 1; number <= count; number += 1) {
      add(copyOf(id(number)));
      add({ type: 'editCopy', side: 'user', copyOf: id(number), part: 1, content: 'Edited' });
      add({ type: 'react', side: 'user', messageId: id(number), outcome: 'delivered' }, { urgency: 'lower' });
    }
  });
  return store.outbox;
}

/** The shortest of some runs, in ms: whatever else the machine does makes them longer only. */
function shortest(run: () => void): number {
  const times = Array.from({ length: 15 }, () => {
    const begun = performance.now();
    for (let count = 0; count < 20; count += 1) run();
    return performance.now() - begun;
  });
  return Math.min(...times);
}

/** What is asked whenever somebody writes, or something was delivered. */
const questions: readonly (readonly [what: string, headWaits: boolean, ask: (outbox: Outbox) => void])[] = [
  ['what is next', false, (outbox) => outbox.next(place, 0)],
  ['what is next behind something that waits', true, (outbox) => outbox.next(place, 0)],
  ['what is about one message', false, (outbox) => outbox.about(place, id(7))],
  ['whether a message is being sent', false, (outbox) => outbox.isSending(place, id(7))],
  ['which part of a message was never attempted', false, (outbox) => outbox.rewrite(place, id(7), 2, null)],
  [
    'whose place something new takes',
    false,
    (outbox) =>
      outbox.remove(
        outbox.add({
          ticketId: 7 as TicketId,
          place,
          urgency: 'lower',
          effect: { type: 'wakePost' },
          coalescingKey: 'tags',
          replacedKey: 'tags',
          after: [],
          notBefore: 0,
          patientUntil: null,
          state: 'queued',
          unknownSince: null,
          anchor: null,
        }),
      ),
  ],
];

test.each(questions)('%s takes as long with 10,000 waiting messages as with ten', (_what, headWaits, ask) => {
  const [few, many] = [queueOf(10, headWaits), queueOf(10_000, headWaits)];
  // Looking at each of them takes some hundred times as long.
  expect(shortest(() => ask(many)) / shortest(() => ask(few))).toBeLessThan(10);
});
