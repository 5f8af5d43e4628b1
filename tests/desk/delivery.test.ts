import { beforeEach, describe, expect, test } from 'vitest';
import type { MessageId } from '../../src/ticket/ticket.ts';
import { createOffice, person } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const jonas = person('Jonas');
const robin = person('Robin');

let office: Office;
let bot: Incarnation;

/** A ticket of Mia's, opened and settled. Gives its post. */
async function openTicket(): Promise<string> {
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  office.discord.requests.length = 0;
  return office.discord.posts[0]?.id ?? 'no post';
}

const says = (channelId: string) => office.discord.channel(channelId).map((message) => message.says);
const dmOf = (user = mia) => `5${user.id}`;
const log = () => office.discord.requests;

beforeEach(() => {
  office = createOffice();
  bot = office.open();
  bot.delivery.start();
});

describe('a request that nothing came of', () => {
  test('is made again, later each time, until it goes through', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'down', 'busy', 'down');
    const begun = office.clock.now();
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(says(post).at(-1)).toBe('-# Mia\nAnyone?');
    expect(log()).toEqual(['sendToPost', 'sendToPost', 'sendToPost', 'sendToPost', 'react on user']);
    // 0.5 s, 1 s and 2 s, each taken by three quarters.
    expect(office.clock.now() - begun).toBe(2625);
  });

  test('waits at most half a minute between tries', async () => {
    await openTicket();
    office.discord.befall('sendToPost', ...Array.from({ length: 12 }, () => 'down' as const));
    const begun = office.clock.now();
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(office.clock.now() - begun).toBeLessThan(12 * 30_000);
    expect(log().filter((type) => type === 'sendToPost')).toHaveLength(13);
  });

  test('holds up its own place and no other', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'down');
    bot.desk.handle(office.userWrites(mia, 'One'));
    bot.desk.handle(office.userWrites(mia, 'Two'));
    bot.desk.handle(office.userWrites(jonas, 'I am Jonas'));
    await office.breathe();
    expect(says(post)).not.toContain('-# Mia\nTwo');
    expect(says(dmOf(jonas))).toEqual(['I am Jonas', '[messageSent]']);
    await office.settle(bot);
    expect(says(post).slice(-2)).toEqual(['-# Mia\nOne', '-# Mia\nTwo']);
  });
});

describe('a message whose answer is lost', () => {
  test('is sent again with the same nonce while Discord knows it, and stands once', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'answerLost', 'answerLost');
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(says(post).filter((text) => text.endsWith('Anyone?'))).toHaveLength(1);
    expect(log()).toEqual(['sendToPost', 'sendToPost', 'sendToPost', 'react on user']);
  });

  test('is looked for when the nonce may be forgotten, and not sent again where it stands', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'answerLost', ...Array.from({ length: 12 }, () => 'down' as const));
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(says(post).filter((text) => text.endsWith('Anyone?'))).toHaveLength(1);
    expect(log().at(-2)).toBe('find sendToPost');
  });

  test('is sent when it was looked for and does not stand there', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'unknownOutcome', ...Array.from({ length: 12 }, () => 'down' as const));
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(says(post).filter((text) => text.endsWith('Anyone?'))).toHaveLength(1);
    expect(log().filter((type) => type.startsWith('find'))).toEqual(['find sendToPost']);
  });

  test('is not taken for an equal one that was delivered before', async () => {
    const post = await openTicket();
    bot.desk.handle(office.userWrites(mia, 'Again'));
    await office.settle(bot);
    office.discord.befall('sendToPost', 'unknownOutcome', ...Array.from({ length: 12 }, () => 'down' as const));
    bot.desk.handle(office.userWrites(mia, 'Again'));
    await office.settle(bot);
    expect(says(post).filter((text) => text.endsWith('Again'))).toHaveLength(2);
  });

  test('is settled by the gateway showing its nonce, without another request', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'answerLost');
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.breathe();
    const echo = office.discord.channel(post).at(-1);
    bot.desk.echoed(echo?.nonce ?? '', (echo?.id ?? '') as MessageId);
    await office.settle(bot);
    expect(log()).toEqual(['sendToPost', 'react on user']);
  });

  test('is looked for before it is given up, when a later try is refused for good', async () => {
    const post = await openTicket();
    const answer = office.staffWrite(robin, post, 'Yes');
    office.discord.befall('sendToUser', 'answerLost', 'closedDms', 'closedDms');
    bot.desk.handle(answer);
    await office.settle(bot);
    expect(says(dmOf()).filter((text) => text.endsWith('Yes'))).toHaveLength(1);
    expect(says(post)).not.toContain('[notDeliveredToUser]');
  });
});

