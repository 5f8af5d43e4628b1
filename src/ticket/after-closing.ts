import { refuseBarred } from './blacklist.ts';
import {
  afterLookUp,
  askedAnew,
  askedIn,
  asksBeforeOpening,
  lapse,
  newPrompt,
  questionOf,
  voiceOf,
} from './before-opening.ts';
import type { UserWrote } from './events.ts';
import type { PromptAnswered, PromptChoice, PromptFilledIn, PromptLapsed } from './prompt-events.ts';
import type { Inbox, Prompt, Routing } from './inbox.ts';
import { refuseNow } from './refusal.ts';
import { takesNone, tooNew } from './refusing.ts';
import type { Rules } from './rules.ts';
import { promptInto, statementTo } from './saying.ts';
import { routeSending, ticketAtLimit, ticketFrom } from './sending-draft.ts';
import type { Statement } from './statement.ts';
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
  return asking({ ...newPrompt(event.writing.messageId, now), about: { ticketId, mayReopen } }, event, rules);
}

/** Another message joins the draft that the user was asked about. */
export function askAgain(inbox: Inbox, prompt: Prompt, event: UserWrote, { rules, now }: Asking): Routing {
  const { messageId } = prompt;
  const all = [...inbox.draft, event.writing.messageId];
  const asked = askedIn(inbox, rules);
  // What counts as lapsed stands nowhere yet, or was asked in vain.
  const isRecent = !prompt.isLapsed && now - prompt.askedAt < askAgainAfterMs;
  if (isRecent && prompt.chosen === null && inbox.draft.length === 0 && messageId !== null) {
    // Only now there is something to be sent.
    const question = promptInto(messageId, questionOf(prompt, all, asked), voiceOf(prompt, asked));
    return { to: 'draft', effects: [question], prompt };
  }
  if (isRecent || prompt.chosen !== null) return { to: 'draft', effects: [], prompt };
  return prompt.about === null ? askedAnew(prompt, all, asked, now) : asking({ ...prompt, askedAt: now }, event, rules);
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

/** The user pressed one of the buttons, or sent the form that one opened: it counts where the question is still open. */
export function routeAnswer(inbox: Inbox, event: PromptAnswered | PromptFilledIn, rules: Rules, now: number): Routing {
  const prompt = openPrompt(inbox, event);
  if (!('id' in prompt)) return prompt;
  if (event.choice === 'never') return { to: 'dropped', effects: [], answer: { type: 'promptDropped' } };
  const answer: Statement = { type: 'promptTaken', server: rules.serverName };
  if (prompt.chosen !== null) return { to: 'nowhere', answer };
  const hasOthers = inbox.offered.length > 1;
  if (!rules.ticketsEnabled && !hasOthers) {
    return { to: 'dropped', effects: [], answer: { type: 'ticketsDisabled', server: rules.serverName } };
  }
  if (event.type === 'promptAnswered' && prompt.about !== null) {
    const atLimit = ticketAtLimit(inbox, false, rules);
    if (atLimit !== null) return { to: 'ticket', ticketId: atLimit.id, answer };
  }
  const asked = { ...inbox, prompt };
  const barred = hasOthers ? null : refuseHere(asked, rules, now);
  if (barred !== null && !wouldJoin(inbox, event, rules)) return barred;
  if (prompt.asksWhich) return routeAfterClosing(inbox, { ...prompt, asksWhich: false }, 'new', { rules, now });
  if (prompt.about === null) return routeSending(inbox, prompt, event, { rules, now });
  return routeAfterClosing(inbox, prompt, event.choice, { rules, now });
}

/** What goes to a ticket that is open is refused to nobody. */
function wouldJoin(inbox: Inbox, event: PromptAnswered | PromptFilledIn, rules: Rules): boolean {
  if (event.type === 'promptFilledIn' || (event.choice !== 'send' && event.choice !== 'anonymous')) return false;
  return inbox.draft.length > 0 && ticketAtLimit(inbox, event.choice === 'anonymous', rules) !== null;
}

/** The question that was answered, as it was answered; or what becomes of one that is over. */
export function openPrompt(
  { prompt, wasDropped }: Pick<Inbox, 'prompt' | 'wasDropped'>,
  { promptId, messageId, language }: Pick<PromptAnswered, 'promptId' | 'messageId' | 'language'>,
): Prompt | Routing {
  // Whoever didn't see the first answer, and presses again, gets the same one.
  if (prompt === null || prompt.id !== promptId) {
    return { to: 'nowhere', answer: { type: wasDropped ? 'promptDropped' : 'promptOver' } };
  }
  return { ...prompt, messageId, language };
}

function refuseHere(inbox: Inbox, rules: Rules, now: number): Routing | null {
  const { member, draft: messages } = inbox;
  const barred = refuseBarred(inbox, { member, messages, now }, rules);
  const early = takesNone(rules) ?? tooNew(inbox, { member, now }, rules);
  return barred ?? (early === null ? null : { ...refuseNow(inbox, early, { rules, now, messages }), answer: early });
}

/** The same ticket again, or a new one, about which there may be more to ask. */
function routeAfterClosing(inbox: Inbox, prompt: Prompt, choice: PromptChoice, { rules, now }: Asking): Routing {
  const { about } = prompt;
  const isReopening = choice === 'reopen' && about?.mayReopen === true;
  if (!isReopening && asksBeforeOpening(rules)) {
    const next: Prompt = { ...prompt, about: null, askedAt: now };
    return { to: 'draft', effects: [], prompt: next, answer: questionOf(next, inbox.draft, askedIn(inbox, rules)) };
  }
  const answer: Statement = { type: 'promptTaken', server: rules.serverName };
  const chosen: Prompt = { ...prompt, chosen: isReopening ? 'reopen' : 'new' };
  if (inbox.member === null) return afterLookUp(inbox, chosen, rules);
  return isReopening
    ? { to: 'reopening', ticketId: about.ticketId, member: inbox.member, answer }
    : { to: 'newTicket', ...ticketFrom(chosen, inbox.member, rules), answer };
}

/** Nobody said what shall become of it: it isn't sent, and its author can read so. */
export function routeLapse(inbox: Inbox, { promptId }: PromptLapsed, rules: Rules): Routing {
  const { prompt } = inbox;
  if (prompt === null || prompt.id !== promptId || prompt.chosen !== null) return { to: 'nowhere' };
  if (prompt.about === null) return lapse(inbox, prompt, askedIn(inbox, rules));
  const { messageId } = prompt;
  const lapsed: Statement = { type: 'promptLapsed', server: rules.serverName };
  return { to: 'dropped', effects: messageId === null ? [] : [promptInto(messageId, lapsed, rules)] };
}
