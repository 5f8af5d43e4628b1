import { ask, askAgain, openPrompt, routeAnswer, routeLapse } from './after-closing.ts';
import { askBeforeOpening, askedIn, asksBeforeOpening, questionOf, routeChoice, voiceOf } from './before-opening.ts';
import { refuseBarred } from './blacklist.ts';
import type { FilesLookedAt, InboxEvent, MemberLookedUp, UserWrote } from './events.ts';
import type { PromptChosen } from './prompt-events.ts';
import { lookUp } from './inbox.ts';
import type { Inbox, Prompt, Routing } from './inbox.ts';
import { lookedAtFirst, routeLook } from './looking.ts';
import { dependsOnFiles, isKeptBack, lookAt } from './only-files.ts';
import type { PromptProblem } from './prompt-statement.ts';
import { refuseNow } from './refusal.ts';
import { refuse, takesNone, tooNew } from './refusing.ts';
import { refusedFiles } from './relaying.ts';
import type { Rules } from './rules.ts';
import { failureMark, promptInto } from './saying.ts';
import { ticketAtLimit, ticketFrom } from './sending-draft.ts';

/** Decides where a user's DM goes that is for this server, before and beside tickets. Pure; `now` is in epoch ms. */
export function route(inbox: Inbox, event: InboxEvent, rules: Rules, now: number): Routing {
  switch (event.type) {
    case 'userWrote':
      return routeMessage(inbox, event, rules, now);
    case 'memberLookedUp':
      return lookedAtFirst(inbox, routeMember(inbox, event, rules, now), rules);
    case 'filesLookedAt':
      return routeLook(inbox, event, rules) ?? afterLook(inbox, event, rules, now);
    case 'promptAnswered':
    case 'promptFilledIn':
      return lookedAtFirst(inbox, routeAnswer(inbox, event, rules, now), rules);
    case 'promptChosen':
      return routeMenu(inbox, event, rules, now);
    case 'promptLapsed':
      return routeLapse(inbox, event, rules);
  }
}

function routeMessage(inbox: Inbox, event: UserWrote, rules: Rules, now: number): Routing {
  const { draftFor, openTicket, prompt, deliveredIn, isReply } = inbox;
  const { writing } = event;
  if (deliveredIn !== null) return { to: 'delivered', ticketId: deliveredIn };
  if (event.wasRefused === true) return { to: 'refusal', isToldAgain: false, effects: [] };
  if (openTicket !== null && isReply) return { to: 'ticket', ticketId: openTicket.id };
  if (draftFor !== null) return prompt === null ? joined() : askAgain(inbox, prompt, event, { rules, now });
  if (openTicket !== null) return { to: 'ticket', ticketId: openTicket.id };
  const notNow = takesNone(rules);
  if (notNow !== null) return refuseNow(inbox, notNow, { rules, now, messages: [writing.messageId] });
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

/** How it shall be sent may have been said before. */
function afterLook(inbox: Inbox, event: FilesLookedAt, rules: Rules, now: number): Routing {
  const { userId, prompt, member } = inbox;
  if ((prompt?.chosen ?? null) === null) return onward(inbox, event, rules, now);
  if (member === null) return { ...joined(), effects: [lookUp(inbox, rules)] };
  return routeMember(inbox, { type: 'memberLookedUp', userId, serverId: rules.serverId, member }, rules, now);
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
  const early = takesNone(rules) ?? tooNew(inbox, { member, now }, rules);
  if (early !== null) return refuseNow(inbox, early, { rules, now, messages });
  if (!asksBeforeOpening(rules)) return { to: 'newTicket', ...ticketFrom(null, member, rules) };
  return askBeforeOpening(messages, askedIn(inbox, rules), now);
}

function joined(): Extract<Routing, { to: 'draft' }> {
  return { to: 'draft', effects: [], prompt: null };
}

function routeMember(inbox: Inbox, { member }: MemberLookedUp, rules: Rules, now: number): Routing {
  const { draftFor, prompt, draft: messages } = inbox;
  // Asked because of an earlier draft: about this one, its author still has to decide.
  if (draftFor === null || (prompt !== null && prompt.chosen === null)) return { to: 'nowhere' };
  const hides = prompt?.chosen === 'anonymous';
  const atLimit = ticketAtLimit(inbox, hides, rules);
  if (atLimit !== null && messages.length > 0) return { to: 'ticket', ticketId: atLimit.id };
  const noMember = member === null ? ({ type: 'notAMember', server: rules.serverName } as const) : null;
  const refusal = noMember ?? refuse(inbox, { member, hides, now }, rules);
  // Where there are other servers, the user may choose one of them.
  if (refusal !== null && prompt !== null && inbox.offered.length > 1) return backTo(inbox, prompt, refusal, rules);
  if (member === null) return refuseNow(inbox, noMember ?? { type: 'noServer' }, { rules, now, messages });
  const barred = refuseBarred(inbox, { member, messages, now }, rules);
  if (barred !== null) return barred;
  if (refusal !== null) return refuseNow(inbox, refusal, { rules, now, messages });
  if (prompt === null && asksBeforeOpening(rules)) return askBeforeOpening(messages, askedIn(inbox, rules), now);
  if (prompt?.chosen === 'new' && prompt.about === null && asksBeforeOpening(rules)) {
    return backTo(inbox, { ...prompt, askedAt: now }, null, rules);
  }
  return prompt?.chosen === 'reopen' && prompt.about !== null
    ? { to: 'reopening', ticketId: prompt.about.ticketId, member }
    : { to: 'newTicket', ...ticketFrom(prompt, member, rules) };
}

/** The question is asked again where it stands, with what is in the way. */
function backTo(inbox: Inbox, before: Prompt, problem: PromptProblem | null, rules: Rules): Routing {
  const prompt: Prompt = { ...before, chosen: null };
  const asked = askedIn(inbox, rules);
  const question = questionOf(prompt, inbox.draft, asked, problem);
  const { messageId } = prompt;
  return {
    to: 'draft',
    effects: messageId === null ? [] : [promptInto(messageId, question, voiceOf(prompt, asked))],
    prompt,
  };
}

function routeMenu(inbox: Inbox, event: PromptChosen, rules: Rules, now: number): Routing {
  const prompt = openPrompt(inbox, event);
  if (!('id' in prompt)) return prompt;
  if (prompt.chosen !== null) return { to: 'nowhere', answer: { type: 'promptTaken', server: rules.serverName } };
  const { menu, value } = event;
  return routeChoice(inbox, prompt, { asked: askedIn(inbox, rules), menu, value, now });
}
