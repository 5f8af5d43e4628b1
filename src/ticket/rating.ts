import { categoryNamed } from './category.ts';
import { archivePost, inClosedPost } from './closing.ts';
import type { Decision } from './decision.ts';
import { disguised } from './disguise.ts';
import type { Effect, Planned } from './effects.ts';
import type { Delivered } from './events.ts';
import type { FeedbackRated, FeedbackSent } from './feedback-events.ts';
import { ratings, validForMs } from './feedback.ts';
import type { Feedback, FeedbackStage, Rating, ShowFeedback } from './feedback.ts';
import { questionAt, wordsAt } from './feedback-question.ts';
import { answersIn } from './form.ts';
import type { FormAnswer } from './form.ts';
import type { Rules } from './rules.ts';
import { promptInto } from './saying.ts';
import type { Ticket } from './ticket.ts';

/** The user pressed a number: it counts at once; where there is a form, it opens. */
export function rate(ticket: Ticket, event: FeedbackRated, rules: Rules, now: number): Decision {
  if (!isRating(event.rating)) return meansNothing(ticket, event, rules);
  const feedback = feedbackFor(ticket, event, rules);
  const end = endOf(ticket, feedback, event, now);
  if (end !== null) return becomes(end, ticket, feedback, rules);
  const { rating, messageId } = event;
  const rated: Feedback = { ...feedback, messageId, rating, ratedAt: now };
  const after: Ticket = { ...ticket, feedback: rated };
  const isNew = rating !== feedback.rating;
  const said = { rating, answers: rated.answers, since: event.id };
  const shown = isNew ? [...shownToStaff(after, said, rules), ...tagged(after, rules)] : [];
  const fields = rules.feedback?.form ?? [];
  if (fields.length === 0) return { ...becomes('thanked', after, rated, rules), effects: shown };
  return {
    ticket: after,
    effects: [...(isNew ? into('rated', after, rated, rules) : []), ...shown],
    answer: {
      to: 'form',
      form: { type: 'feedback', ticketId: ticket.id, askedAt: rated.askedAt, rating, fields },
    },
  };
}

/** The user sent the form. Whenever they opened it: what they wrote is kept. */
export function takeAnswers(ticket: Ticket, event: FeedbackSent, rules: Rules, now: number): Decision {
  if (!isRating(event.rating)) return meansNothing(ticket, event, rules);
  const feedback = feedbackFor(ticket, event, rules);
  if (feedback.sentAt !== null) return becomes('settled', ticket, feedback, rules);
  const rating = feedback.rating ?? event.rating;
  const answers = answersIn(event.values, rules.feedback?.form ?? []);
  const answered: Feedback = { ...feedback, rating, ratedAt: feedback.ratedAt ?? now, answers, sentAt: now };
  const after: Ticket = { ...ticket, feedback: answered };
  const shown = shownToStaff(after, { rating, answers, since: event.id }, rules);
  return {
    ...becomes('settled', after, answered, rules),
    effects: [...into('settled', after, answered, rules), ...shown],
  };
}

/** It stands in the staff's channel now, and is changed there from now on. */
export function feedbackShown(ticket: Ticket, { messageId }: Delivered): Decision {
  const { feedback } = ticket;
  if (feedback === null || messageId === null) return { ticket, effects: [] };
  return { ticket: { ...ticket, feedback: { ...feedback, noticeId: messageId } }, effects: [] };
}

/** What a button bears may be made up. */
function isRating(rating: number): rating is Rating {
  return ratings.some((one) => one === rating);
}

function meansNothing(ticket: Ticket, event: FeedbackRated | FeedbackSent, rules: Rules): Decision {
  return becomes('needless', ticket, feedbackFor(ticket, event, rules), rules);
}

/** A question that the database forgot was asked all the same: it is there. */
function feedbackFor({ feedback }: Ticket, event: FeedbackRated | FeedbackSent, rules: Rules): Feedback {
  const farewell = { server: rules.serverName, comment: null, closeMessage: null, isSaidAnyway: true };
  return feedback ?? questionAt(event.askedAt, farewell);
}

/** Why nothing can be said any more; `null`: it can. */
function endOf(ticket: Ticket, feedback: Feedback, event: FeedbackRated, now: number): FeedbackStage | null {
  const isRated = feedback.rating !== null;
  const isAnother = feedback.askedAt !== event.askedAt;
  if (ticket.status === 'open' || isAnother) return isRated ? 'settled' : 'needless';
  if (feedback.sentAt !== null) return 'settled';
  if (now - feedback.askedAt <= validForMs) return null;
  return isRated ? 'settled' : 'over';
}

function becomes(stage: FeedbackStage, ticket: Ticket, feedback: Feedback, rules: Rules): Decision {
  return { ticket, effects: [], answer: { to: 'message', statement: wordsAt(stage, ticket, feedback, rules) } };
}

/** The question changes also where no answer to an interaction does it: a form opens, or what was to be said before still waits. */
function into(stage: FeedbackStage, ticket: Ticket, feedback: Feedback, rules: Rules): readonly Planned[] {
  const { messageId } = feedback;
  return messageId === null ? [] : [{ effect: promptInto(messageId, wordsAt(stage, ticket, feedback, rules), rules) }];
}

function shownToStaff(
  ticket: Ticket,
  { rating, answers, since }: Pick<ShowFeedback, 'rating' | 'answers' | 'since'>,
  rules: Rules,
): readonly Planned[] {
  const channelId = rules.feedback?.channelId ?? null;
  if (channelId === null) return [];
  const { id, serverId, postId, userName, userId, isAnonymous, category } = ticket;
  const effect: Effect = {
    type: 'showFeedback',
    channelId,
    ticket: { id, serverId, postId },
    category: category === null ? null : categoryNamed(category, rules),
    user: { name: userName, id: isAnonymous ? null : userId },
    rating,
    answers: isAnonymous ? answers.map((answer) => disguisedAnswer(answer, ticket)) : answers,
    since,
    language: rules.language,
  };
  return [{ effect }];
}

function disguisedAnswer({ label, values }: FormAnswer, { userId, userName }: Ticket): FormAnswer {
  return { label, values: values.map((value) => disguised(value, userId, userName)) };
}

/** Quietly: nothing is written in the post, which is locked and archived afterwards as it was before. */
function tagged(ticket: Ticket, rules: Rules): readonly Planned[] {
  if (rules.feedback?.ratingTags !== true || ticket.postId === null) return [];
  return ticket.status === 'closed' ? inClosedPost(ticket) : [archivePost(ticket)];
}
