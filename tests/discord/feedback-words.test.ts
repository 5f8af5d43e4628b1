import { expect, test } from 'vitest';
import { statementBody } from '../../src/discord/statements.ts';
import type { FeedbackStage, Rating } from '../../src/ticket/feedback.ts';
import type { TicketId } from '../../src/ticket/ticket.ts';

interface Shown {
  readonly texts: readonly string[];
  /** The chosen one in brackets. */
  readonly buttons: string;
}

interface Component {
  readonly type: number;
  readonly content?: string;
  readonly components?: readonly { readonly label: string; readonly style: number }[];
}

function shownAt(stage: FeedbackStage, rating: Rating | null, thankYou: string | null = null): Shown {
  const farewell = { server: 'Harbour', comment: null, closeMessage: 'Bye', isSaidAnyway: true };
  const about = { ticketId: 7 as TicketId, askedAt: 1_750_000_000_000, farewell };
  const body = statementBody({ type: 'feedback', ...about, rating, stage, thankYou }, 'en');
  const [container] = body['components'] as [{ components: readonly Component[] }];
  const texts = container.components.flatMap(({ content }) => content ?? []);
  expect(texts.slice(0, 2)).toEqual([expect.stringContaining('**Harbour** was closed'), 'Bye']);
  const buttons = container.components.flatMap(({ components }) => components ?? []);
  const labels = buttons.map(({ label, style }) => (style === 1 ? `[${label}]` : label));
  return { texts: texts.slice(2), buttons: labels.join(' ') };
}

const rated = 'Your rating: ★★★☆☆ (3 of 5).';
const until = '<t:1751209600:D>';

test.each<[FeedbackStage, Rating | null, readonly string[], string]>([
  ['asked', null, ['How was it? Choose from **1** (poor) to **5** (excellent).'], '1 2 3 4 5'],
  ['rated', 3, [rated, `-# You can choose another one, or fill in the form, until ${until}.`], '1 2 [3] 4 5'],
  [
    'thanked',
    3,
    ['Thank you for your feedback!', rated, `-# You can choose another one until ${until}.`],
    '1 2 [3] 4 5',
  ],
  ['settled', 3, ['Thank you for your feedback!', rated], ''],
  ['over', null, ['-# It is too late to rate this conversation.'], ''],
  ['needless', null, ['-# This question is no longer needed.'], ''],
])('below the farewell stands what has come of the question: %s', (stage, rating, texts, buttons) => {
  expect(shownAt(stage, rating)).toEqual({ texts, buttons });
});

test('a server thanks in its own words', () => {
  expect(shownAt('settled', 3, 'Cheers!').texts).toEqual(['Cheers!', rated]);
});
