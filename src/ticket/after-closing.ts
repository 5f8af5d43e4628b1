import { refuseBarred } from './blacklist.ts';
import type { Statement } from './statement.ts';
import type { PromptAnswered, PromptLapsed, UserWrote } from './events.ts';
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
    ticketId,
    mayReopen,
    askedAt: now,
    chosen: null,
    messageId: null,
  };
  return asking(prompt, event, rules);
}

/** Another message joins the draft that the user was asked about. */
export function askAgain(prompt: Prompt, event: UserWrote, rules: Rules, now: number): Routing {
  const isRecent = now - prompt.askedAt < askAgainAfterMs;
  if (isRecent || prompt.chosen !== null) return { to: 'draft', effects: [], prompt };
  return asking({ ...prompt, askedAt: now }, event, rules);
}

function asking(prompt: Prompt, { writing }: Pick<UserWrote, 'writing'>, rules: Rules): Routing {
  const question: Statement = {
    type: 'afterClosing',
    server: rules.serverName,
    promptId: prompt.id,
    mayReopen: prompt.mayReopen,
  };
  return { to: 'draft', effects: [statementTo('user', question, rules, writing.messageId)], prompt };
}

/** The user pressed one of the buttons: it counts where the question is still open. */
export function routeAnswer(inbox: Inbox, event: PromptAnswered, rules: Rules, now: number): Routing {
  const { prompt, openTicket, member } = inbox;
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
  if (openTicket !== null) return { to: 'ticket', ticketId: openTicket, answer };
  const asked = { ...inbox, prompt: { ...prompt, messageId: event.messageId } };
  const barred = refuseBarred(asked, { member, messages: inbox.draft, now }, rules);
  if (barred !== null) return barred;
  const isReopening = event.choice === 'reopen' && prompt.mayReopen;
  const chosen: Prompt = { ...prompt, chosen: isReopening ? 'reopen' : 'new', messageId: event.messageId };
  if (member === null) return { to: 'draft', effects: [lookUp(inbox, rules)], prompt: chosen, answer };
  return isReopening
    ? { to: 'reopening', ticketId: prompt.ticketId, member, answer }
    : { to: 'newTicket', member, answer };
}

/** Nobody said what shall become of it: it isn't sent, and its author can read so. */
export function routeLapse({ prompt }: Inbox, { promptId }: PromptLapsed, rules: Rules): Routing {
  if (prompt === null || prompt.id !== promptId || prompt.chosen !== null) return { to: 'nowhere' };
  const { messageId } = prompt;
  const lapsed: Statement = { type: 'promptLapsed', server: rules.serverName };
  return { to: 'dropped', effects: messageId === null ? [] : [promptInto(messageId, lapsed, rules)] };
}
