import { describe, expect, test } from 'vitest';
import { route } from '../../src/ticket/route.ts';
import type { MessageId, TicketId } from '../../src/ticket/ticket.ts';
import {
  fileOf,
  asIs,
  inboxWith,
  memberLookedUp,
  mia,
  miaAsMember,
  now,
  rulesWith,
  saidToUser,
  serverId,
  userWrote,
} from '../support/tickets.ts';

const rules = rulesWith();
const closedDoors = rulesWith({ ticketsEnabled: false });
const openTicket = { id: 7 as TicketId, isAnonymous: false };

const notSent = (messageId: MessageId) => ({ type: 'react', side: 'user', messageId, outcome: 'failed' });

describe('a direct message', () => {
  test('goes to the open ticket', () => {
    expect(route(inboxWith({ openTicket }), userWrote('Hello'), rules, now)).toEqual({ to: 'ticket', ticketId: 7 });
  });

  test('goes to the open ticket also where no new ones are taken', () => {
    const routing = route(inboxWith({ openTicket, refusedAt: now }), userWrote('Hello'), closedDoors, now);
    expect(routing).toEqual({ to: 'ticket', ticketId: 7 });
  });

  test('joins the draft that waits already, and asks nothing again', () => {
    const inbox = inboxWith({ draftFor: serverId, openTicket, member: miaAsMember });
    expect(route(inbox, userWrote('Hello'), rules, now)).toEqual({ to: 'draft', effects: [], prompt: null });
  });

  test('opens a ticket at once where Discord has told of the member lately', () => {
    const routing = route(inboxWith({ member: miaAsMember }), userWrote('Hello'), rules, now);
    expect(routing).toEqual({ to: 'newTicket', member: miaAsMember, isAnonymous: false, ...asIs });
  });

  test('begins a draft, and Discord is asked about the member, where nothing is known', () => {
    expect(route(inboxWith(), userWrote('Hello'), rules, now)).toEqual({
      to: 'draft',
      effects: [{ type: 'lookUpMember', serverId, userId: mia.id, reopening: null }],
      prompt: null,
    });
  });
});

describe('where no tickets are taken', () => {
  const statement = { type: 'ticketsDisabled', server: 'Harbour' } as const;
  const wrote = userWrote('Hello');

  test.each([
    ['the user is told', null],
    ['the user is told again a minute later', now - 60_000],
  ])('%s', (_, refusedAt) => {
    const routing = route(inboxWith({ member: miaAsMember, refusedAt }), wrote, closedDoors, now);
    const effects = [saidToUser(statement, wrote.writing.messageId), notSent(wrote.writing.messageId)];
    expect(routing).toEqual({ to: 'refusal', isToldAgain: true, effects });
  });

  test('a user who was told just now isn’t told again, but each message is marked as not sent', () => {
    const routing = route(inboxWith({ refusedAt: now - 59_999 }), wrote, closedDoors, now);
    expect(routing).toEqual({ to: 'refusal', isToldAgain: false, effects: [notSent(wrote.writing.messageId)] });
  });
});

test('files that were looked at go to the ticket that was opened meanwhile', () => {
  const { writing } = userWrote('', { files: [fileOf('map.png', 10)] });
  const inbox = inboxWith({ draftFor: serverId, draft: [writing.messageId], openTicket, member: miaAsMember });
  const looked = { type: 'filesLookedAt', userId: mia.id, serverId, writing, refused: [], others: [] } as const;
  expect(route(inbox, looked, rules, now)).toEqual({ to: 'ticket', ticketId: 7 });
});

describe('Discord’s answer about a member', () => {
  const first = userWrote('Hello').writing.messageId;
  const waiting = { draftFor: serverId, draft: [first] };

  test('opens the ticket from the draft', () => {
    const routing = route(inboxWith(waiting), memberLookedUp(miaAsMember), rules, now);
    expect(routing).toEqual({ to: 'newTicket', member: miaAsMember, isAnonymous: false, ...asIs });
  });

  test('lets the draft join the ticket that was opened meanwhile', () => {
    const routing = route(inboxWith({ ...waiting, openTicket }), memberLookedUp(miaAsMember), rules, now);
    expect(routing).toEqual({ to: 'ticket', ticketId: 7 });
  });

  test('that there is none ends the draft, and the user is told', () => {
    expect(route(inboxWith(waiting), memberLookedUp(null), rules, now)).toEqual({
      to: 'refusal',
      isToldAgain: true,
      effects: [saidToUser({ type: 'notAMember', server: 'Harbour' }, first), notSent(first)],
    });
  });

  test('that there is none is told once a minute', () => {
    const inbox = inboxWith({ ...waiting, refusedAt: now - 1 });
    expect(route(inbox, memberLookedUp(null), rules, now)).toEqual({
      to: 'refusal',
      isToldAgain: false,
      effects: [notSent(first)],
    });
  });

  test.each([miaAsMember, null])('that nothing waits for any more leads nowhere', (member) => {
    expect(route(inboxWith(), memberLookedUp(member), rules, now)).toEqual({ to: 'nowhere' });
  });
});
