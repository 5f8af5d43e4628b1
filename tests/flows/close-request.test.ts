import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;

beforeEach(async () => {
  ({ stage, mia, robin, post } = await setStageWithTicket());
});
afterEach(async () => {
  vi.useRealTimers();
  await stage.stop();
});

const tags = () => stage.posts()[0]?.tags;
const inPost = (): string[] => (stage.posts()[0]?.messages ?? []).map(shown);
const lastDm = (): string => mia.dmMessages().map(shown).at(-1) ?? '';
const isClosed = () => stage.posts()[0]?.archived === true && stage.posts()[0]?.locked;

const request = async (subcommand: 'create' | 'delete', options: Record<string, string | boolean> = {}) =>
  readAnswer(await robin.command('close-request', options, { channelId: post, subcommand }));
const close = (options: Record<string, string> = {}) => robin.command('close', options, { channelId: post });

/** Robin asks Mia, and she reads it. */
async function ask(options: Record<string, string | boolean> = {}): Promise<Message> {
  await request('create', options);
  return stage.until(() =>
    mia.dmMessages().find((message) => shown(message).includes('may this conversation be closed')),
  );
}

describe('/close-request', () => {
  test('asks the user in their DM, with comment and time, and tells so in the post', async () => {
    const said = await request('create', { comment: 'Is it all done?', 'close-time': '2 hours' });
    expect(said).toMatch(
      /^🔐 <@\d+> asked the user whether this ticket may be closed\.\n> Is it all done\?\nWithout an answer it is closed <t:\d+:F> \(<t:\d+:R>\)\.$/,
    );
    await stage.until(() => lastDm().includes('may this conversation'));
    expect(lastDm()).toMatch(
      /^\*\*Lantern Games\*\* asks: may this conversation be closed\?\n> Is it all done\?\nIt will be closed <t:\d+:F> \(<t:\d+:R>\), unless you answer or write before\.$/,
    );
    await stage.until(() => tags()?.join() === 'Close Requested,Unanswered');
    expect(await request('create')).toContain('(only you) The user of ticket 1 has been asked already.');
  });

  test('keeps the comment from the user where it is not to be shared', async () => {
    await request('create', { comment: 'Seems to be spam', 'share-comment': false });
    await stage.until(() => lastDm().includes('may this conversation'));
    expect(lastDm()).toBe('**Lantern Games** asks: may this conversation be closed?');
  });

  test('without an answer until the time that was given, the ticket is closed', async () => {
    await ask({ 'close-time': '10m' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
    await stage.restartBot();
    await stage.until(isClosed);
    expect(inPost().at(-1)).toBe(`🔒 Closed: the user did not answer the request of <@${robin.id}>.`);
    expect(tags()).toEqual(['Closed']);
  });

  test('the user agrees: the ticket is closed', async () => {
    const question = await ask();
    expect(readAnswer(await mia.press(question, 'Close'))).toContain(
      'was closed. Write here again whenever you need to.',
    );
    await stage.until(isClosed);
    expect(inPost().at(-1)).toBe(`🔒 Closed by the user, whom <@${robin.id}> had asked.`);
    expect(mia.dmMessages()).toHaveLength(3);
  });

  test('the user wants it kept open, also after a restart', async () => {
    const question = await ask();
    await stage.restartBot();
    expect(readAnswer(await mia.press(question, 'Keep open'))).toContain('stays open');
    await stage.until(() => tags()?.join() === 'Open,Unanswered');
    expect(inPost().at(-1)).toBe('🔓 The user wants to keep this ticket open.');
    await expect(mia.press(question, 'Close')).rejects.toThrow();
  });

  test('a message makes it needless: the buttons go, and the post says so', async () => {
    const question = await ask();
    mia.dm('Not yet');
    await stage.until(() => inPost().at(-1)?.startsWith('🔓 A message was relayed: the close request') === true);
    await stage.until(() => shown(question) === 'This question is no longer needed.');
    await stage.until(() => tags()?.join() === 'Open,Unanswered');
    expect(JSON.stringify(question.components)).not.toContain('custom_id');
  });

  test('is taken back silently', async () => {
    await ask();
    expect(await request('delete')).toBe(`🔓 <@${robin.id}> withdrew the close request.`);
    await stage.until(() => mia.dmMessages().length === 2);
    expect(await request('delete')).toBe('(only you) Ticket 1 has no open close request.');
  });

  test('can’t reach a user who takes no messages: staff read so, and nobody is asked', async () => {
    mia.closeDms();
    await request('create');
    await stage.until(() => inPost().at(-1)?.startsWith('❌ Not delivered') === true);
    await stage.until(() => tags()?.join() === 'Open,Unanswered');
    expect(await request('delete')).toContain('has no open close request');
  });

  test('a time that can’t be understood is named, and nobody is asked', async () => {
    expect(await request('create', { 'close-time': '5 fortnights' })).toBe(
      '(only you) **fortnights** is no unit of time. Write a time such as `1h 30m` or `2 days`.',
    );
    expect(await request('create', { 'close-time': '1m' })).toContain('10 minutes are the shortest time');
  });
});

describe('/close', () => {
  test('while the user is asked closes only what staff mean to close', async () => {
    const question = await ask();
    const answer = await close({ comment: 'Spam' });
    expect(readAnswer(answer)).toContain('(only you) The user of ticket 1 was asked whether it may be closed');
    if (answer.type !== 'message') throw new Error('There is no button.');
    expect(readAnswer(await robin.press(answer.message, 'Close all the same'))).toBe('🔒 Ticket 1 is closed now.');
    await stage.until(isClosed);
    expect(inPost().at(-1)).toBe(`🔒 Closed by <@${robin.id}>.\n> Spam`);
    await stage.until(() => shown(question) === 'This question is no longer needed.');
  });

  test('in some time is told at once, and a message takes it back', async () => {
    expect(readAnswer(await close({ in: '1h 30mins' }))).toMatch(
      /^🕓 <@\d+> closes this ticket <t:\d+:F> \(<t:\d+:R>\), unless a message is relayed before\.$/,
    );
    robin.write(post, 'One more question');
    await stage.until(
      () => inPost().at(-1)?.startsWith('🔓 A message was relayed: this ticket is not closed') === true,
    );
    expect(readAnswer(await close({ in: 'soon' }))).toBe(
      '(only you) **soon** is no time. Write a time such as `1h 30m` or `2 days`.',
    );
  });
});
