import { say } from '../texts/texts.ts';
import type { Language } from '../texts/texts.ts';
import { validForMs } from '../ticket/feedback.ts';
import type { Rating } from '../ticket/feedback.ts';
import type { Statement } from '../ticket/statement.ts';

/** What stands below the farewell: the question how it was, and what came of it. */
export function feedbackWords(
  { stage, rating, askedAt, thankYou }: Extract<Statement, { type: 'feedback' }>,
  language: Language,
): readonly string[] {
  const rated = rating === null ? [] : [say(language, 'feedback.rating', { stars: stars(rating), rating })];
  const thanks = thankYou ?? say(language, 'feedback.thankYou');
  switch (stage) {
    case 'asked':
      return [say(language, 'feedback.question')];
    case 'rated':
      return [...rated, say(language, 'feedback.formWaits', until(askedAt))];
    case 'thanked':
      return [thanks, ...rated, say(language, 'feedback.changeable', until(askedAt))];
    case 'settled':
      return [thanks, ...rated];
    case 'over':
      return [say(language, 'feedback.over')];
    case 'needless':
      return [`-# ${say(language, 'closeRequest.noMoreForUser')}`];
  }
}

function until(askedAt: number): { readonly until: string } {
  return { until: `<t:${Math.floor((askedAt + validForMs) / 1000)}:D>` };
}

/** A rating to look at. */
export function stars(rating: Rating): string {
  return '★'.repeat(rating) + '☆'.repeat(5 - rating);
}
