import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPerson } from '../../src/sandbox/scenario.ts';
import type { CommandAnswer, OptionValue, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readAnswer } from '../support/open-ticket.ts';
import { reactionsOn, readDms, setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let alex: Person;

beforeEach(async () => {
  stage = await setStage();
  await stage.startBot();
  [mia] = stage.world.members;
  [robin] = stage.world.staff;
  alex = stage.world.manager;
});
afterEach(() => stage.stop());

const use = (subcommand: string, options: Record<string, OptionValue> = {}, by = robin): Promise<CommandAnswer> =>
  by.command('blacklist', options, { channelId: stage.world.lounge.id, subcommand });
const says = async (...asked: Parameters<typeof use>): Promise<string> => readAnswer(await use(...asked));

function messageIn(answer: CommandAnswer): Message {
  if (answer.type !== 'message' && answer.type !== 'updated') throw new Error(`That is no message: ${answer.type}`);
  return answer.message;
}

async function isRefused(text: string): Promise<void> {
  const message = mia.dm(text);
  await stage.until(() => reactionsOn(message).join('') === '❌');
}

describe('a user on the blacklist', () => {
  test('is refused with the reason and the time it ends, once, until they are taken off it', async () => {
    expect(await says('add', { target: mia.id, reason: 'Rude words', expires: '7 days' })).toMatch(
      new RegExp(
        `^\\(only you\\) 🚫 On the blacklist until <t:\\d+:F> \\(<t:\\d+:R>\\): <@${mia.id}>\\. New tickets are refused; open ones go on\\.$`,
      ),
    );
    await isRefused('Hello');
    await stage.restartBot();
    await isRefused('Hello?');
    expect(readDms(mia)).toEqual([
      'Hello',
      expect.stringMatching(
        /^🚫 \*\*Lantern Games\*\* takes no new messages from you\. Your message was not sent\.\n> Rude words\nYou can write again from <t:\d+:F> on \(<t:\d+:R>\)\.$/,
      ),
      'Hello?',
    ]);
    expect(stage.posts()).toEqual([]);
    expect(await says('check', { target: mia.id })).toMatch(
      /^\(only you\) 🚫 On the blacklist: <@\d+>\.\n> Rude words\nAdded <t:\d+:F> by <@\d+>\. Ends <t:\d+:F> \(<t:\d+:R>\)\.$/,
    );
    expect(await says('remove', { target: mia.id })).toBe(`(only you) No longer on the blacklist: <@${mia.id}>.`);
    expect(await says('remove', { target: mia.id })).toBe(`(only you) Not on the blacklist: <@${mia.id}>.`);
    mia.dm('Sorry');
    await stage.until(() => stage.posts().length === 1);
  });

  test('is told so once, also where Discord’s answer about that gets lost', async () => {
    await use('add', { target: mia.id });
    const lost = stage.sandbox.faults.add({
      method: 'POST',
      route: '/channels/{channel_id}/messages',
      when: 'after',
      effect: 'reset',
    });
    await isRefused('Hello');
    await stage.until(() => readDms(mia).length === 2);
    expect(lost.hits).toBe(1);
    await isRefused('Hello?');
    expect(readDms(mia)).toHaveLength(3);
  });

  test('by a role, or by the number of a ticket in its post', async () => {
    const { server } = stage.world;
    const muted = server.addRole({ name: 'Muted' });
    expect(await says('add', { target: muted.id })).toContain(`: members with <@&${muted.id}>. New tickets`);
    server.changeMember(mia, { roles: [muted] });
    await isRefused('Hello');
    expect(await says('check', { target: mia.id })).toContain(`On the blacklist: members with <@&${muted.id}>`);
    await use('remove', { target: muted.id });
    mia.dm('Hello');
    const post = await stage.until(() => stage.posts()[0]);
    const answer = await robin.command('blacklist', {}, { channelId: post.id, subcommand: 'add' });
    expect(readAnswer(answer)).toContain('Now on the blacklist: the user of ticket 1.');
    expect(await says('check', { target: mia.id })).toContain('Not on the blacklist');
    expect(await says('check', { ticket: 1 })).toContain('On the blacklist: the user of ticket 1.');
    expect(await robin.autocomplete('blacklist', 'ticket', 'mi', { channelId: post.id, subcommand: 'check' })).toEqual([
      { name: '#1 · Mia', value: 1 },
    ]);
    await robin.command('close', {}, { channelId: post.id });
    await stage.until(() => stage.posts()[0]?.archived);
    await isRefused('Thanks');
    expect(stage.posts()).toHaveLength(1);
  });
});

test('a time that nobody understands is said to be one, and adds nothing', async () => {
  expect(await says('add', { target: mia.id, expires: 'soon' })).toContain('**soon** is no time.');
  expect(await says('list')).toBe('(only you) The blacklist is empty.');
});

test('the list has pages, which only whoever asked for it sees', async () => {
  for (let at = 1; at <= 12; at += 1) {
    await use('add', { target: createPerson(stage.sandbox, { username: `user${at}` }).id, reason: `No. ${at}` });
  }
  const first = await use('list');
  expect(readAnswer(first)).toMatch(
    /^\(only you\) 🚫 The blacklist: 12 entries, page 1 of 2\n- <@\d+> · Without end\.\n-# Added /,
  );
  const second = await robin.press(messageIn(first), 'Next');
  expect(readAnswer(second)).toMatch(/^🚫 The blacklist: 12 entries, page 2 of 2\n(?:- .*\n-# .*\n?){2}$/);
  expect(readAnswer(await robin.press(messageIn(second), 'Previous'))).toContain('page 1 of 2');
});

test('only managers clear it, and are asked before', async () => {
  await use('add', { target: mia.id });
  expect(await says('clear')).toBe('(only you) Only managers can do this.');
  const asked = await use('clear', {}, alex);
  expect(readAnswer(asked)).toBe('(only you) This removes the only entry of the blacklist.');
  expect(readAnswer(await alex.press(messageIn(asked), 'Remove all'))).toBe(
    'The blacklist is empty now: 1 entry was removed.',
  );
  mia.dm('Hello');
  await stage.until(() => stage.posts().length === 1);
});
