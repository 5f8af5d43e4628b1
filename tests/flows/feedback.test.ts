import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { DemoWorld } from '../../src/sandbox/scenario.ts';
import type { Message, TextChannel } from '../../src/sandbox/world/nouns.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import { readAnswer, setStageWithTicket } from '../support/open-ticket.ts';
import { shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;
let post: string;
let board: TextChannel;

const configured = ({ server }: DemoWorld): readonly string[] => {
  board = server.addTextChannel({ name: 'feedback' });
  return [
    'enabled: true',
    `channel: ${board.id}`,
    'thank_you: "Thanks, {user.name}!"',
    'rating_tags: true',
    'form:',
    '  - { type: note, text: Only staff read this. }',
    '  - { type: text, id: improve, label: What could be better?, style: paragraph, required: false }',
    '  - type: select',
    '    id: topics',
    '    label: What was it about?',
    '    max: 2',
    '    options: [{ label: Music, value: music, emoji: 🎵 }, { label: Lights }, { label: Else }]',
  ];
};

beforeEach(async () => {
  ({ stage, mia, robin, post } = await setStageWithTicket({ feedback: configured }));
});
afterEach(() => stage.stop());

const onBoard = (): string[] => [...(stage.sandbox.world.messages.get(board.id) ?? [])].map(shown);
const isClosed = () => stage.posts()[0]?.archived === true && stage.posts()[0]?.locked;

async function close(): Promise<Message> {
  await robin.command('close', { comment: 'All done' }, { channelId: post });
  const question = await stage.until(() => mia.dmMessages().find((message) => shown(message).includes('How was it?')));
  await stage.until(isClosed);
  return question;
}

test('a member rates a closed ticket, fills in the form, and staff read it; the post stays closed and bears the rating', async () => {
  const question = await close();
  expect(shown(question)).toBe(
    [
      '🔒 Your conversation with **Lantern Games** was closed. Write here again whenever you need to.',
      '> All done',
      'How was it? Choose from **1** (poor) to **5** (excellent).',
    ].join('\n'),
  );
  expect(stage.posts()[0]?.tags).toEqual(['Closed']);
  const written = stage.posts()[0]?.messages.length;

  await mia.press(question, '2');
  await stage.until(() => onBoard().length === 1 && stage.posts()[0]?.tags.join() === 'Closed,2 stars');
  await stage.restartBot();
  const asked = await mia.press(question, '4');
  if (asked.type !== 'modal') throw new Error(asked.type);
  expect(asked.modal.title).toBe('Your feedback');
  await stage.until(() => shown(question).includes('Your rating: ★★★★☆ (4 of 5).'));
  const heading = `★★★★☆ (4 of 5) · [#1](https://discord.com/channels/${stage.world.server.id}/${post}) · **Mia** (<@${mia.id}>)`;
  await stage.until(() => onBoard().join() === heading);

  const sent = await mia.submitModal(asked.modal, { improve: 'More\nmusic', topics: ['music', 'Else'] });
  expect(readAnswer(sent).split('\n').slice(2)).toEqual(['Thanks, Mia!', 'Your rating: ★★★★☆ (4 of 5).']);
  expect(JSON.stringify(question.components)).not.toContain('custom_id');
  const answers = ['**What could be better?**', '> More', '> music', '**What was it about?**', '> Music', '> Else'];
  await stage.until(() => onBoard().join() === [heading, ...answers].join('\n'));

  await stage.until(() => stage.posts()[0]?.tags.join() === 'Closed,4 stars' && isClosed());
  expect(stage.posts()[0]?.messages.length).toBe(written);
});

test('a channel in which the bot may not write holds up nothing, and shows what was said last once it may', async () => {
  const { server } = stage.world;
  const everyone =
    server.guild.roles.get(server.id) ?? [...stage.sandbox.world.guilds.values()][0]?.roles.get(server.id);
  if (everyone === undefined) throw new Error('There is no @everyone.');
  server.deny(board.id, everyone, permissions.sendMessages);
  const question = await close();
  await mia.press(question, '5');
  await stage.until(() => stage.posts()[0]?.tags.join() === 'Closed,5 stars' && isClosed());
  server.deny(board.id, everyone, 0n);
  expect(onBoard()).toEqual([]);
  await mia.press(question, '3');
  await stage.until(() => stage.posts()[0]?.tags.join() === 'Closed,3 stars' && isClosed());
  await stage.until(() => onBoard().length === 1);
  expect(onBoard()[0]).toContain('★★★☆☆ (3 of 5)');
});

test('a rating that was changed before the bot ended is shown by the next process', async () => {
  const question = await close();
  await mia.press(question, '2');
  await stage.until(() => onBoard().length === 1);
  const fault = stage.sandbox.faults.add({
    method: 'PATCH',
    route: '/channels/{channel_id}/messages/{message_id}',
    matches: ({ path }) => path.includes(board.id),
    when: 'before',
    times: 99,
    effect: { status: 500 },
  });
  await mia.press(question, '5');
  await stage.until(() => fault.hits > 0);
  fault.remove();
  await stage.restartBot();
  await stage.until(() => onBoard().some((text) => text.startsWith('★★★★★')), onBoard);
  expect(onBoard()).toHaveLength(1);
});
