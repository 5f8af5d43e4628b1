import { describe, expect, test } from 'vitest';
import type { UserWrote } from '../../src/ticket/events.ts';
import type { PromptChoice } from '../../src/ticket/prompt-events.ts';
import type { Inbox, Prompt } from '../../src/ticket/inbox.ts';
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

const rules = rulesWith();
const ticketId = 7 as TicketId;
const question = 'q1' as MessageId;
const lookUp = { type: 'lookUpMember', serverId, userId: mia.id, reopening: null };
/** A question is named after the message that it is about. */
const questionId = userWrote('Thanks').writing.messageId;
const about = { ticketId, mayReopen: true };
const asked: Prompt = {
  id: questionId,
  about,
  askedAt: now,
  isLapsed: false,
  chosen: null,
  messageId: null,
  ...nothingChosen,
};
const thanks: UserWrote = userWrote('Thanks');

const asks = (mayReopen: boolean) =>
  saidToUser({ type: 'afterClosing', server: 'Harbour', promptId: questionId, mayReopen }, thanks.writing.messageId);

describe('a message to a ticket that was closed', () => {
  const recent = { ticketId, closedAt: now - 1000 };

  test('is asked about, and waits for the answer', () => {
    expect(route(inboxWith({ recent, member: miaAsMember }), thanks, rules, now)).toEqual({
      to: 'draft',
      effects: [asks(true)],
      prompt: asked,
    });
  });

  test('long ago may open a new ticket only', () => {
    const old = { ...recent, closedAt: now - rules.reopenWithinMs - 1 };
    expect(route(inboxWith({ recent: old }), thanks, rules, now)).toEqual({
      to: 'draft',
      effects: [asks(false)],
      prompt: { ...asked, about: { ...about, mayReopen: false } },
    });
  });

  test('goes to the open ticket where there is one', () => {
    const routing = route(
      inboxWith({ recent, openTicket: { id: 8 as TicketId, isAnonymous: false } }),
      thanks,
      rules,
      now,
    );
    expect(routing).toEqual({ to: 'ticket', ticketId: 8 });
  });

  test('is refused where no tickets are taken', () => {
    const routing = route(inboxWith({ recent }), thanks, rulesWith({ ticketsEnabled: false }), now);
    expect(routing.to).toBe('refusal');
  });
});

describe('while the user is being asked', () => {
  const waiting = (changes: Partial<Prompt> = {}): Inbox =>
    inboxWith({ draftFor: serverId, draft: [thanks.writing.messageId], prompt: { ...asked, ...changes } });

  test('more messages join, and aren’t asked about one by one', () => {
    expect(route(waiting(), thanks, rules, now + 60_000)).toEqual({ to: 'draft', effects: [], prompt: asked });
  });

  test('a message much later is asked about below it, by the same question', () => {
    const at = now + 600_000;
    expect(route(waiting(), thanks, rules, at)).toEqual({
      to: 'draft',
      effects: [asks(true)],
      prompt: { ...asked, askedAt: at },
    });
  });

  test('but not once they chose, while Discord is asked about them', () => {
    const routing = route(waiting({ chosen: 'new' }), thanks, rules, now + 600_000);
    expect(routing).toEqual({ to: 'draft', effects: [], prompt: { ...asked, chosen: 'new' } });
  });
});

