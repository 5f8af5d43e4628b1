import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { ChannelId, MessageId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');

let office: Office;
let bot: Incarnation;
let post: string;
let uses: number;

beforeEach(async () => {
  office = createOffice();
  uses = 70_000;
  live();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
  office.discord.requests.length = 0;
});

/** A process begins, after whichever ran before. */
function live(): void {
  office.clock.clear();
  bot = office.open();
  bot.delivery.start();
}

/** Robin uses `/send` in the post. */
function types(text: string): OutsideEvent {
  uses += 1;
  const id = String(uses);
  const answerTo = { interactionId: id, applicationId: '2', token: 'secret', language: 'en' };
  const used = { serverId, channelId: post as ChannelId, ticketId: null, by: robin } as const;
  return {
    key: `interaction:${id}`,
    type: 'messageTyped',
    id,
    ...used,
    text,
    to: null,
    isAnonymous: null,
    typedAt: office.clock.now(),
    answerTo,
  };
}

const inPost = () =>
  office.discord
    .channel(post)
    .slice(2)
    .map(({ says }) => says);
const inDm = () =>
  office.discord
    .channel(`5${mia.id}`)
    .slice(2)
    .map(({ says }) => says);
const answers = () => office.discord.laterAnswers.map(({ type }) => type);

test('what staff type goes to the user, then into the post, and is on record as theirs', async () => {
  const event = types('Hello Mia');
  expect(bot.desk.handle(event)?.answer).toEqual({ to: 'later' });
  await office.settle(bot);
  expect(inDm()).toEqual(['-# Robin · Lantern Games\nHello Mia']);
  expect(inPost()).toEqual(['Robin: Hello Mia']);
  expect(answers()).toEqual(['isSent']);
  const recorded = bot.store.recorded('70001' as MessageId);
  expect(recorded).toMatchObject({
    side: 'staff',
    became: 'relayed',
    author: { name: 'Robin', isHidden: false },
    ticketId: 1,
  });
});

test('copies whose answers are lost are looked for, and stand there once, in order', async () => {
  office.discord.befall('sendAsStaff', 'answerLost', 'answerLost');
  for (const text of ['One', 'One', 'Two']) bot.desk.handle(types(text));
  await office.settle(bot);
  expect(inPost()).toEqual(['Robin: One', 'Robin: One', 'Robin: Two']);
});

describe('to a user who takes no messages', () => {
  test('nothing is shown in the post, and whoever typed it is told', async () => {
    office.discord.befall('sendToUser', 'closedDms');
    bot.desk.handle(types('Hello'));
    await office.settle(bot);
    expect(answers()).toEqual(['isNotSent']);
    expect(inPost()).toEqual([]);
  });

  test('also where the bot was killed in between', async () => {
    office.discord.befall('sendToUser', 'down', 'closedDms');
    bot.desk.handle(types('Hello'));
    await office.breathe();
    live();
    await office.settle(bot);
    expect(answers()).toEqual(['isNotSent']);
    expect(inPost()).toEqual([]);
  });

  test('the post tells, where the answer can’t be given any more', async () => {
    office.discord.befall('sendToUser', 'closedDms');
    office.discord.befall('answerLater', 'gone');
    bot.desk.handle(types('Hello'));
    await office.settle(bot);
    expect(inPost()).toEqual(['[wasNotSent]']);
  });
});

test('what the user has is shown in the post though the bot was killed before that', async () => {
  office.discord.befall('sendAsStaff', 'down');
  bot.desk.handle(types('Hello'));
  await office.breathe();
  expect(inPost()).toEqual([]);
  live();
  await office.settle(bot);
  expect(inPost()).toEqual(['Robin: Hello']);
  expect(inDm()).toHaveLength(1);
});

test('a later look at the post takes it for nothing that was deleted there', async () => {
  bot.desk.handle(types('Hello'));
  await office.settle(bot);
  expect(bot.store.writtenIn(post as ChannelId, '0', '99999999')).toEqual([]);
});