describe('a post whose creation was not answered', () => {
  test('is looked for by its mark, once Discord must be done with it, and there is one', async () => {
    office.discord.befall('openPost', 'answerLost');
    const begun = office.clock.now();
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(office.discord.posts).toHaveLength(1);
    expect(office.clock.now() - begun).toBeGreaterThanOrEqual(5_000);
    expect(office.founds).toEqual([office.discord.posts[0]?.id]);
    expect(says(office.discord.posts[0]?.id ?? '')).toEqual(['[facts]', '-# Mia\nHello']);
  });

  test('is made again when it is not there', async () => {
    office.discord.befall('openPost', 'unknownOutcome');
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(office.discord.posts).toHaveLength(1);
    expect(log().filter((type) => type.endsWith('openPost'))).toEqual(['openPost', 'find openPost', 'openPost']);
    expect(office.founds).toEqual([]);
  });

  test('is settled by the gateway showing its mark', async () => {
    office.discord.befall('openPost', 'answerLost');
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.breathe();
    const [post] = office.discord.posts;
    bot.desk.postEchoed(post?.mark ?? '', (post?.id ?? '') as never);
    await office.settle(bot);
    expect(log().filter((type) => type.endsWith('openPost'))).toEqual(['openPost']);
    expect(says(dmOf())).toEqual(['Hello', '[messageSent]']);
  });
});

describe('looking for what may have been done', () => {
  test('is tried again where it fails', async () => {
    office.discord.befall('openPost', 'answerLost');
    office.discord.befall('find openPost', 'down');
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(log().slice(0, 4)).toEqual(['lookUpMember', 'openPost', 'find openPost', 'find openPost']);
    expect(office.discord.posts).toHaveLength(1);
  });

  test('ends where there is no place to look in any more', async () => {
    await openTicket();
    office.discord.befall('sendToPost', 'unknownOutcome', ...Array.from({ length: 12 }, () => 'down' as const));
    office.discord.befall('find sendToPost', 'gone');
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('[notDeliveredToStaff]');
  });

  test('for good, when a refused message turns out not to stand there', async () => {
    const post = await openTicket();
    office.discord.befall(
      'sendToUser',
      'unknownOutcome',
      ...Array.from({ length: 5 }, () => 'down' as const),
      'closedDms',
    );
    bot.desk.handle(office.staffWrite(robin, post, 'Yes'));
    await office.settle(bot);
    expect(log()).toContain('find sendToUser');
    expect(says(post).at(-1)).toBe('[notDeliveredToUser]');
  });

  test('has its time: a refusal soon after waits until the first try must have come through', async () => {
    const post = await openTicket();
    office.discord.befall(
      'sendToUser',
      'unknownOutcome',
      'closedDms',
      ...Array.from({ length: 9 }, () => 'closedDms' as const),
    );
    const begun = office.clock.now();
    bot.desk.handle(office.staffWrite(robin, post, 'Yes'));
    await office.settle(bot);
    expect(office.clock.now() - begun).toBeGreaterThanOrEqual(5_000);
    expect(says(post).filter((text) => text === '[notDeliveredToUser]')).toHaveLength(1);
  });
});

