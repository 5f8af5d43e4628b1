import { describe, expect, test } from 'vitest';
import { barring, isImmune } from '../../src/ticket/blacklist.ts';
import type { Barred, BlacklistEntry } from '../../src/ticket/blacklist.ts';
import type { Prompt } from '../../src/ticket/inbox.ts';
import { route } from '../../src/ticket/route.ts';
import type { MessageId, TicketId, UserId } from '../../src/ticket/ticket.ts';
import {
  fileOf,
  inboxWith,
  memberLookedUp,
  mia,
  miaAsMember,
  nothingChosen,
  now,
  rulesWith,
  saidToUser,
  sam,
  serverId,
  userWrote,
} from '../support/tickets.ts';

const hour = 3_600_000;
const self: Barred = { type: 'user', id: mia.id };
// One of the roles that Mia has.
const role: Barred = { type: 'role', id: '900' };
const otherRole: Barred = { type: 'role', id: '901' };
const ticket: Barred = { type: 'ticket', id: 7 as TicketId };

function entry(barred: Barred, changes: Partial<BlacklistEntry> = {}): BlacklistEntry {
  return { barred, reason: 'Rude', by: sam.id, addedAt: now - hour, endsAt: now + hour, ...changes };
}

const wrote = userWrote('Hello');
const { messageId } = wrote.writing;
const notSent = (id: MessageId) => ({ type: 'react', side: 'user', messageId: id, outcome: 'failed' });
const barred = { type: 'barred', server: 'Harbour', reason: 'Rude', endsAt: now + hour } as const;
const told = {
  to: 'refusal',
  isToldAgain: true,
  isBarred: true,
  effects: [saidToUser(barred, messageId), notSent(messageId)],
};
const marked = { to: 'refusal', isToldAgain: false, isBarred: true, effects: [notSent(messageId)] };

describe('a message of somebody who is blacklisted', () => {
  test.each([
    ['themselves', self],
    ['by a role', role],
    ['by one of their tickets', ticket],
  ])('%s is refused, with the reason and the time it ends', (_, who) => {
    const inbox = inboxWith({ member: miaAsMember, blacklist: [entry(who)] });
    expect(route(inbox, wrote, rulesWith(), now)).toEqual(told);
  });

  test('is refused without asking Discord about them, where their roles can’t matter', () => {
    expect(route(inboxWith({ blacklist: [entry(self)] }), wrote, rulesWith(), now)).toEqual(told);
  });

  test.each([
    ['by a role', entry(role), rulesWith()],
    ['and may be immune by a role', entry(self), rulesWith({ immune: [{ role: '55' }] })],
  ])('%s waits for what Discord says of them', (_, one, rules) => {
    const blacklist = [one];
    expect(route(inboxWith({ blacklist }), wrote, rules, now)).toMatchObject({ to: 'draft' });
    const draft = { draftFor: serverId, draft: [messageId, 'm2' as MessageId] };
    const last = 'm2' as MessageId;
    expect(route(inboxWith({ ...draft, blacklist }), memberLookedUp(miaAsMember), rules, now)).toEqual({
      ...told,
      effects: [saidToUser(barred, last), notSent(messageId), notSent(last)],
    });
  });

  test('goes to their open ticket all the same', () => {
    const inbox = inboxWith({
      openTicket: { id: 7 as TicketId, isAnonymous: false },
      member: miaAsMember,
      blacklist: [entry(self)],
    });
    expect(route(inbox, wrote, rulesWith(), now)).toEqual({ to: 'ticket', ticketId: 7 });
  });

  test('isn’t asked about after a closing: it is refused', () => {
    const recent = { ticketId: 7 as TicketId, closedAt: now - 1 };
    expect(route(inboxWith({ recent, blacklist: [entry(self)] }), wrote, rulesWith(), now)).toEqual(told);
  });

  test('that is made of files alone is refused when they were looked at', () => {
    const { writing } = userWrote('', { files: [fileOf('map.png', 10)] });
    const inbox = inboxWith({ draftFor: serverId, draft: [messageId], blacklist: [entry(self)] });
    const looked = { type: 'filesLookedAt', userId: mia.id, serverId, writing, refused: [], others: [] } as const;
    expect(route(inbox, looked, rulesWith(), now)).toEqual(told);
  });

  test('is only marked within an hour of telling them, whatever else they were told', () => {
    const blacklist = [entry(self)];
    expect(route(inboxWith({ blacklist, barredToldAt: now - hour + 1 }), wrote, rulesWith(), now)).toEqual(marked);
    expect(route(inboxWith({ blacklist, barredToldAt: now - hour, refusedAt: now }), wrote, rulesWith(), now)).toEqual(
      told,
    );
  });

  test('is only marked where they are not to be told', () => {
    const inbox = inboxWith({ blacklist: [entry(self)] });
    expect(route(inbox, wrote, rulesWith({ tellsBarred: false }), now)).toEqual(marked);
  });
});

