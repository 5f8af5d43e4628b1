import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pingedBy } from '../../src/sandbox/scenario.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { run } from '../cli/run.ts';
import { readAnswer } from '../support/open-ticket.ts';
import { readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;
beforeEach(async () => {
  stage = await setStage();
  const { world } = stage;
  const lines = [
    '    categories:',
    '      - { name: Buying things, forum_tag: true }',
    `      - { name: Lost luggage, forum_tag: true, ping: [{ user: ${world.staff[1].id} }], close_message: "About {category}." }`,
    '      - { name: Old things, enabled: false }',
    '',
  ];
  writeFileSync(stage.configPath, readFileSync(stage.configPath, 'utf8') + lines.join('\n'));
  await stage.startBot();
  [mia] = world.members;
  [robin] = world.staff;
  mia.dm('Hello');
  const question = await stage.until(() => mia.dmMessages()[1]);
  const { custom_id: menu } = menuIn(question.components) ?? { custom_id: '' };
  await mia.choose(question, menu, ['buying-things']);
  await mia.press(question, 'Send');
  post = (await stage.until(() => stage.posts().find(({ messages }) => messages.length === 2))).id;
});
afterEach(() => stage.stop());

function menuIn(components: unknown): { readonly custom_id: string } | undefined {
  const found = JSON.stringify(components).match(/"custom_id":"(prompt-menu[^"]*)"/);
  return found?.[1] === undefined ? undefined : { custom_id: found[1] };
}

const move = async (category: string, options: { ticket?: number } = {}, channelId = post): Promise<string> =>
  readAnswer(await robin.command('ticket', { category, ...options }, { channelId, subcommand: 'move' }));
const tags = (): readonly string[] => stage.posts()[0]?.tags ?? [];

test('a moved ticket has the other tag, pings the people of its category, and goes by its messages from then on', async () => {
  expect(tags()).toContain('Buying things');
  expect(await move('lost-luggage')).toBe(
    `📂 <@${robin.id}> moved this ticket from **Buying things** to **Lost luggage**.\n<@${stage.world.staff[1].id}>`,
  );
  const said = stage.posts()[0]?.messages.at(-1);
  expect(said === undefined ? [] : pingedBy(said)).toEqual([stage.world.staff[1].id]);
  await stage.until(() => tags().includes('Lost luggage'), tags);
  expect(tags()).toEqual(['Open', 'Unanswered', 'Lost luggage']);
  const info = await robin.command('ticket', {}, { channelId: post, subcommand: 'info' });
  expect(readAnswer(info)).toContain('- About: Lost luggage');
  await robin.command('close', {}, { channelId: post });
  await stage.until(
    () => readDms(mia).some((text) => text.includes('About Lost luggage.')),
    () => readDms(mia),
  );
  expect(readDms(mia).join()).not.toContain('moved');
});

test('the record has who handled it, who moved it and what was noted; as its user saw it, it has none of these', async () => {
  await robin.command('claim', {}, { channelId: post });
  await robin.command('note', { text: 'A regular' }, { channelId: post });
  await move('lost-luggage');
  await robin.command('unclaim', {}, { channelId: post });
  const record = async (...how: readonly string[]): Promise<string> => {
    const argv = ['--config', stage.configPath, 'tickets', 'export', '1', '--format', 'md', '--out', '-', ...how];
    return (await run(argv, { cwd: stage.folder, env: { DISCORD_TOKEN: stage.world.application.token } })).out;
  };
  const [ofStaff, ofUser] = [await record('--staff-view'), await record()];
  for (const text of ['handles the ticket', 'A regular', 'moved the ticket', 'Lost luggage', 'Nobody in particular']) {
    expect([text, ofStaff.includes(text)]).toEqual([text, true]);
    // What a ticket is about is no secret.
    if (text !== 'Lost luggage') expect([text, ofUser.includes(text)]).toEqual([text, false]);
  }
});

test('from elsewhere it is told to whoever moved it, and shown in the post, after a restart as well', async () => {
  await stage.restartBot();
  const answer = await move('Lost luggage', { ticket: 1 }, stage.world.lounge.id);
  expect(answer).toBe('(only you) 📂 Ticket 1 is moved to **Lost luggage**.');
  const inPost = () => stage.posts()[0]?.messages.map(shown) ?? [];
  await stage.until(() => inPost().some((text) => text.startsWith('📂')), inPost);
  await stage.until(() => tags().includes('Lost luggage'), tags);
  expect(await move('lost-luggage')).toBe('(only you) Ticket 1 is in **Lost luggage** already.');
});

test('proposed are the categories that users choose from, to staff alone; no other one is taken', async () => {
  const place = { channelId: post, subcommand: 'move' };
  expect(await robin.autocomplete('ticket', 'category', '', place)).toEqual([
    { name: 'Buying things', value: 'buying-things' },
    { name: 'Lost luggage', value: 'lost-luggage' },
  ]);
  expect(await robin.autocomplete('ticket', 'category', 'LOST', place)).toHaveLength(1);
  expect(await robin.autocomplete('ticket', 'ticket', '1', place)).toEqual([{ name: '#1 · Mia', value: 1 }]);
  const lounge = { channelId: stage.world.lounge.id, subcommand: 'move' };
  expect(await stage.world.members[1].autocomplete('ticket', 'category', '', lounge)).toEqual([]);
  const refused = await stage.world.members[1].command('ticket', { category: 'lost-luggage', ticket: 1 }, lounge);
  expect(readAnswer(refused)).toBe('(only you) Only staff can do this.');
  expect(await move('Old things')).toBe('(only you) There is no category “Old things” that tickets can be moved to.');
  expect(tags()).toContain('Buying things');
});
