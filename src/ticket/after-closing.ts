import { refuseBarred } from './blacklist.ts';
import type { Statement } from './statement.ts';
import { askedAnew, asksBeforeOpening, lapse, questionOf, routeSending, takes } from './before-opening.ts';
import type { PromptAnswered, PromptChoice, PromptLapsed, UserWrote } from './events.ts';
import { lookUp } from './inbox.ts';
import type { Inbox, Prompt, Routing } from './inbox.ts';
import type { Rules } from './rules.ts';
import { promptInto, statementTo } from './saying.ts';
import type { TicketId } from './ticket.ts';

/** A question that nobody answers lapses after this. */
export const promptLapsesAfterMs = 24 * 60 * 60_000;

/** Whoever goes on writing is asked again below, but not all the time. */
const askAgainAfterMs = 10 * 60_000;

/** A message soon after the closing, or one that replies to a closed ticket: its author says what shall become of it. */
export function ask(
  { ticketId, closedAt }: { ticketId: TicketId; closedAt: number },
  event: Pick<UserWrote, 'writing'>,
  rules: Rules,
  now: number,
): Routing {
  const mayReopen = now - closedAt <= rules.reopenWithinMs;
  // Not a random name: asked once more after the database forgot it, it is the same question, with the same buttons.
  const prompt: Prompt = {
    id: event.writing.messageId,
    about: { ticketId, mayReopen },
    askedAt: now,
    isLapsed: false,
    chosen: null,
    messageId: null,
  };
  return asking(prompt, event, rules);
}

/** Another message joins the draft that the user was asked about. */
export function askAgain(inbox: Inbox, prompt: Prompt, event: UserWrote, { rules, now }: Asking): Routing {
  const isRecent = now - prompt.askedAt < askAgainAfterMs;
  if (isRecent || prompt.chosen !== null) return { to: 'draft', effects: [], prompt };
  return prompt.about === null
    ? askedAnew(prompt, [...inbox.draft, event.writing.messageId], rules, now)
    : asking({ ...prompt, askedAt: now }, event, rules);
}

interface Asking {
  readonly rules: Rules;
  readonly now: number;
}

function asking(prompt: Prompt, { writing }: Pick<UserWrote, 'writing'>, rules: Rules): Routing {
  const question: Statement = {
    type: 'afterClosing',
    server: rules.serverName,
    promptId: prompt.id,
    mayReopen: prompt.about?.mayReopen ?? false,
  };
  return { to: 'draft', effects: [statementTo('user', question, rules, writing.messageId)], prompt };
}

/** The user pressed one of the buttons: it counts where the question is still open. */
export function routeAnswer(inbox: Inbox, event: PromptAnswered, rules: Rules, now: number): Routing {
  const { prompt, openTicket } = inbox;
  if (prompt === null || prompt.id !== event.promptId) {
    // Whoever didn't see the first answer, and presses again, gets the same one.
    return { to: 'nowhere', answer: { type: inbox.wasDropped ? 'promptDropped' : 'promptOver' } };
  }
  if (event.choice === 'never') return { to: 'dropped', effects: [], answer: { type: 'promptDropped' } };
  if (!rules.ticketsEnabled) {
    return { to: 'dropped', effects: [], answer: { type: 'ticketsDisabled', server: rules.serverName } };
  }
  const answer: Statement = { type: 'promptTaken', server: rules.serverName };
  if (prompt.chosen !== null) return { to: 'nowhere', answer };
  const hides = event.choice === 'anonymous';
  if (openTicket !== null && takes(openTicket, hides)) return { to: 'ticket', ticketId: openTicket.id, answer };
  const asked = { ...inbox, prompt: { ...prompt, messageId: event.messageId } };
  const barred = refuseBarred(asked, { member: inbox.member, messages: inbox.draft, now }, rules);
  if (barred !== null) return barred;
  if (prompt.about === null) return routeSending(inbox, prompt, event, rules);
  return routeAfterClosing(inbox, { ...prompt, messageId: event.messageId }, event.choice, { rules, now });
}

/** The same ticket again, or a new one, about which there may be more to ask. */
function routeAfterClosing(inbox: Inbox, prompt: Prompt, choice: PromptChoice, { rules, now }: Asking): Routing {
  const { about } = prompt;
  const isReopening = choice === 'reopen' && about?.mayReopen === true;
  if (!isReopening && asksBeforeOpening(rules)) {
    const next: Prompt = { ...prompt, about: null, askedAt: now };
    return { to: 'draft', effects: [], prompt: next, answer: questionOf(next, inbox.draft, rules) };
  }
  const answer: Statement = { type: 'promptTaken', server: rules.serverName };
  if (inbox.member === null) {
    const chosen: Prompt = { ...prompt, chosen: isReopening ? 'reopen' : 'new' };
    return { to: 'draft', effects: [lookUp(inbox, rules)], prompt: chosen, answer };
  }
  return isReopening
    ? { to: 'reopening', ticketId: about.ticketId, member: inbox.member, answer }
    : { to: 'newTicket', member: inbox.member, isAnonymous: false, answer };
}

/** Nobody said what shall become of it: it isn't sent, and its author can read so. */
export function routeLapse(inbox: Inbox, { promptId }: PromptLapsed, rules: Rules): Routing {
  const { prompt } = inbox;
  if (prompt === null || prompt.id !== promptId || prompt.chosen !== null) return { to: 'nowhere' };
  if (prompt.about === null) return lapse(inbox, prompt, rules);
  const { messageId } = prompt;
  const lapsed: Statement = { type: 'promptLapsed', server: rules.serverName };
  return { to: 'dropped', effects: messageId === null ? [] : [promptInto(messageId, lapsed, rules)] };
}