describe('a button below the question about a message after the closing', () => {
  const prompt: Prompt = {
    id: 'm1',
    about: { ticketId: 7 as TicketId, mayReopen: true },
    askedAt: now - 1,
    isLapsed: false,
    chosen: null,
    messageId: null,
    ...nothingChosen,
  };
  const asked = 'q1' as MessageId;
  const waiting = { draftFor: serverId, draft: [messageId], prompt, blacklist: [entry(role)] };
  const press = (choice: 'reopen' | 'new') =>
    ({ type: 'promptAnswered', language: null, userId: mia.id, promptId: 'm1', choice, messageId: asked }) as const;
  const becomes = (statement: typeof barred | { type: 'notSent'; server: string }) => [
    { type: 'editStatement', side: 'user', messageId: asked, statement, language: 'en' },
    notSent(messageId),
  ];

  test.each(['reopen', 'new'] as const)('(%s) gets the refusal in place of the question', (choice) => {
    const inbox = inboxWith({ ...waiting, member: miaAsMember });
    expect(route(inbox, press(choice), rulesWith(), now)).toEqual({
      ...told,
      effects: becomes(barred),
      answer: barred,
    });
  });

  test('gets a refusal without the reason where that isn’t to be told', () => {
    const notTold = { type: 'notSent', server: 'Harbour' } as const;
    const inbox = inboxWith({ ...waiting, member: miaAsMember });
    expect(route(inbox, press('new'), rulesWith({ tellsBarred: false }), now)).toEqual({
      ...marked,
      effects: becomes(notTold),
      answer: notTold,
    });
  });

  test('gets it, too, when Discord was asked about the member first', () => {
    const chosen = { ...prompt, chosen: 'reopen', messageId: asked } as const;
    expect(route(inboxWith({ ...waiting, prompt: chosen }), memberLookedUp(miaAsMember), rulesWith(), now)).toEqual({
      ...told,
      effects: becomes(barred),
      answer: barred,
    });
  });
});

describe('what bars a user', () => {
  const barredBy = (blacklist: readonly BlacklistEntry[], rules = rulesWith()) =>
    barring({ userId: mia.id, blacklist }, miaAsMember, rules);

  test('is no role that they don’t have', () => {
    expect(barredBy([entry(otherRole)])).toBeNull();
  });

  test('is the entry that holds longest', () => {
    const longest = entry(role, { endsAt: now + 3 * hour });
    expect(barredBy([entry(self), longest, entry(ticket, { endsAt: now + 2 * hour })])).toBe(longest);
    const endless = entry(ticket, { endsAt: null });
    expect(barredBy([longest, endless, entry(self)])).toBe(endless);
  });

  test.each([
    ['themselves', { user: mia.id }],
    ['by a role of theirs', { role: '900' }],
  ])('is nothing where they are immune %s', (_, immune) => {
    expect(barredBy([entry(self), entry(role), entry(ticket)], rulesWith({ immune: [immune] }))).toBeNull();
  });

  test('is as before where others are immune', () => {
    const immune = [{ user: sam.id }, { role: '901' }];
    expect(barredBy([entry(self)], rulesWith({ immune }))).toEqual(entry(self));
  });
});

test('staff hear of immunity for users and roles, never for the user of a ticket', () => {
  const immune = [{ user: mia.id }, { role: '900' }];
  expect(isImmune(self, [], immune)).toBe(true);
  expect(isImmune({ type: 'user', id: '5' as UserId }, ['900'], immune)).toBe(true);
  expect(isImmune(role, [], immune)).toBe(true);
  expect(isImmune({ type: 'user', id: '5' as UserId }, ['901'], immune)).toBe(false);
  expect(isImmune(otherRole, [], immune)).toBe(false);
  expect(isImmune(ticket, ['900'], [...immune, { user: String(ticket.id) }])).toBe(false);
});
