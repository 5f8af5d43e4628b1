import { describe, expect, test } from 'vitest';
import type { APIMessage } from 'discord.js';
import { isOurs } from '../../src/discord/likeness.ts';
import { statementBody } from '../../src/discord/statements.ts';

type Standing = Parameters<typeof isOurs>[1];
const standing = (content: string, components: unknown = []): Standing =>
  ({ content, components }) as Pick<APIMessage, 'content' | 'components'>;

describe('a message that stands in Discord is the one that was asked for', () => {
  test('when its text is the same', () => {
    expect(isOurs({ content: 'Hello' }, standing('Hello'))).toBe(true);
    expect(isOurs({ content: 'Hello' }, standing('Hello!'))).toBe(false);
    expect(isOurs({ content: 'Hello' }, standing('hello'))).toBe(false);
  });

  test('though its original was edited, which stands behind the name; the name is the same', () => {
    const requested = { content: '-# Sam · Harbour\nok' };
    expect(isOurs(requested, standing('-# Sam · edited\nok'), { isMarked: true })).toBe(true);
    expect(isOurs(requested, standing('-# Robin · Harbour\nok'), { isMarked: true })).toBe(false);
    expect(isOurs(requested, standing('-# Sam · edited\nok'))).toBe(false);
  });

  test('though Discord trimmed it', () => {
    expect(isOurs({ content: '\n Hello \n' }, standing('Hello'))).toBe(true);
  });

  test('though Discord shows an emoji that the bot has no access to by its name', () => {
    const content = 'Look <:glow:123456789012345678><a:spin:223456789012345678> <:home:323456789012345678>';
    expect(isOurs({ content }, standing('Look :glow::spin: <:home:323456789012345678>'))).toBe(true);
    expect(isOurs({ content }, standing('Look :glow::other: <:home:323456789012345678>'))).toBe(false);
  });

  test('though Discord gave its components IDs and defaults', () => {
    const requested = statementBody({ type: 'notRelayedClosed', ticketId: 7 as never }, 'en');
    const words = 'Ticket 7 is closed: this message was **not** sent to the user.';
    const container = {
      id: 1,
      type: 17,
      accent_color: null,
      spoiler: false,
      components: [{ id: 2, type: 10, content: words }],
    };
    expect(isOurs(requested, standing('', [container]))).toBe(true);
  });

  test('only when its components say the same, in the same order', () => {
    const texts = (...contents: string[]) => [
      { type: 17, components: contents.map((content) => ({ type: 10, content })) },
    ];
    expect(isOurs({ components: texts('a', 'b') }, standing('', texts('a', 'b')))).toBe(true);
    expect(isOurs({ components: texts('a', 'b') }, standing('', texts('b', 'a')))).toBe(false);
    expect(isOurs({ components: texts('a') }, standing('', texts('a', 'b')))).toBe(false);
    expect(isOurs({ components: texts('a') }, standing('', []))).toBe(false);
  });

  test("never when a relayed text merely reads like a statement's", () => {
    expect(isOurs(statementBody({ type: 'noTicketHere' }, 'en'), standing("This works only in a ticket's post."))).toBe(
      false,
    );
  });
});
