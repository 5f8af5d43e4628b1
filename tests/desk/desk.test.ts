import { beforeEach, describe, expect, test } from 'vitest';
import type { MessageId, PostId } from '../../src/ticket/ticket.ts';
import { createOffice, person } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');

let office: Office;
let bot: Incarnation;

const says = (channelId: string) => office.discord.channel(channelId).map((message) => message.says);
const dmOf = (user = mia) => `5${user.id}`;
const onlyPost = () => office.discord.posts[0]?.id ?? 'no post';

function open(changes: Parameters<typeof createOffice>[0] = {}): void {
  office = createOffice(changes);
  bot = office.open();
  bot.delivery.start();
}

beforeEach(() => open());

describe('a first message', () => {
  test('costs three requests and the question whether its author is a member', async () => {
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(office.discord.requests).toEqual(['lookUpMember', 'openPost', 'sendToPost', 'sendToUser']);
    expect(office.discord.reactions).toEqual([]);
  });

  test('is answered once it stands in the post', async () => {
    const first = office.userWrites(mia, 'Hello');
    bot.desk.handle(first);
    await office.settle(bot);
    expect(says(onlyPost())).toEqual(['[facts]', '-# Mia\nHello']);
    expect(office.discord.channel(dmOf()).at(-1)).toMatchObject({
      says: '[messageSent]',
      replyTo: first.writing.messageId,
    });
  });

  test('ten at once open one ticket with ten messages, in order', async () => {
    for (let count = 1; count <= 10; count += 1) bot.desk.handle(office.userWrites(mia, `Message ${count}`));
    await office.settle(bot);
    expect(office.discord.posts).toHaveLength(1);
    expect(says(onlyPost()).slice(1)).toEqual(Array.from({ length: 10 }, (_, index) => `-# Mia\nMessage ${index + 1}`));
    expect(says(dmOf()).filter((text) => text === '[messageSent]')).toHaveLength(1);
    expect(office.discord.reactions).toHaveLength(9);
  });

  test('two hundred users at once open two hundred tickets', async () => {
    const users = Array.from({ length: 200 }, (_, index) => person(`User${index}`));
    for (const user of users) bot.desk.handle(office.userWrites(user, `I am ${user.name}`));
    await office.settle(bot);
    expect(office.discord.posts.map(({ id }) => says(id)[1]).toSorted()).toEqual(
      users.map(({ name }) => `-# ${name}\nI am ${name}`).toSorted(),
    );
  });

  test('told twice by Discord counts once', async () => {
    const first = office.userWrites(mia, 'Hello');
    bot.desk.handle(first);
    bot.desk.handle(first);
    await office.settle(bot);
    bot.desk.handle(first);
    await office.settle(bot);
    expect(says(onlyPost())).toEqual(['[facts]', '-# Mia\nHello']);
  });

  test('of somebody who is no member is refused, and its author told why, at most once a minute', async () => {
    office.discord.nobodyIsMember();
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    bot.desk.handle(office.userWrites(mia, 'Hello?'));
    await office.settle(bot);
    expect(says(dmOf())).toEqual(['Hello', '[notAMember]', 'Hello?']);
    expect(office.discord.reactions).toHaveLength(2);
    office.clock.advance(60_000);
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('[notAMember]');
    expect(office.discord.posts).toEqual([]);
  });

  test('of somebody who can be told nothing ends there', async () => {
    open({ ticketsEnabled: false });
    office.discord.befall('sendToUser', 'closedDms');
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(says(dmOf())).toEqual(['Hello']);
    expect(bot.store.outbox.size()).toBe(0);
  });

  test('is refused with the reason while tickets are switched off', async () => {
    open({ ticketsEnabled: false });
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(says(dmOf())).toEqual(['Hello', '[ticketsDisabled]']);
    expect(office.discord.requests).toEqual(['sendToUser', 'react on user']);
  });
});

describe('after a ticket is closed, where nothing is asked about later messages', () => {
  beforeEach(async () => {
    open({ graceMs: 0 });
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    const reply = bot.desk.handle(office.closing(robin, onlyPost()));
    bot.desk.performed(reply?.entryId ?? 0, {
      type: 'message',
      messageId: office.discord.write(onlyPost(), '[closed]'),
    });
    await office.settle(bot);
    office.discord.requests.length = 0;
  });

  test('a new message opens a new one; who was asked about just now is not asked about again', async () => {
    bot.desk.handle(office.userWrites(mia, 'One more thing'));
    await office.settle(bot);
    expect(office.discord.requests).toEqual(['openPost', 'sendToPost', 'sendToUser']);
    expect(office.discord.posts).toHaveLength(2);
    office.clock.advance(11 * 60_000);
    bot.desk.handle(office.closing(robin, office.discord.posts[1]?.id ?? ''));
    bot.desk.handle(office.userWrites(mia, 'And another'));
    await office.settle(bot);
    expect(office.discord.requests).toContain('lookUpMember');
  });

  test('a message in its post is not relayed: it gets a notice, and the post is archived again', async () => {
    const message = office.staffWrite(robin, onlyPost(), 'Did it come?');
    bot.desk.handle(message);
    await office.settle(bot);
    expect(says(onlyPost()).at(-1)).toBe('[notRelayedClosed]');
    expect(office.discord.channel(onlyPost()).at(-1)?.replyTo).toBe(message.writing.messageId);
    expect(office.discord.requests).toEqual(['wakePost', 'sendToPost', 'react on post', 'archivePost']);
    expect(says(dmOf())).not.toContain('-# Robin · Lantern Games\nDid it come?');
  });

  test('it cannot be closed again', () => {
    expect(bot.desk.handle(office.closing(robin, onlyPost()))).toEqual({
      answer: { to: 'invoker', statement: { type: 'alreadyClosed', ticketId: 1 } },
      entryId: null,
    });
  });

  test('its log says what happened, who did it, and in which order', () => {
    const log = office.database.prepare('SELECT type, by_user_id AS byUser FROM ticket_log ORDER BY entry_id').all();
    expect(log).toEqual([
      { type: 'opened', byUser: mia.id },
      { type: 'closing', byUser: robin.id },
      { type: 'closed', byUser: null },
    ]);
  });
});

