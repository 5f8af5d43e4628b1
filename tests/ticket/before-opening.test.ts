import { describe, expect, test } from 'vitest';
import { draftLapsesAfterMs } from '../../src/ticket/before-opening.ts';
import type { PromptChoice } from '../../src/ticket/prompt-events.ts';
import type { Inbox, Prompt, Routing } from '../../src/ticket/inbox.ts';
import { route } from '../../src/ticket/route.ts';
import type { MessageId, TicketId } from '../../src/ticket/ticket.ts';
import {
  asIs,
  inboxWith,
  memberLookedUp,
  mia,
  miaAsMember,
  nothingChosen,
  now,
  rulesWith,
  saidToUser,
  serverId,
  userWrote,
} from '../support/tickets.ts';

const rules = rulesWith({ offersAnonymity: true });
const hello = userWrote('Hello');
const first = hello.writing.messageId;
const question = 'q1' as MessageId;
const asked: Prompt = {
  id: first,
  about: null,
  askedAt: now,
  isLapsed: false,
  chosen: null,
  messageId: null,
  ...nothingChosen,
};
const lookUp = { type: 'lookUpMember', serverId, userId: mia.id, reopening: null };
const taken = { type: 'promptTaken', server: 'Harbour' };

const ask = (changes: { count?: number; offersAnonymity?: boolean; isLapsed?: boolean } = {}) =>
  ({
    type: 'beforeOpening',
    server: 'Harbour',
    promptId: first,
    count: 1,
    offersAnonymity: true,
    isLapsed: false,
    servers: [],
    categories: [],
    hasForm: false,
    isReady: true,
    problem: null,
    ...changes,
  }) as const;

const waiting = { draftFor: serverId, draft: [first], member: miaAsMember, prompt: { ...asked, messageId: question } };

function answered(choice: PromptChoice, inbox: Partial<Inbox> = {}, settings = rules): Routing {
  const event = {
    type: 'promptAnswered',
    language: null,
    userId: mia.id,
    promptId: first,
    choice,
    messageId: question,
  } as const;
  return route(inboxWith({ ...waiting, ...inbox }), event, settings, now);
}

describe('where users may be anonymous, a first message is asked about', () => {
  test('at once, where its author is known as a member', () => {
    expect(route(inboxWith({ member: miaAsMember }), hello, rules, now)).toEqual({
      to: 'draft',
      effects: [saidToUser(ask(), first)],
      prompt: asked,
    });
  });

  test('else once Discord has said so, with all that was written meanwhile', () => {
    expect(route(inboxWith(), hello, rules, now)).toEqual({ to: 'draft', effects: [lookUp], prompt: null });
    const inbox = inboxWith({ draftFor: serverId, draft: [first, 'm2' as MessageId], member: miaAsMember });
    expect(route(inbox, memberLookedUp(miaAsMember), rules, now)).toEqual({
      to: 'draft',
      effects: [saidToUser(ask({ count: 2 }), 'm2' as MessageId)],
      prompt: asked,
    });
  });

  test('unless its author is refused', () => {
    const inbox = inboxWith({ draftFor: serverId, draft: [first] });
    expect(route(inbox, memberLookedUp(null), rules, now).to).toBe('refusal');
  });

  test('and so where the server wants it, without that choice', () => {
    const confirming = rulesWith({ confirms: true });
    expect(route(inboxWith({ member: miaAsMember }), hello, confirming, now)).toEqual({
      to: 'draft',
      effects: [saidToUser(ask({ offersAnonymity: false }), first)],
      prompt: asked,
    });
  });
});