describe('a refusal that will not change', () => {
  test('ends that delivery, and staff are told why', async () => {
    const post = await openTicket();
    office.discord.befall('sendToUser', 'closedDms');
    const answer = office.staffWrite(robin, post, 'Are you there?');
    bot.desk.handle(answer);
    await office.settle(bot);
    expect(log()).toEqual(['sendToUser', 'setTags', 'sendToPost', 'react on post']);
    expect(says(post).at(-1)).toBe('[notDeliveredToUser]');
    expect(office.discord.channel(post).at(-1)?.replyTo).toBe(answer.writing.messageId);
    expect(office.discord.reactions).toContain(`${answer.writing.messageId} failed`);
    expect(bot.store.outbox.size()).toBe(0);
  });

  test('gives up the other parts of the same message with it', async () => {
    const post = await openTicket();
    office.discord.befall('sendToUser', 'closedDms');
    bot.desk.handle(office.staffWrite(robin, post, 'word '.repeat(700)));
    bot.desk.handle(office.staffWrite(robin, post, 'Short'));
    await office.settle(bot);
    expect(says(dmOf()).slice(2)).toEqual(['-# Robin · Lantern Games\nShort']);
    expect(says(post).filter((text) => text === '[notDeliveredToUser]')).toHaveLength(1);
  });

  test('drops what was to follow: no "message sent" where the message was not', async () => {
    office.discord.befall('sendToPost', 'refused');
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(says(dmOf())).toEqual(['Hello', '[notDeliveredToStaff]']);
  });

  test('closes the ticket where the post is gone, and tells the user', async () => {
    await openTicket();
    office.discord.befall('sendToPost', 'gone');
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('[notDeliveredToStaff]');
    expect(bot.store.openTickets()).toEqual([]);
  });

  test('is final for a place that does not exist: a post that could not be opened', async () => {
    office.discord.befall('openPost', 'refused');
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(says(dmOf())).toEqual(['Hello', '[notDeliveredToStaff]']);
    expect(bot.store.openTickets()).toEqual([]);
  });
});

describe('a missing permission', () => {
  test('in the forum pauses that post for a minute and is tried again: nothing is lost', async () => {
    office.discord.befall('openPost', 'forbidden');
    const begun = office.clock.now();
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(office.clock.now() - begun).toBe(60_000);
    expect(says(dmOf())).toEqual(['Hello', '[messageSent]']);
    expect(office.troubles.map(({ failure }) => failure.kind)).toEqual(['forbidden']);
  });

  test('towards a user is final', async () => {
    const post = await openTicket();
    office.discord.befall('sendToUser', 'forbidden');
    bot.desk.handle(office.staffWrite(robin, post, 'Hi'));
    await office.settle(bot);
    expect(says(post).at(-1)).toBe('[notDeliveredToUser]');
  });

  test('whether somebody is a member is asked until there is an answer', async () => {
    office.discord.befall('lookUpMember', 'gone', 'refused', 'down');
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(says(dmOf())).toEqual(['Hello', '[messageSent]']);
  });
});

describe('what can do without a permission', () => {
  test('does not wait for it: a receipt that is refused holds up neither receipts nor the closing', async () => {
    const post = await openTicket();
    office.discord.befall('react', 'forbidden', 'forbidden', 'forbidden');
    office.discord.befall('setTags', 'forbidden', 'forbidden');
    const begun = office.clock.now();
    bot.desk.handle(office.staffWrite(robin, post, 'Bye'));
    await office.settle(bot);
    const reply = bot.desk.handle(office.closing(robin, post));
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId: office.discord.write(post, '[closed]') });
    await office.settle(bot);
    expect(office.discord.posts[0]).toMatchObject({ archived: true, tags: { status: 'closed', activity: null } });
    expect(office.clock.now()).toBe(begun);
  });

  test('a post that cannot be archived with its tags is archived without', async () => {
    const post = await openTicket();
    office.discord.befall('archivePost', 'refused');
    const reply = bot.desk.handle(office.closing(robin, post));
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId: office.discord.write(post, '[closed]') });
    await office.settle(bot);
    expect(log()).toEqual(['archivePost', 'archivePost']);
    expect(office.discord.posts[0]).toMatchObject({ archived: true, tags: null });
    expect(bot.store.openTickets()).toEqual([]);
  });

  test('a forum that is gone may come back: the first message waits for it', async () => {
    office.discord.befall('openPost', 'gone', 'gone');
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    await office.settle(bot);
    expect(says(dmOf())).toEqual(['Hello', '[messageSent]']);
  });
});

