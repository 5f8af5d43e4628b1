import { beforeEach, describe, expect, test } from 'vitest';
import type { ChannelId, PostId, ServerId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, rulesWith, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';
import { ticketWith } from '../support/tickets.ts';

const mia = person('Mia');
const jonas = person('Jonas');
const robin = person('Robin');

let office: Office;
let bot: Incarnation;

const says = (channelId: string) => office.discord.channel(channelId).map((message) => message.says);
const dmOf = (user = mia) => `5${user.id}`;
const log = () => office.discord.requests;
const statusLog = () =>
  office.database.prepare<[], { type: string; detail: string | null }>('SELECT type, detail FROM ticket_log').all();

/** A ticket, opened and settled. Gives its post. */
async function openTicket(user = mia): Promise<PostId> {
  bot.desk.handle(office.userWrites(user, 'Hello'));
  await office.settle(bot);
  office.discord.requests.length = 0;
  return (office.discord.posts.at(-1)?.id ?? 'no post') as PostId;
}

/** The forum is to be seen again, and the delivery hears so. */
function comesBack(): void {
  office.outOfSight.clear();
  bot.delivery.wake(bot.store.outbox.places());
}

beforeEach(() => {
  office = createOffice();
  bot = office.open();
  bot.delivery.start();
});

describe('a post that somebody deleted', () => {
  test('closes its ticket, which the log tells and the user does not hear; their next message opens a new one', async () => {
    const post = await openTicket();
    bot.desk.postDeleted(post);
    bot.desk.postDeleted(post);
    await office.settle(bot);
    expect(log()).toEqual([]);
    expect(bot.store.openTickets()).toEqual([]);
    expect(statusLog()).toEqual([
      { type: 'opened', detail: null },
      { type: 'closed', detail: `post ${post} was deleted` },
    ]);
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(office.discord.posts).toHaveLength(2);
    expect(says(dmOf())).toEqual(['Hello', '[messageSent]', 'Anyone?', '[messageSent]']);
  });

  test('gives up what waited for it: each message that did not arrive is answered and marked, and nothing else', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'down');
    const one = office.userWrites(mia, 'word '.repeat(700));
    const two = office.userWrites(mia, 'Two');
    bot.desk.handle(one);
    bot.desk.handle(two);
    await office.breathe();
    bot.desk.postDeleted(post);
    await office.settle(bot);
    expect(says(dmOf()).slice(3)).toEqual(['Two', '[notDeliveredToStaff]', '[notDeliveredToStaff]']);
    expect(office.discord.reactions).toEqual([one, two].map(({ writing }) => `${writing.messageId} failed`));
    expect(bot.store.outbox.size()).toBe(0);
  });

  test('takes nothing from the user that was on its way to them', async () => {
    const post = await openTicket();
    office.discord.befall('sendToUser', 'down');
    bot.desk.handle(office.staffWrite(robin, post, 'An answer'));
    await office.breathe();
    bot.desk.postDeleted(post);
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('-# Robin · Lantern Games\nAn answer');
  });

  test('is of no ticket where it is somebody else’s', async () => {
    await openTicket();
    bot.desk.postDeleted('999' as PostId);
    expect(bot.store.openTickets()).toHaveLength(1);
  });

  test('while its ticket is being closed ends the closing', async () => {
    const post = await openTicket();
    office.discord.befall('archivePost', 'down');
    bot.desk.handle(office.closing(robin, post));
    await office.breathe();
    bot.desk.postDeleted(post);
    await office.settle(bot);
    expect(bot.store.ticket(1 as never)).toMatchObject({ status: 'closed', postId: null });
    expect(bot.store.outbox.size()).toBe(0);
  });

  test('is found out by the request that meets nothing, once the forum was seen to be there', async () => {
    await openTicket();
    office.discord.befall('sendToPost', 'lost');
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(office.asked).toEqual(['forum']);
    expect(says(dmOf()).at(-1)).toBe('[notDeliveredToStaff]');
    expect(bot.store.openTickets()).toEqual([]);
    expect(bot.store.outbox.size()).toBe(0);
  });
});

