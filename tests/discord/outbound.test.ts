import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Courier, Request, Search, Stretch } from '../../src/desk/ports.ts';
import { createParcels } from '../../src/discord/files/parcels.ts';
import { createCourier } from '../../src/discord/outbound.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createWebhooks } from '../../src/discord/webhooks.ts';
import { createHistory } from '../../src/discord/history.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { ChannelId, MessageId, ServerId, TicketId, UserId } from '../../src/ticket/ticket.ts';
import { reactionsOn, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let rest: REST;
let courier: Courier;
let problems: string[];
beforeEach(async () => {
  stage = await setStage();
  problems = [];
  const { server, forum, application } = stage.world;
  rest = new REST({ api: stage.sandbox.apiUrl, retries: 0 }).setToken(application.token);
  courier = createCourier({
    rest,
    background: rest,
    surroundings: { forumOf: () => ({ id: forum.id, serverId: server.id }), tagIds: () => [] },
    parcels: createParcels({ rest, apiUrl: stage.sandbox.apiUrl, memory: { get: () => null, set: () => {} } }),
    webhooks: createWebhooks({
      rest: () => rest,
      applicationId: () => application.applicationId,
      clock: createFakeClock(),
    }),
    transcripts: { write: async () => false },
    botId: () => application.botUser.id,
    onProblem: (problem) => void problems.push(problem),
    learnTags: async () => void problems.push('the tags are learnt anew'),
  });
});
afterEach(() => stage.stop());

const serverId = (): ServerId => stage.world.server.id as ServerId;
const mia = () => stage.world.members[0];
const say = (content: string): Effect => ({
  type: 'sendToPost',
  shownByAnswer: false,
  body: { type: 'relayed', content },
  replyTo: null,
  source: null,
});

function opening(mark = 'bcdfgh23'): Effect {
  const user = { id: mia().id as UserId, name: 'Mia', username: 'mia', avatarUrl: null };
  const member = { serverId: serverId(), userId: user.id, name: 'Mia', joinedAt: null, roleIds: [] };
  const earlierTickets = { count: 0, latest: [] };
  return {
    type: 'openPost',
    serverId: serverId(),
    title: '#1 · Mia',
    facts: {
      ticketId: 1 as TicketId,
      mark,
      who: { user, member, earlierTickets },
      openedAt: 0,
      address: null,
      category: null,
      answers: [],
    },
    pings: [],
    tags: { status: 'open', activity: 'unanswered' },
    language: 'en',
    autoArchiveMinutes: 10_080,
  };
}

function requestFor(effect: Effect, channelId: string | null = null, nonce = 'nonce1'): Request {
  const request = courier.prepare(
    effect,
    { channelId: channelId as ChannelId | null, replyTo: null, copyId: null, copyFiles: [], sourceChannelId: null },
    nonce,
  );
  if (request === null) throw new Error('There is nowhere to send it');
  return request;
}

const perform = (effect: Effect, channelId: string | null = null, nonce?: string) =>
  courier.perform(effect, requestFor(effect, channelId, nonce), () => {});

async function openPost(mark?: string): Promise<string> {
  const outcome = await perform(opening(mark));
  if (!outcome.ok || outcome.result.type !== 'post') throw new Error(JSON.stringify(outcome));
  return outcome.result.postId;
}

const search = (changes: Partial<Search> = {}): Search => ({
  after: null,
  since: Date.now() - 1000,
  isKnown: () => false,
  becomes: null,
  leaves: () => 0,
  edited: null,
  isMarked: false,
  ...changes,
});

describe('performing gives', () => {
  test('the post that was opened, and the message that was sent into it', async () => {
    const post = await openPost();
    expect(stage.posts()[0]?.id).toBe(post);
    const outcome = await perform(say('Hello'), post);
    const [, message] = stage.posts()[0]?.messages ?? [];
    expect(outcome).toEqual({ ok: true, result: { type: 'message', messageId: message?.id } });
  });

  test('the same message when it is sent twice with the same nonce', async () => {
    const post = await openPost();
    expect(await perform(say('Hello'), post)).toEqual(await perform(say('Hello'), post));
    expect(stage.posts()[0]?.messages).toHaveLength(2);
  });

  test('that it was done, when the message of a repeated request was deleted meanwhile', async () => {
    const post = await openPost();
    await perform(say('Hello'), post);
    const [, message] = stage.posts()[0]?.messages ?? [];
    if (message !== undefined) stage.world.manager.delete(message);
    expect(await perform(say('Hello'), post)).toEqual({ ok: true, result: { type: 'done' } });
  });

  test('a member, or that nobody of that ID is one', async () => {
    const lookUp = (userId: string): Effect => ({
      type: 'lookUpMember',
      serverId: serverId(),
      userId: userId as UserId,
      reopening: null,
    });
    expect(await perform(lookUp(mia().id))).toMatchObject({
      ok: true,
      result: { member: { name: 'Mia', roleIds: [] } },
    });
    stage.world.server.removeMember(mia());
    expect(await perform(lookUp(mia().id))).toEqual({ ok: true, result: { type: 'member', member: null } });
    expect(await perform(lookUp('100000000000000001'))).toEqual({ ok: true, result: { type: 'member', member: null } });
  });

  test('a failure that says what can be done', async () => {
    const message = mia().dm('Hello');
    mia().closeDms();
    expect(await perform(say('Hi'), message.channelId)).toMatchObject({ ok: false, failure: { kind: 'closedDms' } });
    expect(await perform(say('Hi'), '100000000000000001')).toMatchObject({ ok: false, failure: { kind: 'lost' } });
  });
});

describe('a post that sleeps', () => {
  test.each([false, true])('is woken by a message, also where it is locked (%s)', async (locked) => {
    const post = await openPost();
    stage.world.manager.changePost(post, { locked, archived: true });
    expect(await perform(say('Hello'), post)).toMatchObject({ ok: true });
    expect(stage.posts()[0]).toMatchObject({ archived: false, locked });
  });

  test("isn't woken by a receipt", async () => {
    const post = await openPost();
    const message = stage.world.manager.write(post, 'Hi');
    stage.world.manager.changePost(post, { archived: true });
    const receipt: Effect = { type: 'react', side: 'post', messageId: message.id as MessageId, outcome: 'delivered' };
    expect(await perform(receipt, post)).toMatchObject({ ok: false, failure: { kind: 'refused' } });
    expect(stage.posts()[0]?.archived).toBe(true);
    expect(reactionsOn(message)).toEqual([]);
  });

  test('is closed for good all the same', async () => {
    const post = await openPost();
    stage.world.manager.changePost(post, { archived: true });
    const archive: Effect = { type: 'archivePost', serverId: serverId(), tags: { status: 'closed', activity: null } };
    expect(await perform(archive, post)).toEqual({ ok: true, result: { type: 'done' } });
    expect(stage.posts()[0]).toMatchObject({ archived: true, locked: true });
  });
});

describe('looking for what may have been sent finds', () => {
  const look = (effect: Effect, channelId: string | null, changes?: Partial<Search>) =>
    courier.find(effect, requestFor(effect, channelId), search(changes));
  const find = async (...asked: Parameters<typeof look>) => {
    const found = await look(...asked);
    return found.ok ? { ok: true, result: found.result } : found;
  };
  const nothing = { ok: true, result: null };

  test('an equal message of ours, and no one else’s', async () => {
    const post = await openPost();
    stage.world.manager.write(post, 'Hello');
    expect(await find(say('Hello'), post)).toEqual(nothing);
    const sent = await perform(say('Hello'), post);
    expect(await find(say('Hello'), post)).toEqual(sent);
    expect(await find(say('Hello!'), post)).toEqual(nothing);
  });

  test('it whatever kind of text it is, though Discord trims it and rewrites emoji', async () => {
    const post = await openPost();
    const hostile = [
      '  spaces \n',
      '<:glow:123456789012345678> `<a:x_1:123456789012345678>`',
      '\u200bx\u202e',
      'e\u0301 👩‍👩‍👧',
    ];
    for (const [index, text] of hostile.entries()) {
      const sent = await perform(say(`-# Mia\n${text}`), post, `nonce${index}`);
      expect(await find(say(`-# Mia\n${text}`), post, { after: post })).toEqual(sent);
    }
  });

  test('none that is known already or that stands before what was known', async () => {
    const post = await openPost();
    const sent = await perform(say('Hello'), post);
    const messageId = sent.ok && sent.result.type === 'message' ? sent.result.messageId : '';
    expect(await find(say('Hello'), post, { isKnown: (id) => id === messageId })).toEqual(nothing);
    expect(await find(say('Hello'), post, { after: messageId })).toEqual(nothing);
    expect(await find(say('Hello'), post, { after: post })).toEqual(sent);
  });

  test('it behind more than a hundred messages of other people', async () => {
    const post = await openPost();
    for (let index = 0; index < 150; index += 1) stage.world.manager.write(post, `Message ${index}`);
    const sent = await perform(say('Hello'), post);
    expect(await find(say('Hello'), post, { after: post })).toEqual(sent);
  });

  test('of several that say the same, the oldest', async () => {
    const post = await openPost();
    const sent = await perform(say('Hello'), post, 'one');
    await perform(say('Hello'), post, 'two');
    expect(await find(say('Hello'), post, { after: post })).toEqual(sent);
  });

  test('the copy of an edited message, though its first line says that it was edited', async () => {
    const post = await openPost();
    const sent = await perform(say('-# Mia · edited\nHello'), post);
    const edited = { isAwaited: () => true };
    expect(await find(say('-# Mia\nHello'), post, { after: post })).toEqual(nothing);
    expect(await find(say('-# Mia\nHello'), post, { after: post, edited })).toEqual(sent);
    expect(await find(say('-# Mia\nHello!'), post, { after: post, edited })).toEqual(nothing);
  });

  test('the copy of a deleted message, though its first line says that it was deleted', async () => {
    const post = await openPost();
    const sent = await perform(say('-# Mia · deleted by the user\nHello'), post);
    expect(await find(say('-# Mia\nHello'), post, { after: post })).toEqual(nothing);
    expect(await find(say('-# Mia\nHello'), post, { after: post, isMarked: true })).toEqual(sent);
  });

  test('the copy that says what an edited message said before, unless something else is to say that', async () => {
    const post = await openPost();
    await perform(say('-# Robin\nBeforr'), post, 'one');
    const sent = await perform(say('-# Mia\nBeforr'), post, 'two');
    const edited = { isAwaited: (content: string) => content === '-# Mia\nAwaited' };
    const found = await find(say('-# Mia\nBefore'), post, { after: post, edited });
    expect(found).toMatchObject(sent);
    expect(found).toMatchObject({ result: { says: '-# Mia\nBeforr' } });
    expect(await find(say('-# Mia\nBefore'), post, { after: post })).toEqual(nothing);
    expect(await find(say('Before'), post, { after: post, edited })).toEqual(nothing);
    const awaited = { isAwaited: () => true };
    expect(await find(say('-# Mia\nBefore'), post, { after: post, edited: awaited })).toEqual(nothing);
  });

  test('what it may have become since, and of both the oldest: what was written later stands behind it', async () => {
    const post = await openPost();
    const before = await perform(say('-# Mia\nBefore'), post, 'one');
    const after = await perform(say('-# Mia · edited\nAfter'), post, 'two');
    const becomes = '-# Mia · edited\nAfter';
    expect(await find(say('-# Mia\nBefore'), post, { after: post, becomes })).toEqual(before);
    expect(await find(say('-# Mia\nWhat it said first'), post, { after: post, becomes })).toEqual(after);
  });

  test('of those that say the same, none that is left for others', async () => {
    const post = await openPost();
    const first = await perform(say('Hello'), post, 'one');
    expect(await find(say('Hello'), post, { after: post, leaves: () => 1 })).toEqual(nothing);
    await perform(say('Hello'), post, 'two');
    expect(await find(say('Hello'), post, { after: post, leaves: () => 1 })).toEqual(first);
  });

  test('and tells whether all else that the bot wrote there is known', async () => {
    const post = await openPost();
    stage.world.manager.write(post, 'Not the bot’s');
    const after = { after: post };
    expect(await look(say('Hello'), post, after)).toMatchObject({ result: null, isAllKnown: true });
    await perform(say('Something else'), post);
    expect(await look(say('Hello'), post, after)).toMatchObject({ result: null, isAllKnown: false });
    expect(await look(say('Hello'), post, { ...after, isKnown: () => true })).toMatchObject({ isAllKnown: true });
  });

  test('a post by its mark, also an archived one', async () => {
    expect(await find(opening(), null)).toEqual(nothing);
    const post = await openPost();
    const found = { ok: true, result: { type: 'post', postId: post } };
    expect(await find(opening(), null)).toEqual(found);
    expect(await find(opening('another2'), null)).toEqual(nothing);
    expect(await find(opening(), null, { isKnown: (id) => id === post })).toEqual(nothing);
    stage.world.manager.changePost(post, { archived: true });
    expect(await find(opening(), null)).toEqual(found);
  });

  test('no post of somebody else that shows our mark', async () => {
    stage.world.manager.post(stage.world.forum.id, '#1 · Mia', 'Ticket 1 · bcdfgh23');
    expect(await find(opening(), null)).toEqual(nothing);
  });

  test('a failure, where Discord fails', async () => {
    stage.sandbox.faults.add({ when: 'before', effect: { status: 503 } });
    expect(await find(opening(), null)).toMatchObject({ ok: false, failure: { kind: 'unknownOutcome' } });
  });
});

describe('reading a channel', () => {
  const historyOf = (isPost: boolean) =>
    createHistory({
      rest: { urgent: rest, background: rest },
      reader: () => ({ botId: stage.world.application.botUser.id, readsContent: true }),
      isPost: () => isPost,
    });

  test('gives a hundred messages at a time, oldest first, and says whether that is all', async () => {
    const written = Array.from({ length: 130 }, (_, index) => mia().dm(`Message ${index}`));
    const channelId = written[0]?.channelId as ChannelId;
    const history = historyOf(false);
    const first = await history.read(channelId, { since: 0 }, 'urgent');
    if (!first.ok) throw new Error(first.failure.cause);
    expect(first.messages.map(({ messageId }) => messageId)).toEqual(written.slice(0, 100).map(({ id }) => id));
    expect(first.isLast).toBe(false);
    const rest = await history.read(channelId, { after: first.messages.at(-1)?.messageId ?? '' }, 'urgent');
    expect(rest.ok && rest.isLast && rest.messages.map(({ messageId }) => messageId)).toEqual(
      written.slice(100).map(({ id }) => id),
    );
  });

  test('gives the newest hundred, or the hundred before one, as well', async () => {
    const written = Array.from({ length: 210 }, (_, index) => mia().dm(`Message ${index}`)).map(({ id }) => id);
    const channelId = mia().dmMessages()[0]?.channelId as ChannelId;
    const ids = async (stretch: Stretch) => {
      const page = await historyOf(false).read(channelId, stretch, 'background');
      return page.ok ? page.messages.map(({ messageId }) => messageId) : page.failure.cause;
    };
    expect(await ids({ newest: true })).toEqual(written.slice(-100));
    expect(await ids({ before: written[150] ?? '' })).toEqual(written.slice(50, 150));
  });

  test('tells of what was edited since it was written', async () => {
    const message = mia().dm('Hello');
    mia().edit(message, 'Good morning');
    const page = await historyOf(false).read(message.channelId as ChannelId, { newest: true }, 'urgent');
    expect(page.ok && page.messages).toMatchObject([
      {
        event: { type: 'userWrote', writing: { text: 'Good morning' } },
        edit: { type: 'edited', text: 'Good morning' },
      },
    ]);
  });

  test('tells by the channel who wrote, since fetched messages don’t', async () => {
    const question = mia().dm('Hello');
    const dm = await historyOf(false).read(question.channelId as ChannelId, { since: 0 }, 'urgent');
    expect(dm.ok && dm.messages.map(({ event }) => event?.type)).toEqual(['userWrote']);
    const post = await openPost();
    stage.world.manager.write(post, 'Hi');
    const inPost = await historyOf(true).read(post as ChannelId, { since: 0 }, 'urgent');
    expect(inPost.ok && inPost.messages.map(({ event }) => event?.type)).toEqual([undefined, 'staffWrote']);
  });

  test('that is gone is a failure', async () => {
    const page = await historyOf(true).read('100000000000000001' as ChannelId, { since: 0 }, 'urgent');
    expect(page).toMatchObject({ ok: false, failure: { kind: 'lost' } });
  });
});

test('nothing else was written anywhere', async () => {
  const post = await openPost();
  await perform(say('Hello'), post);
  expect(stage.posts().map(({ messages }) => messages.map(shown))).toEqual([['', 'Hello']]);
});

test('a tag that is no longer there makes the tags be learnt anew, and the request is to be made again', async () => {
  const post = await openPost();
  problems = [];
  const change: Request = { ...requestFor({ type: 'wakePost' }, post), body: { applied_tags: ['100000000000000001'] } };
  const effect: Effect = { type: 'setTags', serverId: serverId(), tags: { status: 'open', activity: 'unanswered' } };
  expect(await courier.perform(effect, change, () => {})).toMatchObject({ ok: false, failure: { kind: 'busy' } });
  expect(problems).toEqual(['the tags are learnt anew']);
});

describe("at Discord's cap of active posts", () => {
  const isArchived = (id: string): boolean | undefined => stage.posts().find((post) => post.id === id)?.archived;
  const cap = (): number => stage.world.server.guild.activeThreadIds.size;

  test('the longest-silent posts of the bot make room, a few at a time; the operator is told once', async () => {
    const own: string[] = [];
    for (let count = 0; count < 8; count += 1) own.push(await openPost(`bcdfgh${count}${count}`));
    await perform(say('Hello'), own[0] ?? '');
    stage.sandbox.world.settings.activeThreadCap = cap();
    const ninth = await openPost('bcdfgh99');
    expect(own.map(isArchived)).toEqual([false, true, true, true, true, true, false, false]);
    expect(isArchived(ninth)).toBe(false);
    stage.sandbox.world.settings.activeThreadCap = cap();
    await openPost('bcdfgh88');
    expect(problems).toEqual([expect.stringContaining('archived to make room')]);
  });

  test('what people opened or pinned is left alone, and so is the post that is written to', async () => {
    const byHand = stage.world.staff[0].post(stage.world.forum.id, 'Rota', 'Who works when');
    const pinned = await openPost('bcdfgh22');
    const silent = await openPost('bcdfgh33');
    const asleep = await openPost('bcdfgh44');
    stage.world.manager.changePost(pinned, { pinned: true });
    stage.world.manager.changePost(asleep, { archived: true });
    stage.sandbox.world.settings.activeThreadCap = cap();
    expect(await perform(say('Wake up'), asleep)).toMatchObject({ ok: true });
    expect([byHand.id, pinned, silent, asleep].map(isArchived)).toEqual([false, false, true, false]);
  });

  test('without any post of its own the bot waits, and says so once', async () => {
    stage.world.staff[0].post(stage.world.forum.id, 'Rota', 'Who works when');
    stage.sandbox.world.settings.activeThreadCap = 1;
    expect(await perform(opening())).toMatchObject({ ok: false, failure: { kind: 'busy' } });
    expect(await perform(opening())).toMatchObject({ ok: false, failure: { kind: 'busy' } });
    expect(problems).toEqual([expect.stringContaining('new tickets wait')]);
  });
});
