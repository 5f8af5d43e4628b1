import { beforeEach, describe, expect, test } from 'vitest';
import type { UserWrote } from '../../src/ticket/events.ts';
import type { FileLink } from '../../src/ticket/ticket.ts';
import { createOffice, person } from '../support/desk.ts';
import type { Fuse, Incarnation, Office } from '../support/desk.ts';
import { fileOf } from '../support/tickets.ts';

const mia = person('Mia');
const dm = `5${mia.id}`;
const picture = fileOf('map.png', 10);

let office: Office;
let bot: Incarnation;
let post: string;
beforeEach(async () => {
  office = createOffice();
  bot = office.open();
  bot.delivery.start();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
});

function written(text: string, files: readonly FileLink[]): { key: string } & UserWrote {
  const event = office.userWrites(mia, text);
  return { ...event, writing: { ...event.writing, files } };
}

/** What the bot says in a channel beside "message sent" and the first message. */
const says = (channelId: string): string[] =>
  office.discord
    .channel(channelId)
    .filter(({ says: text }) => /^(?:-# |\[filesLeftOut)/.test(text))
    .map(({ says: text, files }) => [text, ...files.map(({ source }) => source)].join(' + '))
    .filter((text) => text !== '-# Mia\nHello');

/** The process ends with what is in flight, and another one takes up what it left. */
async function restart(): Promise<void> {
  void bot.delivery.stop();
  await office.breathe();
  office.clock.clear();
  bot = office.open();
  bot.delivery.start();
}

describe('a file that was left out', () => {
  test.each(['before sendToPost', 'behind sendToPost'] as const)(
    'is told to both sides once, also where the process ends %s',
    async (step) => {
      office.discord.keepBack(picture.id, 'gone');
      void bot.delivery.stop();
      await office.breathe();
      office.clock.clear();
      let isBurnt = false;
      const fuse: Fuse = { burn: (here) => (isBurnt ||= here === step) };
      bot = office.open(fuse);
      bot.delivery.start();
      bot.desk.handle(written('See this', [picture]));
      await office.breathe();
      expect(isBurnt).toBe(true);
      await restart();
      await office.settle(bot);
      expect(says(post)).toEqual(['-# Mia\nSee this', '[filesLeftOut]']);
      expect(says(dm)).toEqual(['[filesLeftOut]']);
    },
  );

  test('by a second attempt, though the first one came through with it, is no loss', async () => {
    office.discord.befall('sendToPost', 'answerLost');
    bot.desk.handle(written('See this', [picture]));
    await office.breathe();
    office.discord.keepBack(picture.id, 'gone');
    await office.settle(bot);
    expect(says(post)).toEqual([`-# Mia\nSee this + ${picture.id}`]);
    expect(says(dm)).toEqual([]);
  });

  test('by a second attempt that has nothing else: the first one is looked for before anybody is told', async () => {
    office.discord.befall('sendToPost', 'answerLost');
    const event = written('', [picture]);
    bot.desk.handle(event);
    await office.breathe();
    office.discord.keepBack(picture.id, 'gone');
    await office.settle(bot);
    expect(says(post)).toEqual([`-# Mia + ${picture.id}`]);
    expect(says(dm)).toEqual([]);
    expect(office.discord.reactions).toContain(`${event.writing.messageId} delivered`);
  });

  test('and is all of a message: it is marked as failed, and confirmed by nothing', async () => {
    office.discord.keepBack(picture.id, 'notMedia');
    const event = written('', [picture]);
    bot.desk.handle(event);
    await office.settle(bot);
    expect(says(post)).toEqual([]);
    expect(says(dm)).toEqual(['[filesLeftOut]']);
    expect(office.discord.reactions).toEqual([`${event.writing.messageId} failed`]);
  });

  test('of a message that waits for its opening: the ticket is opened by what else there is', async () => {
    const jonas = person('Jonas');
    office.discord.keepBack(picture.id, 'notMedia');
    const first = office.userWrites(jonas, '');
    bot.desk.handle({ ...first, writing: { ...first.writing, files: [picture] } });
    bot.desk.handle(office.userWrites(jonas, 'This one'));
    await office.settle(bot);
    expect(office.discord.posts).toHaveLength(2);
    expect(says(office.discord.posts[1]?.id ?? '')).toEqual(['-# Jonas\nThis one']);
  });
});
