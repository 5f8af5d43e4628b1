import { appendFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { readAnswer } from '../support/open-ticket.ts';
import { outcomeOf } from '../support/outcome.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage, StageOptions } from '../support/stage.ts';

let stage: Stage;
let mia: Person;

const begin = async (options: StageOptions = {}): Promise<void> => {
  stage = await setStage(options);
  await stage.startBot();
  [mia] = stage.world.members;
};
beforeEach(() => begin());
afterEach(() => stage.stop());

const create = (place: { channelId: string } | { dm: true } = { channelId: stage.world.lounge.id }): Promise<string> =>
  outcomeOf(stage, mia.command('create-ticket', {}, place));

test('the bot asks for the message in the DM, and says where; a second time it is the same question', async () => {
  const said = await create();
  const question = mia.dmMessages()[0];
  expect(said).toBe(
    `✍️ Write your message in your direct messages with me: https://discord.com/channels/@me/${question?.channelId}/${question?.id}`,
  );
  expect(readDms(mia)[0]).toContain('Write your message to **Lantern Games** here.');
  expect(await create()).toBe(said);
  expect(mia.dmMessages()).toHaveLength(1);
  await stage.restartBot();
  mia.dm('My key is gone');
  await stage.until(() => readDms(mia)[0]?.includes('be sent to **Lantern Games**'));
  if (question !== undefined) await mia.press(question, 'Send');
  await stage.until(() => readDms(mia)[0]?.startsWith('✉️'));
  expect(stage.posts()[0]?.messages.map(shown).at(-1)).toBe('-# Mia\nMy key is gone');
});

test('works in the DM, too', async () => {
  await create({ dm: true });
  expect(readDms(mia).some((text) => text.includes('Write your message to **Lantern Games** here.'))).toBe(true);
});

test('whoever takes no direct messages is told how to allow them, and nothing waits', async () => {
  mia.closeDms();
  expect(await create()).toContain('Allow direct messages from **Lantern Games**');
  mia.openDms();
  expect(await create()).toContain('https://discord.com/channels/@me/');
});

test('who can’t begin is told why, and nothing of a message, since there is none', async () => {
  mia.dm('Hello');
  await stage.until(() => stage.posts().length === 1);
  expect(await create()).toBe('You have an open conversation with **Lantern Games** already: go on there.');
  const [jonas, yuki] = [stage.world.members[1], stage.world.members[2]];
  const { lounge, manager, staff } = stage.world;
  const place = { channelId: lounge.id };
  const wishOf = async (person: Person): Promise<string> =>
    readAnswer(await person.command('create-ticket', {}, place));
  const barring = { target: jonas.id, reason: 'Rude words', expires: '1h' };
  await staff[0].command('blacklist', barring, { ...place, subcommand: 'add' });
  expect(await wishOf(jonas)).toMatch(
    /^\(only you\) 🚫 \*\*Lantern Games\*\* takes no new messages from you\.\n> Rude words\nYou can write again from <t:\d+:F> on/,
  );
  await manager.command('config', { reason: 'Holidays' }, { ...place, subcommand: 'pause' });
  expect(await wishOf(yuki)).toBe('(only you) ⏸️ **Lantern Games** takes no new messages at the moment.\n> Holidays');
  expect([...readDms(jonas), ...readDms(yuki)]).toEqual([]);
});

test('who is on the blacklist, and isn’t to be told so, is told no more than that they can’t begin', async () => {
  await stage.stop();
  stage = await setStage();
  appendFileSync(stage.configPath, '    blacklist: { notify: false }\n');
  await stage.startBot();
  [mia] = stage.world.members;
  const place = { channelId: stage.world.lounge.id };
  await stage.world.staff[0].command('blacklist', { target: mia.id, reason: 'Spam' }, { ...place, subcommand: 'add' });
  expect(await create()).toBe('❌ No conversation with **Lantern Games** can be begun.');
});