describe('while a forum is out of sight', () => {
  test.each(['lost', 'hidden'] as const)(
    'nothing is lost nor tried ("%s"), and all goes on when it is back',
    async (kind) => {
      const post = await openTicket();
      office.outOfSight.add('forum');
      office.discord.befall('sendToPost', kind);
      bot.desk.handle(office.userWrites(mia, 'One'));
      await office.settle(bot);
      bot.desk.handle(office.userWrites(mia, 'Two'));
      bot.desk.handle(office.userWrites(jonas, 'I am Jonas'));
      await office.settle(bot);
      expect(office.asked).toEqual(['forum']);
      expect(log().filter((type) => type !== 'lookUpMember')).toEqual(['sendToPost']);
      expect(bot.store.openTickets()).toHaveLength(2);
      comesBack();
      await office.settle(bot);
      expect(says(post).slice(-2)).toEqual(['-# Mia\nOne', '-# Mia\nTwo']);
      expect(says(dmOf(jonas))).toEqual(['I am Jonas', '[messageSent]']);
    },
  );

  test('a receipt waits for it, too; what goes to users does not', async () => {
    const post = await openTicket();
    office.outOfSight.add('forum');
    office.discord.befall('react', 'hidden');
    const answer = office.staffWrite(robin, post, 'An answer');
    bot.desk.handle(answer);
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('-# Robin · Lantern Games\nAn answer');
    comesBack();
    await office.settle(bot);
    expect(office.discord.reactions).toContain(`${answer.writing.messageId} delivered`);
  });

  test('a killed process changes nothing: the next one waits just so', async () => {
    const post = await openTicket();
    office.outOfSight.add('forum');
    office.discord.befall('sendToPost', 'lost');
    bot.desk.handle(office.userWrites(mia, 'One'));
    await office.settle(bot);
    await bot.delivery.stop();
    bot = office.open();
    bot.delivery.start();
    await office.settle(bot);
    expect(log()).toEqual(['sendToPost']);
    comesBack();
    await office.settle(bot);
    expect(says(post).at(-1)).toBe('-# Mia\nOne');
  });

  test('a message of which nobody knows whether it was sent is looked for when it is back', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'answerLost', 'hidden');
    bot.desk.handle(office.userWrites(mia, 'One'));
    office.outOfSight.add('forum');
    await office.settle(bot);
    office.clock.advance(5 * 60_000);
    comesBack();
    await office.settle(bot);
    expect(says(post).filter((text) => text === '-# Mia\nOne')).toHaveLength(1);
    expect(log()).toContain('find sendToPost');
  });

  test('a search there that meets nothing settles nothing', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'unknownOutcome', ...Array.from({ length: 12 }, () => 'down' as const));
    office.discord.befall('find sendToPost', 'lost');
    bot.desk.handle(office.userWrites(mia, 'One'));
    office.outOfSight.add('forum');
    await office.settle(bot);
    expect(log().at(-1)).toBe('find sendToPost');
    comesBack();
    await office.settle(bot);
    expect(says(post).at(-1)).toBe('-# Mia\nOne');
  });
});

test('a server that the bot was thrown out of is asked about its members once; the drafts wait', async () => {
  office.outOfSight.add('server');
  office.discord.befall('lookUpMember', 'lost');
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  bot.desk.handle(office.userWrites(jonas, 'I am Jonas'));
  await office.settle(bot);
  expect(log()).toEqual(['lookUpMember']);
  comesBack();
  await office.settle(bot);
  expect([says(dmOf()).at(-1), says(dmOf(jonas)).at(-1)]).toEqual(['[messageSent]', '[messageSent]']);
});

test('a post that can not be seen in a forum that can is waited for', async () => {
  const post = await openTicket();
  office.discord.befall('sendToPost', 'hidden');
  const begun = office.clock.now();
  bot.desk.handle(office.userWrites(mia, 'One'));
  await office.settle(bot);
  expect(office.clock.now() - begun).toBe(60_000);
  expect(says(post).at(-1)).toBe('-# Mia\nOne');
});

test('many places that are refused together try again one after the other', async () => {
  const users = Array.from({ length: 40 }, (_, index) => person(`User${index}`));
  office.discord.befall('openPost', ...Array.from({ length: 400 }, () => 'forbidden' as const));
  for (const user of users) bot.desk.handle(office.userWrites(user, 'Hello'));
  await office.breathe();
  const first = log().filter((type) => type === 'openPost').length;
  expect(first).toBe(40);
  for (let seconds = 0; seconds < 600; seconds += 1) {
    office.clock.advance(1000);
    await office.breathe();
  }
  expect(log().filter((type) => type === 'openPost').length - first).toBeLessThanOrEqual(400);
});

test('a forum that is deleted holds up the tickets of its own server and of no other', async () => {
  const harbour = '901' as ServerId;
  bot = office.open(undefined, { rulesOf: (id) => rulesWith({ serverId: id }) });
  bot.delivery.start();
  const post = await openTicket(mia);
  const elsewhere = office.discord.write('harbour', 'A post in the other forum') as string as PostId;
  bot.store.saveUser({ person: jonas, channelId: dmOf(jonas) as ChannelId, draftFor: null, refusedAt: null });
  bot.store.saveTicket(
    ticketWith({ id: 2 as TicketId, serverId: harbour, userId: jonas.id, userName: 'Jonas', postId: elsewhere }),
  );
  const fromStaff = office.staffWrite(robin, elsewhere, 'Hello Jonas');

  office.outOfSight.add(`forum of ${serverId}`);
  office.discord.befall('sendToPost', 'lost');
  bot.desk.handle(office.userWrites(mia, 'One'));
  await office.settle(bot);
  bot.desk.handle(office.userWrites(mia, 'Two'));
  bot.desk.handle(fromStaff);
  await office.settle(bot);
  expect(says(dmOf(jonas))).toEqual(['-# Robin · Lantern Games\nHello Jonas']);
  expect(office.discord.reactions).toContain(`${fromStaff.writing.messageId} delivered`);
  expect(says(post)).toEqual(['[facts]', '-# Mia\nHello']);
  expect(office.asked).toEqual(['forum']);

  comesBack();
  await office.settle(bot);
  expect(says(post).slice(2)).toEqual(['-# Mia\nOne', '-# Mia\nTwo']);
});
