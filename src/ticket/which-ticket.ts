import { newPrompt, voiceOf } from './before-opening.ts';
import type { Prompt, Routing } from './inbox.ts';
import type { RefusedStatement } from './prompt-statement.ts';
import { promptInto, statementTo } from './saying.ts';
import type { Voice } from './saying.ts';
import type { Statement } from './statement.ts';
import type { MessageId, ServerId, TicketId } from './ticket.ts';

/** So long after the last word in the ticket that a user chose, what they write goes there without asking. */
export const choiceHoldsForMs = 15 * 60_000;

/** An open ticket that users choose from: by what it is about, and how it began. */
export interface OfferedTicket {
  readonly id: TicketId;
  readonly serverId: ServerId;
  readonly server: string;
  readonly category: string | null;
  readonly isAnonymous: boolean;
  /** What its user wrote first, as far as it fits. */
  readonly beginning: string;
}

/** Several open tickets, the most recently active first, of which one may be meant; and what is written in that language. */
export interface Choosing {
  readonly openTickets: readonly OfferedTicket[];
  readonly voice: Voice;
}

/** Asks in which of several open tickets what was written goes on. */
export function askWhich(messageId: MessageId, choosing: Choosing, now: number): Routing {
  const prompt: Prompt = { ...newPrompt(messageId, now), asksWhich: true };
  const question = whichQuestion(prompt, 1, choosing);
  return { to: 'draft', effects: [statementTo('user', question, choosing.voice, messageId)], prompt };
}

/** Asks again, below what was written last. */
export function askWhichAgain(
  before: Prompt,
  messages: readonly MessageId[],
  choosing: Choosing,
  now: number,
): Routing {
  const prompt: Prompt = { ...before, askedAt: now, isLapsed: false };
  const question = whichQuestion(prompt, messages.length, choosing);
  return { to: 'draft', effects: [statementTo('user', question, voiceOf(prompt, choosing), messages.at(-1))], prompt };
}

/** The question as it is now: `count` messages wait. */
export function whichQuestion(
  { id: promptId, isLapsed }: Prompt,
  count: number,
  { openTickets: tickets }: Choosing,
  problem: RefusedStatement | null = null,
): Extract<Statement, { type: 'whichTicket' }> {
  return { type: 'whichTicket', promptId, count, isLapsed, tickets, problem };
}

/** The user chose one: what waits goes there, if it is open still. */
export function routeTicketChoice(
  prompt: Prompt,
  { value, count }: { readonly value: string; readonly count: number },
  choosing: Choosing,
): Routing {
  const chosen = choosing.openTickets.find(({ id }) => String(id) === value);
  if (chosen === undefined) return { to: 'draft', effects: [], prompt, answer: whichQuestion(prompt, count, choosing) };
  return { to: 'ticket', ticketId: chosen.id, answer: { type: 'promptTaken', server: chosen.server } };
}

/** Nobody said which: nothing goes anywhere, but still may. */
export function lapseWhich(before: Prompt, count: number, choosing: Choosing): Routing {
  const prompt: Prompt = { ...before, isLapsed: true };
  const { messageId } = prompt;
  const question = whichQuestion(prompt, count, choosing);
  const effects = messageId === null ? [] : [promptInto(messageId, question, voiceOf(prompt, choosing))];
  return { to: 'draft', effects, prompt };
}
