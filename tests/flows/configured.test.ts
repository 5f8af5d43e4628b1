import { afterEach, expect, test } from 'vitest';
import type { CommandAnswer } from '../../src/sandbox/scenario/types.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import type { OpenTicket } from '../support/open-ticket.ts';
import { reactionsOn, readDms, shown } from '../support/stage.ts';

let scene: OpenTicket;
afterEach(() => scene.stage.stop());

const begin = async (...tickets: string[]): Promise<OpenTicket> => (scene = await setStageWithTicket({ tickets }));

/** What the bot says in the end, where it says first that it is thinking. */
async function inTheEnd(answer: CommandAnswer): Promise<string> {
  if (answer.type !== 'deferred') return readAnswer(answer);
  const message = await answer.completed;
  return message === null ? 'never' : shown(message);
}

test('where nothing is forwarded by itself, `/send`, `-r` and a mention of the bot reach the user, and nothing else does', async () => {
  const { stage, mia, robin, post } = await begin('auto_forward: false');
  const hello = 'Hello, how can I help you?';
  robin.write(post, 'Who takes this one?');
  await inTheEnd(await robin.command('send', { message: hello }, { channelId: post }));
  robin.write(post, `-r ${hello}`);
  const last = robin.write(post, `<@${stage.world.application.botUser.id}> ${hello}`);
  await stage.until(() => reactionsOn(last).includes('✅'));
  expect(readDms(mia).slice(2)).toEqual(Array.from({ length: 3 }, () => `-# Robin · Lantern Games\n${hello}`));
});

test('where staff are always anonymous, users read the alias above whatever they write', async () => {
  const { stage, mia, robin, post } = await begin('anonymous_replies: always', 'staff_alias: Harbour team');
  const answer = robin.write(post, 'We look into it');
  await stage.until(() => reactionsOn(answer).includes('✅'));
  await inTheEnd(await robin.command('send', { message: 'Soon' }, { channelId: post }));
  expect(readDms(mia).slice(2)).toEqual([
    '-# Harbour team · Lantern Games\nWe look into it',
    '-# Harbour team · Lantern Games\nSoon',
  ]);
});

test('where staff are never anonymous, `anonym-override` is refused, and nothing is sent', async () => {
  const { mia, robin, post } = await begin('anonymous_replies: never');
  const wish = { message: 'Hello', 'anonym-override': true };
  expect(await inTheEnd(await robin.command('send', wish, { channelId: post }))).toBe(
    '(only you) Here, nothing that staff send is anonymous. Leave that option out.',
  );
  expect(readDms(mia)).toHaveLength(2);
});

test('users see neither the forum nor a way to close their ticket', async () => {
  const { stage, mia, robin, post } = await begin();
  expect([mia.canSee(post), robin.canSee(post)]).toEqual([false, true]);
  expect(mia.offeredCommands({ dm: true }).map(({ name }) => name)).toEqual(['create-ticket', 'help', 'preferences']);
  expect(JSON.stringify(mia.dmMessages().map(({ components }) => components))).not.toContain('custom_id');
  const answer = await mia.command('close', { ticket: 1 }, { channelId: stage.world.lounge.id });
  expect(readAnswer(answer)).toBe('(only you) Only staff can do this.');
  expect(stage.posts()[0]).toMatchObject({ archived: false, tags: ['Open', 'Unanswered'] });
});