describe('the answer', () => {
  test('"send" opens the ticket by name, "send anonymously" without', () => {
    const opened = { to: 'newTicket', member: miaAsMember, ...asIs, answer: taken };
    expect(answered('send')).toEqual({ ...opened, isAnonymous: false });
    expect(answered('anonymous')).toEqual({ ...opened, isAnonymous: true });
  });

  test.each(['send', 'anonymous'] as const)('"%s" is kept while Discord is asked who is a member', (chosen) => {
    const prompt = { ...waiting.prompt, chosen };
    expect(answered(chosen, { member: null })).toEqual({ to: 'draft', effects: [lookUp], prompt, answer: taken });
    expect(route(inboxWith({ ...waiting, prompt }), memberLookedUp(miaAsMember), rules, now)).toEqual({
      to: 'newTicket',
      member: miaAsMember,
      ...asIs,
      isAnonymous: chosen === 'anonymous',
    });
  });

  test('"cancel" sends nothing', () => {
    expect(answered('never')).toEqual({ to: 'dropped', effects: [], answer: { type: 'promptDropped' } });
  });

  test('that isn’t offered any more gets the question as it is now', () => {
    const confirming = rulesWith({ confirms: true });
    expect(answered('anonymous', {}, confirming)).toEqual({ to: 'nowhere', answer: ask({ offersAnonymity: false }) });
  });

  test('to something else is no answer', () => {
    expect(answered('reopen')).toEqual({ to: 'nowhere', answer: ask() });
  });
});

describe('an open ticket', () => {
  const openTicket = { id: 8 as TicketId, isAnonymous: false };

  test('takes what waits', () => {
    expect(answered('send', { openTicket })).toEqual({ to: 'ticket', ticketId: 8, answer: taken });
    const hidden = { ...openTicket, isAnonymous: true };
    expect(answered('anonymous', { openTicket: hidden })).toEqual({ to: 'ticket', ticketId: 8, answer: taken });
  });

  test('in which staff know who it is takes nothing that shall be anonymous', () => {
    const opened = { to: 'newTicket', member: miaAsMember, isAnonymous: true, ...asIs };
    expect(answered('anonymous', { openTicket })).toEqual({ ...opened, answer: taken });
    const prompt = { ...waiting.prompt, chosen: 'anonymous' } as const;
    expect(route(inboxWith({ ...waiting, prompt, openTicket }), memberLookedUp(miaAsMember), rules, now)).toEqual(
      opened,
    );
  });
});

describe('further messages', () => {
  const more = userWrote('And this', { messageId: 'm2' as MessageId });

  test('join what waits, without another question', () => {
    expect(route(inboxWith(waiting), more, rules, now + draftLapsesAfterMs - 1)).toEqual({
      to: 'draft',
      effects: [],
      prompt: waiting.prompt,
    });
  });

  test('are asked about below, all together, when the question has lapsed', () => {
    const later = now + draftLapsesAfterMs;
    const prompt = { ...waiting.prompt, isLapsed: true };
    expect(route(inboxWith({ ...waiting, prompt }), more, rules, later)).toEqual({
      to: 'draft',
      effects: [saidToUser(ask({ count: 2 }), 'm2' as MessageId)],
      prompt: { ...waiting.prompt, askedAt: later },
    });
  });
});

test('a question that nobody answers says that nothing was sent, and still offers to', () => {
  const lapsed = { type: 'promptLapsed', userId: mia.id, promptId: first } as const;
  const statement = ask({ isLapsed: true });
  expect(route(inboxWith(waiting), lapsed, rules, now)).toEqual({
    to: 'draft',
    effects: [{ type: 'editStatement', side: 'user', messageId: question, statement, language: 'en' }],
    prompt: { ...waiting.prompt, isLapsed: true },
  });
  const isLapsed = { ...waiting, prompt: { ...waiting.prompt, isLapsed: true } };
  expect(answered('send', isLapsed)).toMatchObject({ to: 'newTicket', isAnonymous: false });
});

test('after a closing, "new ticket" leads to the question how', () => {
  const about = { ticketId: 7 as TicketId, mayReopen: true };
  const prompt = { ...waiting.prompt, about };
  expect(answered('new', { prompt })).toEqual({ to: 'draft', effects: [], prompt: waiting.prompt, answer: ask() });
});

test('what shall be anonymous never goes to a ticket whose user is known, though no other may be opened', () => {
  const openTicket = { id: 4 as TicketId, isAnonymous: false };
  const routing = answered('anonymous', { openTicket, openCount: { all: 2, hidden: 1 } });
  expect(routing.to).not.toBe('ticket');
});
