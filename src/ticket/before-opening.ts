import type { PromptAnswered } from './events.ts';
import { lookUp } from './inbox.ts';
import type { Inbox, Prompt, Routing } from './inbox.ts';
import type { Rules } from './rules.ts';
import { promptInto, statementTo } from './saying.ts';
import type { Statement } from './statement.ts';
import type { MessageId, Ticket } from './ticket.ts';

/** Whoever doesn't say so within this has not finished; what they wrote still waits. */
export const draftLapsesAfterMs = 10 * 60_000;

/** Whether users have something to say before what they wrote becomes a ticket. */
export function asksBeforeOpening({ confirms, offersAnonymity }: Rules): boolean {
  return confirms || offersAnonymity;
}

/** Whether an open ticket takes what waits: not one in which staff know who it is that wants to hide it. */
export function takes({ isAnonymous }: Pick<Ticket, 'isAnonymous'>, hides: boolean): boolean {
  return isAnonymous || !hides;
}

/** Asks how what was written shall be sent; `messages`: all that waits, in order. */
export function askBeforeOpening(messages: readonly MessageId[], rules: Rules, now: number): Routing {
  const [first] = messages;
  if (first === undefined) return { to: 'nowhere' };
  // Not a random name: asked once more after the database forgot it, it is the same question, with the same buttons.
  const prompt = { id: first, about: null, askedAt: now, isLapsed: false, chosen: null, messageId: null };
  return asking(prompt, messages, rules);
}

/** Asks again, below what was written last. */
export function askedAnew(prompt: Prompt, messages: readonly MessageId[], rules: Rules, now: number): Routing {
  return asking({ ...prompt, askedAt: now, isLapsed: false }, messages, rules);
}

function asking(prompt: Prompt, messages: readonly MessageId[], rules: Rules): Routing {
  const question = questionOf(prompt, messages, rules);
  return { to: 'draft', effects: [statementTo('user', question, rules, messages.at(-1))], prompt };
}

/** The question as it is now. */
export function questionOf({ id, isLapsed }: Prompt, { length }: readonly MessageId[], rules: Rules): Statement {
  return {
    type: 'beforeOpening',
    server: rules.serverName,
    promptId: id,
    count: length,
    offersAnonymity: rules.offersAnonymity,
    isLapsed,
  };
}

/** The user said how it shall be sent. What isn't offered (any more) gets the question as it is now. */
export function routeSending(
  { draft, member, ...inbox }: Inbox,
  prompt: Prompt,
  event: PromptAnswered,
  rules: Rules,
): Routing {
  const isAnonymous = event.choice === 'anonymous';
  if (isAnonymous ? !rules.offersAnonymity : event.choice !== 'send') {
    return { to: 'nowhere', answer: questionOf(prompt, draft, rules) };
  }
  const answer: Statement = { type: 'promptTaken', server: rules.serverName };
  if (member !== null) return { to: 'newTicket', member, isAnonymous, answer };
  const chosen: Prompt = { ...prompt, chosen: isAnonymous ? 'anonymous' : 'send', messageId: event.messageId };
  return { to: 'draft', effects: [lookUp(inbox, rules)], prompt: chosen, answer };
}

/** Nobody said how it shall be sent: it isn't, but may still be. */
export function lapse({ draft }: Inbox, prompt: Prompt, rules: Rules): Routing {
  const lapsed: Prompt = { ...prompt, isLapsed: true };
  const { messageId } = prompt;
  const effects = messageId === null ? [] : [promptInto(messageId, questionOf(lapsed, draft, rules), rules)];
  return { to: 'draft', effects, prompt: lapsed };
}