describe('replies', () => {
  test('are mirrored both ways, to copies and to sources', async () => {
    const question = office.userWrites(mia, 'Where is it?');
    bot.desk.handle(question);
    await office.settle(bot);
    const copyInPost = office.discord.channel(onlyPost()).at(-1)?.id as MessageId;
    const answer = office.staffWrite(robin, onlyPost(), 'On its way', copyInPost);
    bot.desk.handle(answer);
    await office.settle(bot);
    expect(office.discord.channel(dmOf()).at(-1)?.replyTo).toBe(question.writing.messageId);

    const copyInDm = office.discord.channel(dmOf()).at(-1)?.id as MessageId;
    bot.desk.handle(office.userWrites(mia, 'Good', copyInDm));
    bot.desk.handle(office.userWrites(mia, 'As I said', question.writing.messageId));
    await office.settle(bot);
    const [toAnswer, toQuestion] = office.discord.channel(onlyPost()).slice(-2);
    expect([toAnswer?.replyTo, toQuestion?.replyTo]).toEqual([answer.writing.messageId, copyInPost]);
  });

  test('to what has no counterpart are sent as plain messages', async () => {
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    bot.desk.handle(office.userWrites(mia, 'To what you said', office.discord.channel(dmOf()).at(-1)?.id as MessageId));
    await office.settle(bot);
    expect(office.discord.channel(onlyPost()).at(-1)).toMatchObject({
      says: '-# Mia\nTo what you said',
      replyTo: null,
    });
  });
});

describe("what is none of the bot's business", () => {
  test('a post made by hand', async () => {
    bot.desk.handle(office.staffWrite(robin, '4242', 'Hello'));
    await office.settle(bot);
    expect(office.discord.requests).toEqual([]);
    expect(bot.desk.handle(office.closing(robin, '4242'))).toEqual({
      answer: { to: 'invoker', statement: { type: 'noTicketNamed' } },
      entryId: null,
    });
  });

  test('a server that is no longer configured keeps its tickets as they are', async () => {
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    const elsewhere = office.open(undefined, { rulesOf: () => null });
    elsewhere.desk.handle(office.userWrites(mia, 'Anyone?'));
    elsewhere.desk.handle(office.staffWrite(robin, onlyPost(), 'Yes'));
    expect(elsewhere.desk.handle(office.closing(robin, onlyPost()))?.answer.to).toBe('invoker');
    expect(elsewhere.store.outbox.size()).toBe(0);
    expect(elsewhere.store.openTickets().map(({ status }) => status)).toEqual(['open']);
  });

  test('what was still to be done for such a server is done, and nothing follows from it', async () => {
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    bot.desk.handle(office.userWrites(mia, 'One more'));
    await bot.delivery.stop();
    const elsewhere = office.open(undefined, { rulesOf: () => null });
    elsewhere.delivery.start();
    await office.settle(elsewhere);
    expect(says(onlyPost()).at(-1)).toBe('-# Mia\nOne more');
    expect(office.discord.reactions).toEqual([]);
  });

  test('an answer about a member whose draft is gone', async () => {
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    office.database.exec('UPDATE users SET draft_for = NULL');
    await office.settle(bot);
    expect(office.discord.requests).toEqual(['lookUpMember']);
  });

  test('an answer about somebody who is not known', async () => {
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    office.database.exec('DELETE FROM users');
    await office.settle(bot);
    expect(office.discord.requests).toEqual(['lookUpMember']);
  });

  test('an answer about a member whom nothing waits for', async () => {
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    const elsewhere = office.open(undefined, { rulesOf: () => null });
    await bot.delivery.stop();
    elsewhere.delivery.start();
    await office.settle(elsewhere);
    expect(office.discord.posts).toEqual([]);
    await elsewhere.delivery.stop();
    const back = office.open();
    back.delivery.start();
    back.desk.handle(office.userWrites(mia, 'Anyone there now?'));
    await office.settle(back);
    expect(says(onlyPost())).toEqual(['[facts]', '-# Mia\nAnyone there now?']);
  });
});

describe('what is read late', () => {
  test('doesn’t change whose turn it is: that goes by who wrote last', async () => {
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    const turn = () => bot.store.ticketOfPost(onlyPost() as PostId)?.activity;
    const [asks, answers] = [office.userWrites(mia, 'And?'), office.staffWrite(robin, onlyPost(), 'Yes')];
    bot.desk.handle(answers);
    bot.desk.handle(asks);
    expect(turn()).toBe('awaitingResponse');
    const [says, thanks] = [office.staffWrite(robin, onlyPost(), 'So'), office.userWrites(mia, 'Thanks')];
    bot.desk.handle(thanks);
    bot.desk.handle(says);
    expect(turn()).toBe('userResponded');
  });
});
