import { ask, askAgain, routeAnswer, routeLapse } from './after-closing.ts';
import { refuseBarred } from './blacklist.ts';
import { askBeforeOpening, asksBeforeOpening, takes } from './before-opening.ts';
import type { Statement } from './statement.ts';
import type { InboxEvent, MemberLookedUp, UserWrote } from './events.ts';
import { lookUp } from './inbox.ts';
import type { Inbox, Routing } from './inbox.ts';
import { routeLook } from './looking.ts';
import { dependsOnFiles, isKeptBack, lookAt } from './only-files.ts';
import { refusedFiles } from './relaying.ts';
import type { Rules } from './rules.ts';
import { failureMark, promptInto, statementTo } from './saying.ts';
import type { MessageId } from './ticket.ts';

/** A user who keeps writing to a bot that can't take it is told so at most this often. */
const refusalEveryMs = 60_000;

/** Decides where a user's DM goes, before and beside tickets. Pure; `now` is in epoch ms. */
export function route(inbox: Inbox, event: InboxEvent, rules: Rules, now: number): Routing {
  switch (event.type) {
    case 'userWrote':
      return routeMessage(inbox, event, rules, now);
    case 'memberLookedUp':
      return routeMember(inbox, event, rules, now);
    case 'filesLookedAt':
      return routeLook(inbox, event, rules) ?? onward(inbox, event, rules, now);
    case 'promptAnswered':
      return routeAnswer(inbox, event, rules, now);
    case 'promptLapsed':
      return routeLapse(inbox, event, rules);
  }
}

function routeMessage(inbox: Inbox, event: UserWrote, rules: Rules, now: number): Routing {
  const { draftFor, openTicket, prompt, deliveredIn } = inbox;
  const { writing } = event;
  if (deliveredIn !== null) return { to: 'delivered', ticketId: deliveredIn };
  if (event.wasRefused === true) return { to: 'refusal', isToldAgain: false, effects: [] };
  if (draftFor !== null) return prompt === null ? joined() : askAgain(inbox, prompt, event, { rules, now });
  if (openTicket !== null) return { to: 'ticket', ticketId: openTicket.id };
  if (!rules.ticketsEnabled) {
    return refusal(inbox, { type: 'ticketsDisabled', server: rules.serverName }, rules, {
      now,
      messages: [writing.messageId],
    });
  }
  if (isKeptBack(writing, rules)) {
    return {
      to: 'refusal',
      isToldAgain: false,
      effects: [...refusedFiles({ writing, isHidden: false }, rules), failureMark('user', writing.messageId)],
    };
  }
  if (dependsOnFiles(writing, rules)) return { ...joined(), effects: [lookAt(writing, inbox.userId, rules)] };
  return onward(inbox, event, rules, now);
}

/** Something is worth a ticket: it is asked where it belongs, or who wrote it, where that isn't known. */
function onward(inbox: Inbox, event: Pick<UserWrote, 'writing'>, rules: Rules, now: number): Routing {
  const { openTicket, recent, draftFor, draft, member } = inbox;
  if (openTicket !== null) return { to: 'ticket', ticketId: openTicket.id };
  const messages = draftFor === null ? [event.writing.messageId] : draft;
  const barred = refuseBarred(inbox, { member, messages, now }, rules);
  if (barred !== null) return barred;
  if (recent !== null) return ask(recent, event, rules, now);
  if (member === null) return { ...joined(), effects: [lookUp(inbox, rules)] };
  if (!asksBeforeOpening(rules)) return { to: 'newTicket', member, isAnonymous: false };
  return askBeforeOpening(messages, rules, now);
}

function joined(): Extract<Routing, { to: 'draft' }> {
  return { to: 'draft', effects: [], prompt: null };
}

function routeMember(inbox: Inbox, { member }: MemberLookedUp, rules: Rules, now: number): Routing {
  const { draftFor, openTicket, prompt } = inbox;
  // Asked because of an earlier draft: about this one, its author still has to decide.
  if (draftFor === null || (prompt !== null && prompt.chosen === null)) return { to: 'nowhere' };
  const hides = prompt?.chosen === 'anonymous';
  if (openTicket !== null && takes(openTicket, hides)) return { to: 'ticket', ticketId: openTicket.id };
  if (member === null) {
    return refusal(inbox, { type: 'notAMember', server: rules.serverName }, rules, { now, messages: inbox.draft });
  }
  const barred = refuseBarred(inbox, { member, messages: inbox.draft, now }, rules);
  if (barred !== null) return barred;
  if (prompt === null && asksBeforeOpening(rules)) return askBeforeOpening(inbox.draft, rules, now);
  return prompt?.chosen === 'reopen' && prompt.about !== null
    ? { to: 'reopening', ticketId: prompt.about.ticketId, member }
    : { to: 'newTicket', member, isAnonymous: hides };
}

/** Each message is marked as not sent; the sentence that says why isn't repeated all the time. */
function refusal(inbox: Inbox, statement: Statement, rules: Rules, refused: Refused): Routing {
  const marks = refused.messages.map((messageId) => failureMark('user', messageId));
  const asked = inbox.prompt?.messageId ?? null;
  // What the user was asked becomes the answer.
  if (asked !== null)
    return { to: 'refusal', isToldAgain: true, effects: [promptInto(asked, statement, rules), ...marks] };
  const isToldAgain = inbox.refusedAt === null || refused.now - inbox.refusedAt >= refusalEveryMs;
  const sentence = statementTo('user', statement, rules, refused.messages.at(-1));
  return { to: 'refusal', isToldAgain, effects: isToldAgain ? [sentence, ...marks] : marks };
}

interface Refused {
  readonly now: number;
  readonly messages: readonly MessageId[];
}