describe('the answer', () => {
  const answered = (choice: PromptChoice, changes: Partial<Inbox> = {}, promptId: string = questionId) =>
    route(
      inboxWith({ draftFor: serverId, draft: [thanks.writing.messageId], prompt: asked, ...changes }),
      { type: 'promptAnswered', language: null, userId: mia.id, promptId, choice, messageId: question },
      rules,
      now,
    );
  const answer = { type: 'promptTaken', server: 'Harbour' };

  test('"reopen" opens the ticket again', () => {
    expect(answered('reopen', { member: miaAsMember })).toEqual({
      to: 'reopening',
      ticketId,
      member: miaAsMember,
      answer,
    });
  });

  test('"new ticket" opens one from the draft', () => {
    expect(answered('new', { member: miaAsMember })).toEqual({
      to: 'newTicket',
      member: miaAsMember,
      ...asIs,
      isAnonymous: false,
      answer,
    });
  });

  test.each(['reopen', 'new'] as const)('"%s" asks Discord first whether the user is still a member', (chosen) => {
    const prompt = { ...asked, chosen, messageId: question };
    expect(answered(chosen)).toEqual({ to: 'draft', effects: [lookUp], prompt, answer });
    const inbox = inboxWith({ draftFor: serverId, draft: [thanks.writing.messageId], prompt });
    expect(route(inbox, memberLookedUp(miaAsMember), rules, now)).toEqual(
      chosen === 'reopen'
        ? { to: 'reopening', ticketId, member: miaAsMember }
        : { to: 'newTicket', member: miaAsMember, isAnonymous: false, ...asIs },
    );
    const statement = { type: 'notAMember', server: 'Harbour' };
    expect(route(inbox, memberLookedUp(null), rules, now)).toEqual({
      to: 'refusal',
      isToldAgain: true,
      effects: [
        { type: 'editStatement', side: 'user', messageId: question, statement, language: 'en' },
        { type: 'react', side: 'user', messageId: thanks.writing.messageId, outcome: 'failed' },
      ],
    });
  });

  test('"never mind" ends it', () => {
    expect(answered('never')).toEqual({ to: 'dropped', effects: [], answer: { type: 'promptDropped' } });
  });

  test('"reopen" opens a new one where that isn’t possible any more', () => {
    const member = miaAsMember;
    const expected = { to: 'newTicket', member, isAnonymous: false, ...asIs, answer };
    expect(answered('reopen', { member, prompt: { ...asked, about: { ...about, mayReopen: false } } })).toEqual(
      expected,
    );
  });

  test.each(['reopen', 'new'] as const)('"%s" goes to the ticket that is open meanwhile', (choice) => {
    expect(answered(choice, { openTicket: { id: 8 as TicketId, isAnonymous: false } })).toEqual({
      to: 'ticket',
      ticketId: 8,
      answer,
    });
  });

  test('isn’t given by what Discord says about the member because of an earlier draft', () => {
    const inbox = inboxWith({ draftFor: serverId, draft: [thanks.writing.messageId], prompt: asked });
    expect(route(inbox, memberLookedUp(miaAsMember), rules, now)).toEqual({ to: 'nowhere' });
    expect(route(inbox, memberLookedUp(null), rules, now)).toEqual({ to: 'nowhere' });
  });

  test('counts once', () => {
    expect(answered('new', { prompt: { ...asked, chosen: 'new' } })).toEqual({ to: 'nowhere', answer });
  });

  test('to a question that is over changes nothing, and says so', () => {
    const over = { to: 'nowhere', answer: { type: 'promptOver' } };
    expect(answered('new', {}, 'other')).toEqual(over);
    expect(answered('never', { prompt: null })).toEqual(over);
    const dropped = { to: 'nowhere', answer: { type: 'promptDropped' } };
    expect(answered('never', { prompt: null, wasDropped: true })).toEqual(dropped);
  });

  test('comes too late where no tickets are taken any more', () => {
    const routing = route(
      inboxWith({ draftFor: serverId, prompt: asked, member: miaAsMember }),
      {
        type: 'promptAnswered',
        language: null,
        userId: mia.id,
        promptId: questionId,
        choice: 'new',
        messageId: question,
      },
      rulesWith({ ticketsEnabled: false }),
      now,
    );
    expect(routing).toEqual({ to: 'dropped', effects: [], answer: { type: 'ticketsDisabled', server: 'Harbour' } });
  });
});

describe('without an answer', () => {
  const lapse = (prompt: Prompt | null) =>
    route(
      inboxWith({ draftFor: serverId, prompt }),
      { type: 'promptLapsed', userId: mia.id, promptId: questionId },
      rules,
      now,
    );

  test('the question says in the end that nothing was sent', () => {
    const statement = { type: 'promptLapsed', server: 'Harbour' };
    const effect = { type: 'editStatement', side: 'user', messageId: question, statement, language: 'en' };
    expect(lapse({ ...asked, messageId: question })).toEqual({ to: 'dropped', effects: [effect] });
    expect(lapse(asked)).toEqual({ to: 'dropped', effects: [] });
  });

  test.each([null, { ...asked, id: 'other' }, { ...asked, chosen: 'new' as const }])(
    'nothing lapses that is over, or was answered (%j)',
    (prompt) => expect(lapse(prompt)).toEqual({ to: 'nowhere' }),
  );
});
