import { beforeEach, expect, test } from 'vitest';
import type { Rules } from '../../src/ticket/rules.ts';
import type { ChannelId, MessageId } from '../../src/ticket/ticket.ts';
import { createOffice, person, rulesWith, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');

let office: Office;
let bot: Incarnation;
let post: string;
/** How the server is configured now. */
let anonymousReplies: Rules['anonymousReplies'];

beforeEach(async () => {
  anonymousReplies = 'always';
  office = createOffice();
  bot = office.open(undefined, {
    rulesOf: (id) => (id === serverId ? rulesWith({ anonymousReplies, staffAlias: 'Harbour team' }) : null),
  });
  bot.delivery.start();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
});

const inDm = () =>
  office.discord
    .channel(`5${mia.id}`)
    .slice(2)
    .map(({ says }) => says);

function edited(messageId: MessageId, text: string) {
  const channelId = post as ChannelId;
  return {
    key: `edit:${text}`,
    type: 'edited',
    channelId,
    messageId,
    text,
    files: [],
    editedAt: office.clock.now(),
  } as const;
}

test('an edit bears the name that the message had, however the server is configured by then', async () => {
  const hidden = office.staffWrite(robin, post, 'One');
  bot.desk.handle(hidden);
  await office.settle(bot);
  anonymousReplies = 'never';
  const named = office.staffWrite(robin, post, 'Two');
  bot.desk.handle(named);
  await office.settle(bot);
  anonymousReplies = 'always';
  bot.desk.handle(edited(hidden.writing.messageId, 'One, indeed'));
  bot.desk.handle(edited(named.writing.messageId, 'Two, indeed'));
  await office.settle(bot);
  expect(inDm()).toEqual(['-# Harbour team · Lantern Games\nOne, indeed', '-# Robin · Lantern Games\nTwo, indeed']);
});

test('so does another attempt', async () => {
  office.discord.befall('sendToUser', 'closedDms');
  const message = office.staffWrite(robin, post, 'One');
  bot.desk.handle(message);
  await office.settle(bot);
  anonymousReplies = 'never';
  const { messageId } = message.writing;
  const used = { serverId, channelId: post as ChannelId, ticketId: null, by: robin } as const;
  bot.desk.handle({ key: 'interaction:retry', type: 'retryPressed', ...used, messageId });
  await office.settle(bot);
  expect(inDm()).toEqual(['-# Harbour team · Lantern Games\nOne']);
});
