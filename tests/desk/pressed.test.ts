import { beforeEach, expect, test } from 'vitest';
import type { Entry, OutsideEvent } from '../../src/desk/ports.ts';
import type { ChannelId, MessageId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const [question, notice] = ['9001' as MessageId, '9002' as MessageId];

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

/** The last entry of a place was sent, with a button of this name; whether it arrived, nobody knows. */
function sentBlindly(place: Parameters<typeof bot.store.outbox.waitingIn>[0], customId: string): Entry {
  const { outbox } = bot.store;
  const entry = outbox.get(outbox.waitingIn(place).at(-1) ?? 0);
  if (entry === null) throw new Error(`Nothing waits in ${place}.`);
  const body = { components: [{ type: 1, components: [{ type: 2, custom_id: customId }] }] };
  const request = { method: 'POST', path: '/channels/1/messages', body, repeat: 'onceByNonce' } as const;
  outbox.progress(entry.id, { ...entry, state: 'unknown', unknownSince: office.clock.now(), request });
  return entry;
}

const isKnown = (messageId: MessageId): boolean => bot.store.isCopy(messageId);

function presses(customId: string, id = 1): OutsideEvent {
  const pressed = { messageId: question, customId };
  const answer = {
    type: 'promptAnswered',
    language: null,
    userId: mia.id,
    promptId: '1',
    choice: 'never',
    messageId: question,
  } as const;
  return { key: `interaction:press${id}`, pressed, ...answer };
}

test('a user who presses a button below a question has it, whatever its answer was', async () => {
  bot.desk.handle(office.closing(robin, post));
  await office.settle(bot);
  office.discord.befall('sendToUser', 'down');
  bot.desk.handle(office.userWrites(mia, 'Thanks'));
  await office.breathe();
  const entry = sentBlindly(`user/${mia.id}`, 'prompt:never:1');
  bot.desk.handle(presses('prompt:new:1'));
  expect(bot.store.outbox.get(entry.id)?.state).toBe('unknown');
  bot.desk.handle(presses('prompt:never:1', 2));
  expect(bot.store.outbox.get(entry.id)).toBeNull();
  expect(isKnown(question)).toBe(true);
});

test('so it is with staff and a notice in the post', async () => {
  office.discord.befall('sendToUser', 'closedDms');
  office.discord.befall('sendToPost', 'down');
  bot.desk.handle(office.staffWrite(robin, post, 'Hello Mia'));
  await office.breathe();
  const entry = sentBlindly('post/1', 'retry:5');
  bot.desk.handle({
    key: 'interaction:press',
    pressed: { messageId: notice, customId: 'retry:5' },
    type: 'retryPressed',
    serverId,
    channelId: post as ChannelId,
    ticketId: null,
    by: robin,
    messageId: '5' as MessageId,
  });
  expect(bot.store.outbox.get(entry.id)).toBeNull();
  expect(isKnown(notice)).toBe(true);
});
