import type { Decision } from './decision.ts';
import type { Effect, Planned } from './effects.ts';
import type { Delivered } from './events.ts';
import type { Farewell, Feedback, FeedbackStage } from './feedback.ts';
import { fill, placeholders } from './rules.ts';
import type { Rules } from './rules.ts';
import { promptInto, statementTo } from './saying.ts';
import type { Statement } from './statement.ts';
import type { Ticket } from './ticket.ts';

type Question = Extract<Statement, { type: 'feedback' }>;

/** Whether the user of a ticket that is closed now is asked how it was: once, whenever it was closed. */
export function isAsking({ feedback }: Ticket, rules: Rules): boolean {
  return rules.feedback !== null && feedback === null;
}

/** A question that nobody has answered. */
export function questionAt(askedAt: number, farewell: Farewell): Feedback {
  const unanswered = { messageId: null, rating: null, ratedAt: null, answers: [], sentAt: null, noticeId: null };
  return { askedAt, farewell, ...unanswered };
}

/** What the question about a ticket says. */
export function wordsAt(stage: FeedbackStage, ticket: Ticket, feedback: Feedback, rules: Rules): Question {
  const { askedAt, farewell, rating } = feedback;
  const template = rules.feedback?.thankYou ?? null;
  const thankYou = template === null ? null : fill(template, placeholders(ticket, rules));
  return { type: 'feedback', ticketId: ticket.id, askedAt, farewell, rating, stage, thankYou };
}

/** Tells the user that their ticket was closed, and asks. */
export function ask(ticket: Ticket, feedback: Feedback, rules: Rules): Effect {
  return statementTo('user', wordsAt('asked', ticket, feedback, rules), rules);
}

/** The question stands in the user's DM now: what comes of it replaces it there. One that is no longer asked says so. */
export function feedbackAsked(ticket: Ticket, { effect, messageId }: Delivered, rules: Rules): Decision | null {
  const question = effect.type === 'sendToUser' ? questionIn(effect) : null;
  if (question === null || messageId === null) return null;
  const { feedback } = ticket;
  if (feedback?.askedAt === question.askedAt) {
    return { ticket: { ...ticket, feedback: { ...feedback, messageId } }, effects: [] };
  }
  const statement: Question = { ...question, stage: 'needless' };
  return { ticket, effects: [{ effect: promptInto(messageId, statement, rules) }] };
}

/** A user who couldn't be asked may be asked another time. Whoever has answered was asked, whatever became of it. */
export function unasked(ticket: Ticket, effect: Extract<Effect, { type: 'sendToUser' }>): Ticket {
  const question = questionIn(effect);
  const { feedback } = ticket;
  const isUnanswered = question !== null && feedback?.askedAt === question.askedAt && feedback.rating === null;
  return isUnanswered ? { ...ticket, feedback: null } : ticket;
}

/** Whether nothing was to be said but the question: nobody needs to hear that it couldn't be asked. */
export function isOnlyAsking(effect: Extract<Effect, { type: 'sendToUser' }>): boolean {
  return questionIn(effect)?.farewell.isSaidAnyway === false;
}

function questionIn({ body }: Extract<Effect, { type: 'sendToUser' }>): Question | null {
  return body.type === 'statement' && body.statement.type === 'feedback' ? body.statement : null;
}

/** A ticket that is opened again is asked about when it is closed the next time, unless its user has answered already. */
export function withoutQuestion(
  ticket: Ticket,
  rules: Rules,
): { readonly feedback: Feedback | null; readonly effects: readonly Planned[] } {
  const { feedback } = ticket;
  if (feedback === null || feedback.sentAt !== null) return { feedback, effects: [] };
  const { messageId, rating } = feedback;
  const words = wordsAt(rating === null ? 'needless' : 'settled', ticket, feedback, rules);
  return {
    feedback: rating === null ? null : feedback,
    effects: messageId === null ? [] : [{ effect: promptInto(messageId, words, rules) }],
  };
}
