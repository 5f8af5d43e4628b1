import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandAnswer, Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { outcomeOf } from '../support/outcome.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;

beforeEach(async () => {
  stage = await setStage();
  [mia] = stage.world.members;
  [robin] = stage.world.staff;
  const categories = [
    '    categories:',
    '      - { name: Buying things, emoji: 🛒 }',
    '      - { name: Something else }',
    '',
  ];
  writeFileSync(stage.configPath, readFileSync(stage.configPath, 'utf8') + categories.join('\n'));
  await stage.startBot();
});
afterEach(() => stage.stop());

const outcome = (answering: Promise<CommandAnswer>): Promise<string> => outcomeOf(stage, answering);
const place = () => ({ channelId: stage.world.lounge.id });
const contact = (options: Record<string, string>, by = robin) =>
  outcome(by.command('contact', { user: mia.id, ...options }, place()));

describe('/contact', () => {
  test('opens a ticket with a member who never wrote, and they talk in it', async () => {
    const proposed = await robin.autocomplete('contact', 'category', 'buy', place());
    expect(proposed).toEqual([{ name: 'Buying things', value: 'buying-things' }]);
    expect(await contact({ message: 'Your lantern is here', category: 'buying-things' })).toBe(
      '✅ Sent; ticket 1 is open.',
    );
    expect(readDms(mia)).toEqual(['-# Robin · Lantern Games\nYour lantern is here']);
    const [post] = stage.posts();
    expect(post?.title).toBe('#1 · Mia');
    expect(post?.tags).toEqual(['Open', 'Awaiting Response']);
    await stage.until(() => stage.posts()[0]?.messages.length === 3);
    const [facts, by, message] = stage.posts()[0]?.messages ?? [];
    expect(JSON.stringify(facts?.embeds)).toContain('Buying things');
    expect(shown(by as Message)).toContain(`<@${robin.id}> opened this ticket`);
    expect(message).toMatchObject({ content: 'Your lantern is here', viaWebhook: true, guise: { username: 'Robin' } });
    mia.dm('I come tomorrow', { replyTo: mia.dmMessages()[0] as Message });
    await stage.until(() => stage.posts()[0]?.messages.length === 4);
    robin.write(post?.id ?? '', 'Good!');
    await stage.until(() => readDms(mia).at(-1) === '-# Robin · Lantern Games\nGood!');
    // What opened it can be changed by whoever wrote it.
    const answer = await robin.useMenu('Edit reply', stage.posts()[0]?.messages[2] as Message);
    if (answer.type !== 'modal') throw new Error('no form');
    await robin.submitModal(answer.modal, { message: 'Your lanterns are here' });
    await stage.until(() => readDms(mia)[0]?.includes('Your lanterns are here'));
  });

  test('asks for the message by a form, which keeps the category', async () => {
    const answer = await robin.command('contact', { user: mia.id, category: 'buying-things' }, place());
    if (answer.type !== 'modal') throw new Error('no form');
    expect(await outcome(robin.submitModal(answer.modal, { message: 'Hello Mia' }))).toContain('ticket 1 is open');
    expect(JSON.stringify(stage.posts()[0]?.messages[0]?.embeds)).toContain('Buying things');
  });

  test('opens nothing with whoever takes no direct messages, and says why', async () => {
    mia.closeDms();
    expect(await contact({ message: 'Hello' })).toMatch(/direct messages/i);
    expect(stage.posts()).toEqual([]);
  });

  test('is for staff, and not with bots', async () => {
    const [, jonas] = stage.world.members;
    expect(await contact({ message: 'Hello' }, jonas)).toBe('Only staff can do this.');
    const bot = stage.world.application.botUser.id;
    expect(await outcome(robin.command('contact', { user: bot, message: 'Hello' }, place()))).toMatch(/bot/i);
    expect(stage.posts()).toEqual([]);
  });
});
