import { expect, test } from 'vitest';
import { feedbackNotice } from '../../src/discord/feedback-notice.ts';
import type { ShowFeedback } from '../../src/ticket/feedback.ts';
import type { ChannelId, MessageId, PostId, ServerId, TicketId, UserId } from '../../src/ticket/ticket.ts';

const shownWith = (changes: Partial<ShowFeedback> = {}): string[] => {
  const effect: ShowFeedback = {
    type: 'showFeedback',
    category: null,
    channelId: '500' as ChannelId,
    ticket: { id: 7 as TicketId, serverId: '100' as ServerId, postId: '400' as PostId },
    user: { name: 'Mia', id: '200' as UserId },
    rating: 4,
    answers: [],
    since: '900' as MessageId,
    language: 'en',
    ...changes,
  };
  const body = feedbackNotice(effect, '101');
  expect(body['allowed_mentions']).toEqual({ parse: [], replied_user: false });
  const [container] = body['components'] as [{ components: { content: string }[] }];
  return container.components.map(({ content }) => content);
};

test('staff read the rating, the ticket with a link to its post, the user, and each answer', () => {
  const answers = [{ label: 'Which?', values: ['One', 'Two'] }];
  expect(shownWith({ answers })).toEqual([
    '★★★★☆ (4 of 5) · [#7](https://discord.com/channels/101/400) · **Mia** (<@200>)',
    '**Which?**\n> One\n> Two',
  ]);
});

test('an anonymous user is shown by their alias alone; a post that is gone has no link', () => {
  const ticket = { id: 7 as TicketId, serverId: '100' as ServerId, postId: null };
  expect(shownWith({ ticket, user: { name: 'Green *Otter*', id: null } })).toEqual([
    '★★★★☆ (4 of 5) · #7 · **Green \\*Otter\\***',
  ]);
});

test('whatever five answers say, it fits into one message', () => {
  const answers = Array.from({ length: 5 }, () => ({ label: 'Why?', values: ['😀\n'.repeat(1300)] }));
  const texts = shownWith({ answers });
  expect(texts.join('').length).toBeLessThanOrEqual(4000);
  expect(texts.at(-1)).toMatch(/ …$/);
  expect(texts.join('')).toBe(texts.join('').toWellFormed());
});
