import { expect, test } from 'vitest';
import { lookUpWords } from '../../src/discord/look-up-words.ts';
import type { FoundMessage } from '../../src/ticket/look-up-statement.ts';
import type { PostId, TicketId } from '../../src/ticket/ticket.ts';

const found = (name: string, text: string): FoundMessage => ({
  ticketId: 123_456 as TicketId,
  postId: '1234567890123456789' as PostId,
  name,
  text,
  writtenAt: 1_700_000_000_000,
});

test.each(['en', 'de', 'fr'] as const)(
  'what was found fits into one answer, and says when something was left out: %s',
  (language) => {
    const many = Array.from({ length: 10 }, () => found('*'.repeat(80), '_'.repeat(2000)));
    const query = '*'.repeat(100);
    const words = (list: readonly FoundMessage[]): readonly string[] =>
      lookUpWords({ type: 'messagesFound', query, found: list, areMore: false }, language);
    expect(words(many).join('\n\n').length).toBeLessThan(4000);
    expect(words(many)).toHaveLength(3);
    expect(words(many.slice(0, 2))).toHaveLength(2);
  },
);
