import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { CloseRequestAnswered } from '../../src/ticket/events.ts';
import type { ChannelId, MessageId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const minute = 60_000;
const second = 1000;
/** So long a message that was written before may still arrive. */
const late = 30 * second;

let office: Office;
let bot: Incarnation;
let post: string;
let uses: number;

beforeEach(async () => {
  office = createOffice();
  uses = 0;
  live();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
});

/** A process begins, after whichever ran before. */
function live(): void {
  office.clock.clear();
  bot = office.open();
  bot.delivery.start();
  bot.timers.start();
}

/** Somebody uses something, and all that follows at once happens. */
async function use(event: OutsideEvent): Promise<void> {
  const reply = bot.desk.handle(event);
  const entryId = reply?.entryId ?? null;
  if (entryId !== null) bot.desk.performed(entryId, { type: 'done' });
  await office.breathe();
}

async function pass(ms: number): Promise<void> {
  office.clock.advance(ms);
  await office.breathe();
}

function asking(closeInMs: number | null): OutsideEvent {
  uses += 1;
  const used = { serverId, channelId: post as ChannelId, ticketId: null, by: robin } as const;
  const request = { id: String(uses), comment: null, shareComment: true, closeInMs };
  return { key: `interaction:request${uses}`, type: 'closeRequested', ...used, ...request };
}

function answering(choice: CloseRequestAnswered['choice'], user = mia, ticketId = 1): OutsideEvent {
  uses += 1;
  const answer = { userId: user.id, ticketId: ticketId as TicketId, requestId: '1', choice };
  return { key: `interaction:answer${uses}`, type: 'closeRequestAnswered', ...answer };
}

const status = () => bot.store.ticket(1 as TicketId)?.status;
const inDm = () => office.discord.channel(`5${mia.id}`).map(({ says }) => says);
const isArchived = () => office.discord.posts[0]?.archived;

describe('a close request with a time', () => {
  test('closes at that time, also after a restart in between', async () => {
    await use(asking(10 * minute));
    expect(inDm().at(-1)).toBe('[mayBeClosed]');
    expect(office.discord.posts[0]?.tags).toEqual({ status: 'closeRequested', activity: 'unanswered' });
    await pass(5 * minute);
    live();
    await pass(5 * minute + late - 1);
    expect(status()).toBe('open');
    await pass(1);
    expect(status()).toBe('closed');
    expect(isArchived()).toBe(true);
    expect(inDm().at(-1)).toBe('[closedForUser]');
    expect(inDm()).not.toContain('[mayBeClosed]');
  });

  test('closes at the start, where the time has passed while nobody ran', async () => {
    await use(asking(10 * minute));
    office.clock.clear();
    office.clock.advance(60 * minute);
    live();
    await office.breathe();
    expect(status()).toBe('closed');
  });

  test.each([
    ['user', 0],
    ['user', 5 * second],
    ['staff', 0],
    ['staff', 5 * second],
  ] as const)('is taken back by a message of the %s from a second before, heard of %d ms after', async (by, lag) => {
    await use(asking(10 * minute));
    await pass(10 * minute - second);
    const message = by === 'user' ? office.userWrites(mia, 'Wait') : office.staffWrite(robin, post, 'Wait');
    await pass(lag === 0 ? 0 : second + lag);
    bot.desk.handle(message);
    await office.settle(bot);
    expect(inDm()).toContain('[askedNoMore]');
    expect(office.discord.channel(post).at(-1)?.says).toBe('[closesNoMore]');
    await pass(60 * minute);
    expect(status()).toBe('open');
    expect(office.discord.posts[0]?.tags).toMatchObject({ status: 'open' });
  });
});

describe('the answer to a close request', () => {
  beforeEach(() => use(asking(null)));

  test('closes the ticket, and the log says by whom', async () => {
    await use(answering('close'));
    await office.settle(bot);
    expect(status()).toBe('closed');
    const logged = office.database.prepare("SELECT by_user_id FROM ticket_log WHERE type = 'closing'").pluck().all();
    expect(logged).toEqual([mia.id]);
  });

  test('or keeps it open', async () => {
    await use(answering('keep'));
    expect(status()).toBe('open');
    expect(bot.store.ticket(1 as TicketId)?.closePlan).toBeNull();
  });

  test('is nobody else’s, and about no ticket that isn’t there', () => {
    const reply = { answer: { to: 'message', statement: { type: 'askedNoMore' } }, entryId: null };
    expect(bot.desk.handle(answering('close', person('Jonas')))).toEqual(reply);
    expect(bot.desk.handle(answering('close', mia, 9))).toEqual(reply);
    expect(status()).toBe('open');
  });
});

test('a question of which nobody knows that it was sent, until it is answered, isn’t sent again', async () => {
  office.discord.befall('sendToUser', 'answerLost');
  await use(asking(null));
  const { outbox } = bot.store;
  const [id] = outbox.waitingIn(`user/${mia.id}`);
  const entry = outbox.get(id ?? 0);
  if (entry === null) throw new Error('Nothing waits.');
  const body = { components: [{ custom_id: 'close-request:keep:1:1' }] };
  const request = { method: 'POST', path: '/channels/1/messages', body, repeat: 'onceByNonce' } as const;
  outbox.progress(entry.id, { ...entry, request });
  const messageId = office.discord.channel(`5${mia.id}`).at(-1)?.id as MessageId;
  const pressed = { messageId, customId: 'close-request:keep:1:1' };
  await use({ ...answering('keep'), pressed });
  await office.settle(bot);
  expect(inDm().filter((says) => says === '[mayBeClosed]')).toHaveLength(1);
});

test('/close in closes then, and the log says by whom and why', async () => {
  await use(office.closing(robin, post, { inMs: 60 * minute, comment: 'Solved' }));
  await pass(60 * minute + late);
  expect(status()).toBe('closed');
  const logged = office.database.prepare("SELECT by_user_id, detail FROM ticket_log WHERE type = 'closing'").all();
  expect(logged).toEqual([{ by_user_id: robin.id, detail: 'Solved' }]);
  expect(inDm().at(-1)).toBe('[closedForUser]');
});

test('a ticket that is closed in another way leaves no timer behind', async () => {
  await use(office.closing(robin, post, { inMs: 60 * minute }));
  await use(office.closing(robin, post));
  expect(bot.store.timers.nextAfter(0)).toBeNull();
});
