import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pingedBy } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { setStageWithTicket } from '../support/open-ticket.ts';
import { reactionsOn } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

describe('a reply', () => {
  let stage: Stage;
  let mia: Person;
  let robin: Person;
  let post: string;
  beforeEach(async () => {
    ({ stage, mia, robin, post } = await setStageWithTicket());
  });
  afterEach(() => stage.stop());

  /** Waits until a message was relayed. */
  const relayed = async (message: Message): Promise<Message> => {
    await stage.until(() => reactionsOn(message).includes('✅'));
    return message;
  };
  const endingIn = (messages: readonly Message[] | undefined, text: string): Message =>
    messages?.find(({ content }) => content.startsWith('-# ') && content.endsWith(text)) ?? expect.fail(text);
  const inPost = (text: string): Message => endingIn(stage.posts()[0]?.messages, text);
  const inDm = (text: string): Message => endingIn(mia.dmMessages(), text);

  test('to a relayed message is one to its copy or its original on the other side, and pings nobody', async () => {
    const question = await relayed(mia.dm('Where is it?'));
    const answer = await relayed(robin.write(post, 'On its way', { replyTo: inPost('Where is it?') }));
    expect(inDm('On its way').replyTo?.messageId).toBe(question.id);

    await relayed(mia.dm('Thanks', { replyTo: inDm('On its way') }));
    expect(inPost('Thanks').replyTo?.messageId).toBe(answer.id);

    await relayed(mia.dm('I mean the red one', { replyTo: question }));
    expect(inPost('I mean the red one').replyTo?.messageId).toBe(inPost('Where is it?').id);

    await relayed(robin.write(post, 'The red one', { replyTo: answer }));
    expect(inDm('The red one').replyTo?.messageId).toBe(inDm('On its way').id);
    expect(['Thanks', 'I mean the red one'].flatMap((text) => pingedBy(inPost(text)))).toEqual([]);
  });

  test('to any part of a long message is one to the message', async () => {
    const long = await relayed(mia.dm('word '.repeat(700)));
    const parts = (stage.posts()[0]?.messages ?? []).filter(({ content }) => /^-# Mia · \d\/2/.test(content));
    expect(parts).toHaveLength(2);
    await relayed(robin.write(post, 'To the second part', { replyTo: parts[1] ?? long }));
    expect(inDm('To the second part').replyTo?.messageId).toBe(long.id);
  });

  test('of several parts is one with its first part alone', async () => {
    const question = await relayed(mia.dm('Where is it?'));
    await relayed(robin.write(post, 'word '.repeat(700), { replyTo: inPost('Where is it?') }));
    const parts = mia.dmMessages().filter(({ content }) => /^-# Robin .* \d\/2\n/.test(content));
    expect(parts.map(({ replyTo }) => replyTo?.messageId)).toEqual([question.id, undefined]);
  });

  test('to what the bot says, to a note, or to what the other side never saw is an ordinary message there', async () => {
    const [, said] = mia.dmMessages();
    await relayed(mia.dm('What does that mean?', { replyTo: said ?? expect.fail() }));
    expect(inPost('What does that mean?').replyTo).toBeNull();

    const note = robin.write(post, '// She is new here');
    await relayed(robin.write(post, 'Welcome', { replyTo: note }));
    expect(inDm('Welcome').replyTo).toBeNull();

    const facts = stage.posts()[0]?.messages[0] ?? expect.fail();
    await relayed(robin.write(post, 'I see', { replyTo: facts }));
    expect(inDm('I see').replyTo).toBeNull();
  });

  test('to a message that was deleted arrives all the same', async () => {
    const question = await relayed(mia.dm('Where is it?'));
    const copy = inPost('Where is it?');
    mia.delete(question);
    await stage.until(() => inPost('Where is it?').content.includes('deleted by the user'));
    await relayed(robin.write(post, 'Found it?', { replyTo: copy }));
    expect(inDm('Found it?').replyTo).toBeNull();

    const answer = await relayed(robin.write(post, 'Oops'));
    const oops = inDm('Oops');
    const thanks = mia.dm('Oops?', { replyTo: oops });
    await relayed(thanks);
    robin.delete(answer);
    await stage.until(() => mia.dmMessages().every(({ content }) => !content.endsWith('Oops')));
    expect(inPost('Oops?').replyTo?.messageId).toBe(answer.id);
  });
});