describe('order', () => {
  test('receipts and tags give way to messages, and tags that changed twice are set once', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'down');
    bot.desk.handle(office.staffWrite(robin, post, 'Yes?'));
    bot.desk.handle(office.userWrites(mia, 'One'));
    bot.desk.handle(office.userWrites(mia, 'Two'));
    await office.settle(bot);
    expect(log().filter((type) => type === 'setTags')).toHaveLength(1);
    expect(log().lastIndexOf('sendToPost')).toBeLessThan(log().indexOf('setTags'));
    expect(office.discord.posts[0]?.tags?.activity).toBe('userResponded');
  });

  test('the post is archived last, after all that was on its way', async () => {
    const post = await openTicket();
    bot.desk.handle(office.userWrites(mia, 'One'));
    bot.desk.handle(office.staffWrite(robin, post, 'Bye'));
    const reply = bot.desk.handle(office.closing(robin, post, { notifyUser: true }));
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId: office.discord.write(post, '[closed]') });
    await office.settle(bot);
    const afterwards = log().slice(log().indexOf('archivePost') + 1);
    expect(afterwards.filter((type) => type !== 'react on user')).toEqual([]);
    expect(log()).not.toContain('setTags');
    expect(says(dmOf()).slice(-2)).toEqual(['-# Robin · Lantern Games\nBye', '[closedForUser]']);
  });

  test('closing waits for a stuck DM, but no longer than half a minute', async () => {
    const post = await openTicket();
    office.discord.befall('sendToUser', ...Array.from({ length: 20 }, () => 'down' as const));
    bot.desk.handle(office.staffWrite(robin, post, 'Bye'));
    const begun = office.clock.now();
    const reply = bot.desk.handle(office.closing(robin, post));
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId: office.discord.write(post, '[closed]') });
    let closedAfterMs = 0;
    for (let alarms = 0; closedAfterMs === 0 && alarms < 50; alarms += 1) {
      await office.breathe();
      if (office.discord.posts[0]?.archived === true) closedAfterMs = office.clock.now() - begun;
      else office.clock.toNextAlarm();
    }
    expect(closedAfterMs).toBe(30_000);
    await office.settle(bot);
    expect(says(dmOf()).at(-1)).toBe('-# Robin · Lantern Games\nBye');
  });

  test('a late staff message does not shorten what the closing waits for', async () => {
    const post = await openTicket();
    office.discord.befall('sendToUser', ...Array.from({ length: 5 }, () => 'down' as const));
    bot.desk.handle(office.staffWrite(robin, post, 'Bye'));
    const reply = bot.desk.handle(office.closing(robin, post));
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId: office.discord.write(post, '[closed]') });
    bot.desk.handle(office.staffWrite(robin, post, 'Wait, one more thing'));
    await office.settle(bot);
    expect(log().indexOf('archivePost')).toBeGreaterThan(log().lastIndexOf('sendToUser'));
    expect(log().filter((type) => type === 'archivePost')).toHaveLength(1);
  });

  test('a failure learnt after closing is written into the post, which is archived again', async () => {
    const post = await openTicket();
    office.discord.befall('sendToUser', ...Array.from({ length: 10 }, () => 'down' as const), 'closedDms');
    bot.desk.handle(office.staffWrite(robin, post, 'Bye'));
    const reply = bot.desk.handle(office.closing(robin, post));
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId: office.discord.write(post, '[closed]') });
    await office.settle(bot);
    expect(says(post).slice(-2)).toEqual(['[closed]', '[notDeliveredToUser]']);
    expect(log().slice(-5)).toEqual(['sendToUser', 'wakePost', 'sendToPost', 'react on post', 'archivePost']);
  });
});

