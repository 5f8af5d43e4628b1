import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWebhook, programWrites, systemMessage, unfurl } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { setStageWithTicket } from '../support/open-ticket.ts';
import { reactionsOn } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

const unheardOf = 99;

describe('what nobody says', () => {
  let stage: Stage;
  let mia: Person;
  let robin: Person;
  let post: string;
  beforeEach(async () => {
    ({ stage, mia, robin, post } = await setStageWithTicket());
  });
  afterEach(() => stage.stop());

  const inPost = (): readonly Message[] => stage.posts()[0]?.messages ?? [];
  /** What was written before this was heard of, and nothing came of it that is still on its way. */
  const confirmed = async (message: Message): Promise<void> => {
    await stage.until(() => reactionsOn(message).length === 1);
  };

  test('Discord itself, another bot or a webhook: the user hears none of it', async () => {
    const before = mia.dmMessages().length;
    for (const type of [1, 2, 4, 6, 21, 24, 46, unheardOf]) systemMessage(stage.sandbox, post, type, { text: 'x' });
    programWrites(stage.sandbox, post, { by: createWebhook(stage.sandbox, 'Hook'), viaWebhook: true, content: 'x' });
    programWrites(stage.sandbox, post, {
      by: createWebhook(stage.sandbox, 'Robot'),
      embeds: [{ type: 'rich', title: 'x' }],
    });
    await confirmed(robin.write(post, 'After all that'));
    expect(
      mia
        .dmMessages()
        .slice(before)
        .map(({ content }) => content),
    ).toEqual(['-# Robin · Lantern Games\nAfter all that']);
  });

  test('Discord itself in the direct messages: staff see none of it, but what is of a kind that nobody knows yet', async () => {
    const channelId = mia.dmMessages()[0]?.channelId ?? '';
    const before = inPost().length;
    const tea = [{ name: 'poll_question_text', value: 'Tea?', inline: false }];
    systemMessage(stage.sandbox, channelId, 6);
    systemMessage(stage.sandbox, channelId, 46, { embeds: [{ type: 'poll_result', fields: tea }] });
    const unknown = systemMessage(stage.sandbox, channelId, unheardOf);
    await confirmed(unknown);
    const said = systemMessage(stage.sandbox, channelId, unheardOf, { text: 'Of a new kind' });
    await confirmed(said);
    expect(
      inPost()
        .slice(before)
        .map(({ content }) => content),
    ).toEqual(['-# Mia\n(a message without anything that can be shown here)', '-# Mia\nOf a new kind']);
  });

  test('a preview that comes later, or goes, is no edit', async () => {
    const link = mia.dm('https://example.com/page');
    await confirmed(link);
    const answer = robin.write(post, 'https://example.com/answer');
    await confirmed(answer);
    const edits = () =>
      stage.sandbox.traffic.exchanges.filter(({ method, route }) => method === 'PATCH' && route?.includes('messages'));
    unfurl(stage.sandbox, link, { type: 'article', title: 'A page', url: 'https://example.com/page' });
    unfurl(stage.sandbox, answer, { type: 'rich', title: 'An answer', url: 'https://example.com/answer' });
    await confirmed(robin.write(post, 'After the previews'));
    expect(edits()).toEqual([]);
    mia.edit(link, 'https://example.com/page now');
    robin.edit(answer, 'https://example.com/answer now');
    await stage.until(() => edits().length === 2);
    expect(inPost().some(({ content }) => content === '-# Mia · edited\nhttps://example.com/page now')).toBe(true);
    expect(mia.dmMessages().some(({ content }) => content.endsWith('\nhttps://example.com/answer now'))).toBe(true);
  });

  test('a foreign emoji that Discord writes as its name is known again after a lost answer, and not sent twice', async () => {
    const before = inPost().length;
    const lost = stage.sandbox.faults.add({
      method: 'POST',
      route: '/channels/{channel_id}/messages',
      when: 'after',
      effect: 'reset',
    });
    const message = mia.dm('Look <:glow:123456789012345678>');
    await confirmed(message);
    expect(lost.hits).toBe(1);
    expect(
      inPost()
        .slice(before)
        .map(({ content }) => content),
    ).toEqual(['-# Mia\nLook :glow:']);
  });
});
