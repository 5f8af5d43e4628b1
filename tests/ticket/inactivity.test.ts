import { describe, expect, test } from 'vitest';
import { decide } from '../../src/ticket/decide.ts';
import { silenceEndsAt } from '../../src/ticket/inactivity.ts';
import type { TicketEvent } from '../../src/ticket/events.ts';
import type { MessageId, Ticket, TicketId } from '../../src/ticket/ticket.ts';
import {
  closeRequested,
  closeRequestWithdrawn,
  messageTyped,
  now,
  rulesWith,
  saidInPost,
  saidToUser,
  staffWrote,
  ticketWith,
  userWrote,
} from '../support/tickets.ts';

const hour = 3_600_000;
const rules = rulesWith({ remindAfterMs: 2 * hour, closeAfterMs: 5 * hour });
const silent = (hours: number, remindedAt: number | null = null): Ticket =>
  ticketWith({ activity: 'awaitingResponse', silence: { since: now - hours * hour, remindedAt } });
const due: TicketEvent = { type: 'silenceDue', ticketId: 7 as TicketId };
const on = (ticket: Ticket, event: TicketEvent, changes = rules) => decide(ticket, event, changes, now);
const begun = { since: now, remindedAt: null };

describe('the user’s silence', () => {
  test('begins with what staff send, in whatever way, and ends with an answer', () => {
    expect(on(ticketWith(), staffWrote('Hello')).ticket.silence).toEqual(begun);
    expect(on(silent(1), staffWrote('Hello')).ticket.silence).toEqual(begun);
    expect(on(silent(1), messageTyped('Hello')).ticket.silence).toEqual(begun);
    expect(on(silent(1), userWrote('Hello')).ticket.silence).toBeNull();
  });

  test('goes on, whatever else happens', () => {
    const ticket = silent(1);
    expect(on(ticket, staffWrote('// note')).ticket).toBe(ticket);
    expect(on(ticket, { type: 'membershipChanged', isMember: false }).ticket).toBe(ticket);
  });

  test('ends with the ticket, and where the message could not be delivered', () => {
    const sent = on(ticketWith(), staffWrote('Hello'));
    const effect = sent.effects[0]?.effect;
    if (effect === undefined) throw new Error('Nothing is sent.');
    const failed: TicketEvent = { type: 'deliveryFailed', effect, reason: 'closedDms' };
    expect(on(sent.ticket, failed).ticket.silence).toBeNull();
    const arrived: TicketEvent = { type: 'delivered', effect, messageId: '900' as MessageId };
    expect(on(sent.ticket, arrived).ticket).toBe(sent.ticket);
    expect(on(silent(9, now), due).ticket.silence).toEqual({ since: now - 9 * hour, remindedAt: now });
  });

  test('counts anew after a question that was taken back', () => {
    const asked = on(silent(9), closeRequested()).ticket;
    expect(silenceEndsAt(asked, rules)).toBeNull();
    expect(on(asked, closeRequestWithdrawn()).ticket.silence).toEqual(begun);
  });
});

describe('when the time has come', () => {
  test('the user is reminded, once, and told when the ticket will be closed', () => {
    expect(on(silent(2), due)).toEqual({
      ticket: silent(2, now),
      effects: [{ effect: saidToUser({ type: 'answerAwaited', server: 'Harbour', closesAt: now + 3 * hour }) }],
    });
    const forEver = { ...rules, closeAfterMs: null };
    expect(on(silent(2), due, forEver).effects).toEqual([
      { effect: saidToUser({ type: 'answerAwaited', server: 'Harbour', closesAt: null }) },
    ]);
    expect(on(silent(9, now), due, forEver).effects).toEqual([]);
  });

  test('the ticket is closed by nobody of the staff, and both sides read why', () => {
    const closing = rulesWith({ ...rules, closeMessage: ['Bye from ', { placeholder: 'staff.name' }] });
    const ticket = silent(5, now - 3 * hour);
    const since = now - 5 * hour;
    const { effects, ticket: closed } = on(ticket, due, closing);
    expect(closed).toEqual({ ...ticket, status: 'closing', closedAt: now, silence: null });
    const farewell = { server: 'Harbour', comment: null, closeMessage: 'Bye from Staff', silentSince: since } as const;
    expect(effects.map(({ effect }) => effect)).toMatchObject([
      saidInPost({ type: 'closedForSilence', since }),
      saidToUser({ type: 'closedForUser', ...farewell }),
      { type: 'archivePost' },
    ]);
  });

  test('the user is asked for feedback where that is wanted, below why it was closed', () => {
    const feedback = { thankYou: null, form: [], channelId: null, ratingTags: false };
    const { effects } = on(silent(5, now - 3 * hour), due, rulesWith({ ...rules, feedback }));
    expect(effects[1]?.effect).toMatchObject({
      type: 'sendToUser',
      body: { statement: { type: 'feedback', farewell: { silentSince: now - 5 * hour, isSaidAnyway: true } } },
    });
  });

  test('nothing happens that has lost its reason', () => {
    for (const ticket of [silent(1), ticketWith({ silence: null }), { ...silent(9), status: 'closed' as const }]) {
      expect(on(ticket, due).effects).toEqual([]);
    }
    expect(on(silent(1000), due, rulesWith())).toEqual({ ticket: silent(1000), effects: [] });
  });
});