describe("an interaction's answer", () => {
  test('that could not be given is said by a message instead', async () => {
    const post = await openTicket();
    const reply = bot.desk.handle(office.closing(robin, post));
    bot.delivery.unanswered(reply?.entryId ?? 0, false);
    await office.settle(bot);
    expect(says(post).at(-1)).toBe('[closed]');
    expect(office.discord.posts[0]?.archived).toBe(true);
  });

  test('of which nobody knows is looked for first', async () => {
    const post = await openTicket();
    const reply = bot.desk.handle(office.closing(robin, post));
    office.discord.write(post, '[closed]');
    bot.delivery.unanswered(reply?.entryId ?? 0, null);
    await office.settle(bot);
    expect(says(post).filter((text) => text === '[closed]')).toHaveLength(1);
    expect(log()).toEqual(['find sendToPost', 'archivePost']);
  });

  test('of which nobody knows is looked for again where the first look failed', async () => {
    const post = await openTicket();
    const reply = bot.desk.handle(office.closing(robin, post));
    office.discord.write(post, '[closed]');
    office.discord.befall('find sendToPost', 'unknownOutcome', 'down');
    bot.delivery.unanswered(reply?.entryId ?? 0, null);
    await office.settle(bot);
    expect(says(post).filter((text) => text === '[closed]')).toHaveLength(1);
  });

  test('that came after all changes nothing', async () => {
    const post = await openTicket();
    const reply = bot.desk.handle(office.closing(robin, post));
    const messageId = office.discord.write(post, '[closed]');
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId });
    bot.delivery.unanswered(reply?.entryId ?? 0, null);
    bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId });
    bot.desk.failed(reply?.entryId ?? 0, 'refused');
    await office.settle(bot);
    expect(says(post).filter((text) => text === '[closed]')).toHaveLength(1);
  });
});

describe('the end', () => {
  test('a token that is no longer valid is reported, and the message stays', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'unauthorized');
    bot.desk.handle(office.userWrites(mia, 'Anyone?'));
    await office.breathe();
    expect(bot.broken.map(({ message }) => message)).toEqual(['unauthorized']);
    expect(says(post)).not.toContain('-# Mia\nAnyone?');
    expect(bot.store.outbox.size()).toBe(1);
  });

  test('stopping waits for what is under way and begins nothing new', async () => {
    await openTicket();
    bot.desk.handle(office.userWrites(mia, 'One'));
    bot.desk.handle(office.userWrites(mia, 'Two'));
    const stopping = bot.delivery.stop();
    await stopping;
    bot.delivery.wake(bot.store.outbox.places());
    await office.breathe();
    expect(log().filter((type) => type === 'sendToPost').length).toBeLessThanOrEqual(1);
    const next = office.open();
    next.delivery.start();
    await office.settle(next);
    expect(says(office.discord.posts[0]?.id ?? '').slice(-2)).toEqual(['-# Mia\nOne', '-# Mia\nTwo']);
  });

  test('what stopping finds waiting for its time is left for the next start', async () => {
    const post = await openTicket();
    office.discord.befall('sendToPost', 'down');
    bot.desk.handle(office.userWrites(mia, 'One'));
    await office.breathe();
    await bot.delivery.stop();
    expect(office.clock.toNextAlarm()).toBe(false);
    expect(says(post)).not.toContain('-# Mia\nOne');
  });

  test('a bug in one place leaves it for a minute; the others go on', async () => {
    const post = await openTicket();
    let thrown = 0;
    const broken = office.open(undefined, {
      onBroken: () => {
        thrown += 1;
        return true;
      },
      perform: (effect, request, leaveOut) => {
        if (effect.type === 'sendToPost' && thrown === 0) throw new Error('a bug');
        return office.discord.perform(effect, request, leaveOut);
      },
    });
    broken.delivery.start();
    await bot.delivery.stop();
    const begun = office.clock.now();
    broken.desk.handle(office.userWrites(mia, 'One'));
    broken.desk.handle(office.userWrites(jonas, 'I am Jonas'));
    await office.breathe();
    expect(thrown).toBe(1);
    await office.settle(broken);
    expect(says(post).at(-1)).toBe('-# Mia\nOne');
    expect(office.clock.now() - begun).toBeGreaterThanOrEqual(60_000);
    expect(says(dmOf(jonas))).toContain('[messageSent]');
  });
});

test('a post that was surely not made is asked for anew each time: its tags may have changed', async () => {
  const prepared: string[] = [];
  const prepare: typeof office.discord.prepare = (effect, address, nonce) => {
    prepared.push(effect.type);
    return office.discord.prepare(effect, address, nonce);
  };
  bot = office.open(undefined, { prepare });
  bot.delivery.start();
  office.discord.befall('openPost', 'busy', 'forbidden', 'answerLost');
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  expect(prepared.filter((type) => type === 'openPost')).toHaveLength(3);
  expect(office.discord.posts).toHaveLength(1);
});
