import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { Rating } from '../../src/ticket/feedback.ts';
import type { FormField, FormValues } from '../../src/ticket/form.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { ChannelId, MessageId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const dm = `5${mia.id}`;
const board = '777';
const one = 1 as TicketId;
const day = 24 * 60 * 60_000;

const improve: FormField = {
  type: 'text',
  id: 'improve',
  label: 'What could be better?',
  description: null,
  isRequired: true,
  style: 'short',
  minLength: 0,
  maxLength: 4000,
  placeholder: null,
  initial: null,
};
const usual = { thankYou: null, form: [], channelId: board as ChannelId, ratingTags: true };

let office: Office;
let bot: Incarnation;
let post: string;

/** The process that ran is dead; another begins. */
function live(): void {
  office.clock.clear();
  bot = office.open();
  bot.delivery.start();
  bot.timers.start();
}

async function begin(feedback: Partial<NonNullable<Rules['feedback']>> = {}): Promise<void> {
  office = createOffice({ feedback: { ...usual, ...feedback } });
  live();
  await tell(office.userWrites(mia, 'Hello'));
  post = office.discord.posts[0]?.id ?? '';
}

/** Something happens, and all that follows. */
async function tell(...events: OutsideEvent[]): Promise<unknown> {
  let answer: unknown = null;
  for (const event of events) {
    const reply = bot.desk.handle(event);
    answer = reply?.answer ?? null;
    if ((reply?.entryId ?? null) !== null) bot.desk.performed(reply?.entryId ?? 0, { type: 'done' });
    await office.settle(bot);
  }
  return answer;
}

const close = (comment: string | null = null) => tell(office.closing(robin, post, { comment }));
const feedbackOf = () => bot.store.ticket(one)?.feedback ?? null;
/** What the bot said since the ticket was opened. */
const inDm = () =>
  office.discord
    .channel(dm)
    .map(({ says }) => says)
    .filter((text) => text.startsWith('[') && text !== '[messageSent]');
const onBoard = () => office.discord.channel(board).map(({ says }) => says);
const question = () => office.discord.channel(dm).findLast(({ says }) => says === '[feedback]')?.id as MessageId;

/** What Mia's button says of itself stays the same, whatever the database knows. */
function press(rating: Rating, about: { askedAt?: number; by?: typeof mia } = {}): OutsideEvent {
  const id = office.discord.write('presses', String(rating));
  const { askedAt = feedbackOf()?.askedAt ?? 0, by = mia } = about;
  const given = { userId: by.id, ticketId: one, id, rating, askedAt };
  return { key: `interaction:${id}`, type: 'feedbackRated', messageId: question(), ...given };
}

function send(values: FormValues, rating: Rating = 4): OutsideEvent {
  const id = office.discord.write('presses', 'form');
  const given = { userId: mia.id, ticketId: one, id, rating, askedAt: feedbackOf()?.askedAt ?? 0 };
  return { key: `interaction:${id}`, type: 'feedbackSent', values, ...given };
}

const reopen = (): OutsideEvent => {
  const id = office.discord.write('presses', 'reopen');
  const answerTo = { interactionId: id, applicationId: '2', token: 'secret', language: 'en' };
  const used = { serverId, channelId: 'elsewhere' as ChannelId, ticketId: one, by: robin } as const;
  const wish = { reason: null, isReasonVisible: false, answerTo };
  return { key: `interaction:${id}`, type: 'reopenCommanded', ...used, ...wish };
};

const says = (stage: string) => ({ to: 'message', statement: expect.objectContaining({ type: 'feedback', stage }) });
const requests = (...kinds: string[]) => office.discord.requests.filter((kind) => kinds.includes(kind));

describe('closing a ticket', () => {
  beforeEach(() => begin());

  test('asks its user in one message, also where nothing else is said', async () => {
    await close('Solved');
    expect(inDm()).toEqual(['[feedback]']);
    expect(feedbackOf()).toMatchObject({ messageId: question(), rating: null, farewell: { comment: 'Solved' } });
  });

  test('by a request that the user agrees to asks, too; and so does one whose time is over', async () => {
    const asking = (closeInMs: number | null): OutsideEvent => {
      const used = { serverId, channelId: post as ChannelId, ticketId: null, by: robin } as const;
      const request = { id: 'r1', comment: null, shareComment: true, closeInMs };
      return { key: 'interaction:r1', type: 'closeRequested', ...used, ...request };
    };
    const agreeing = { userId: mia.id, ticketId: one, requestId: 'r1', choice: 'close' } as const;
    await tell(asking(null));
    const answer = await tell({ key: 'interaction:a1', type: 'closeRequestAnswered', ...agreeing });
    expect(answer).toEqual({ to: 'message', statement: { type: 'agreedToClose' } });
    expect(inDm().at(-1)).toBe('[feedback]');
    await begin();
    await tell(asking(600_000));
    office.clock.advance(700_000);
    await office.settle(bot);
    expect(inDm()).toEqual(['[askedNoMore]', '[feedback]']);
  });

  test('at the planned time asks', async () => {
    await tell(office.closing(robin, post, { inMs: 3_600_000 }));
    office.clock.advance(3_700_000);
    await office.settle(bot);
    expect(inDm().at(-1)).toBe('[feedback]');
  });

  test('by deleting its post asks nobody', async () => {
    bot.desk.postDeleted(bot.store.ticket(one)?.postId ?? ('' as never));
    await office.settle(bot);
    expect(inDm()).toEqual([]);
    expect(feedbackOf()).toBeNull();
  });

  test('whose user can’t be reached: nobody hears of it where nothing else was to be said, and they may be asked another time', async () => {
    office.discord.befall('sendToUser', 'closedDms');
    await close();
    expect(office.discord.channel(post).map(({ says: text }) => text)).not.toContain('[notDeliveredToUser]');
    expect(feedbackOf()).toBeNull();
    await tell(reopen());
    office.discord.befall('sendToUser', 'closedDms');
    await close('Solved');
    expect(office.discord.channel(post).at(-1)?.says).toBe('[notDeliveredToUser]');
  });
});

describe('a rating', () => {
  beforeEach(async () => {
    await begin();
    await close();
  });

  test('counts at once: staff read it, the closed post bears its tag, and the user may change it', async () => {
    expect(await tell(press(4))).toEqual(says('thanked'));
    expect(feedbackOf()).toMatchObject({ rating: 4, sentAt: null });
    expect(onBoard()).toEqual(['[feedback 4]']);
    const rated = { status: 'closed', activity: null, rating: 4 };
    expect(office.discord.posts[0]).toMatchObject({ archived: true, tags: rated });
    await tell(press(2));
    expect(onBoard()).toEqual(['[feedback 2]']);
    expect(office.discord.posts[0]).toMatchObject({ archived: true, tags: { ...rated, rating: 2 } });
  });

  test('costs two requests for the tag and one for the channel; given a second time, none', async () => {
    office.discord.requests.length = 0;
    await tell(press(4));
    expect(office.discord.requests.toSorted()).toEqual(['archivePost', 'showFeedback', 'wakePost']);
    await tell(press(4));
    expect(office.discord.requests).toHaveLength(3);
  });

  test('is taken within 14 days, also by another process; after that the question says that it is over', async () => {
    office.clock.clear();
    office.clock.advance(14 * day);
    live();
    const late = press(3);
    office.clock.advance(1);
    expect(await tell(late)).toEqual(says('over'));
    expect(feedbackOf()?.rating).toBeNull();
    office.clock.advance(-1);
    await tell(press(3));
    office.clock.advance(1);
    expect(await tell(press(5))).toEqual(says('settled'));
    expect(feedbackOf()?.rating).toBe(3);
  });

  test('is the user’s alone', async () => {
    await tell(press(1, { by: person('Jonas') }));
    expect(feedbackOf()?.rating).toBeNull();
    expect(onBoard()).toEqual([]);
  });

  test('may come while the post is still being closed', async () => {
    await begin();
    bot.desk.handle(office.closing(robin, post));
    await office.breathe();
    bot.desk.handle(press(5));
    await office.settle(bot);
    expect(office.discord.posts[0]).toMatchObject({ archived: true, tags: { status: 'closed', rating: 5 } });
    expect(requests('wakePost')).toEqual([]);
  });

  test('counts where the database has forgotten that it was asked for', async () => {
    const { askedAt } = feedbackOf() ?? {};
    office.database.prepare('DELETE FROM feedback').run();
    await tell(press(5, { askedAt: askedAt ?? 0 }));
    expect(feedbackOf()).toMatchObject({ askedAt, rating: 5, messageId: question() });
  });

  test('of which nobody knows whether it was shown to staff is shown once', async () => {
    office.discord.befall('showFeedback', 'answerLost');
    bot.desk.handle(press(4));
    await office.breathe();
    live();
    await office.settle(bot);
    expect(onBoard()).toEqual(['[feedback 4]']);
    await tell(press(1));
    expect(onBoard()).toEqual(['[feedback 1]']);
  });
});

describe('after yesterday’s backup was restored', () => {
  /** Another process, on the database as it was. */
  const restore = async (backup: Buffer): Promise<void> => {
    void bot.delivery.stop();
    office.restore(backup);
    live();
    await office.settle(bot);
  };

  beforeEach(async () => {
    await begin();
    await close();
  });

  test('what was on its way to staff then isn’t shown a second time', async () => {
    office.discord.befall('showFeedback', 'down');
    bot.desk.handle(press(4));
    const backup = office.backUp();
    await office.settle(bot);
    expect(onBoard()).toEqual(['[feedback 4]']);
    await restore(backup);
    expect(onBoard()).toEqual(['[feedback 4]']);
    await tell(press(2));
    expect(onBoard()).toEqual(['[feedback 2]']);
  });

  test('the question that was asked isn’t asked again', async () => {
    await tell(reopen());
    bot.desk.handle(office.closing(robin, post));
    const backup = office.backUp();
    await office.settle(bot);
    const before = inDm();
    await restore(backup);
    expect(inDm()).toEqual(before);
    await tell(press(3));
    expect(onBoard()).toEqual(['[feedback 3]']);
  });
});

describe('a channel', () => {
  beforeEach(async () => {
    await begin();
    await close();
  });

  test('in which the bot may not write holds up nothing, and gets what was said last once it may', async () => {
    office.discord.befall('showFeedback', 'forbidden', 'forbidden');
    bot.desk.handle(press(4));
    await office.breathe();
    bot.desk.handle(press(2));
    await office.breathe();
    expect(office.discord.posts[0]).toMatchObject({ archived: true, tags: { rating: 2 } });
    expect(onBoard()).toEqual([]);
    await office.settle(bot);
    expect(onBoard()).toEqual(['[feedback 2]']);
  });

  test('that isn’t there is given up', async () => {
    office.discord.befall('showFeedback', 'lost');
    await tell(press(4));
    expect(bot.store.outbox.size()).toBe(0);
    expect(feedbackOf()?.rating).toBe(4);
  });
});

describe('with a form, a rating', () => {
  beforeEach(async () => {
    await begin({ form: [improve] });
    await close();
  });

  test('opens it, and stays where it is dismissed', async () => {
    const { askedAt } = feedbackOf() ?? {};
    const about = { ticketId: one, askedAt, rating: 4 };
    expect(await tell(press(4))).toEqual({ to: 'form', form: { type: 'feedback', ...about, fields: [improve] } });
    expect(onBoard()).toEqual(['[feedback 4]']);
    expect(requests('editStatement')).toHaveLength(1);
    await tell(press(4));
    expect(requests('editStatement')).toHaveLength(1);
  });

  test('can’t be changed any more once it is sent: then come the thanks', async () => {
    await tell(press(4));
    expect(await tell(send({ improve: ['More music'] }))).toEqual(says('settled'));
    expect(feedbackOf()?.answers).toEqual([{ label: 'What could be better?', values: ['More music'] }]);
    expect(onBoard()).toEqual(['[feedback 4 More music]']);
    expect(await tell(press(1))).toEqual(says('settled'));
    expect(await tell(send({ improve: ['Less music'] }))).toEqual(says('settled'));
    expect(onBoard()).toEqual(['[feedback 4 More music]']);
  });

  test('that still was to stand there doesn’t come over the thanks', async () => {
    office.discord.befall('editStatement', 'down');
    bot.desk.handle(press(4));
    await office.breathe();
    bot.desk.handle(send({ improve: ['More music'] }));
    const waiting = bot.store.outbox.waitingIn(`user/${mia.id}`).map((id) => bot.store.outbox.get(id)?.effect);
    expect(waiting).toMatchObject([{ type: 'editStatement', statement: { stage: 'settled' } }]);
  });

  test('takes what was written into it however late it is sent, also by another process', async () => {
    await tell(press(4));
    office.clock.clear();
    office.clock.advance(15 * day);
    live();
    await tell(send({ improve: ['Faster'] }));
    expect(onBoard()).toEqual(['[feedback 4 Faster]']);
  });
});

describe('a ticket that is opened again', () => {
  beforeEach(async () => {
    await begin();
    await close();
  });

  test('before it was rated: the question goes, and the next closing asks', async () => {
    const { askedAt = 0 } = feedbackOf() ?? {};
    await tell(reopen());
    expect(feedbackOf()).toBeNull();
    expect(requests('editStatement')).toHaveLength(1);
    expect(await tell(press(1, { askedAt }))).toEqual(says('needless'));
    office.clock.advance(1000);
    await close();
    expect(inDm().filter((text) => text === '[feedback]')).toHaveLength(2);
    expect(await tell(press(1, { askedAt }))).toEqual(says('needless'));
    await tell(press(5));
    expect(onBoard()).toEqual(['[feedback 5]']);
  });

  test('after it was rated keeps its rating, and isn’t asked about again', async () => {
    await tell(press(4));
    await tell(reopen());
    expect(office.discord.posts[0]?.tags).toEqual({ status: 'open', activity: 'unanswered' });
    await close('Solved');
    expect(inDm().at(-1)).toBe('[closedForUser]');
    expect(office.discord.posts[0]?.tags).toMatchObject({ status: 'closed', rating: 4 });
  });

  test('while the question waits to be sent: it goes as soon as it stands there', async () => {
    await begin();
    office.discord.befall('sendToUser', 'down');
    bot.desk.handle(office.closing(robin, post));
    await office.breathe();
    bot.desk.performed(bot.store.outbox.waitingIn('post/1').at(-1) ?? 0, { type: 'done' });
    await tell(reopen());
    expect(feedbackOf()).toBeNull();
    expect(requests('editStatement')).toHaveLength(1);
  });
});

test('an anonymous user is shown by their alias alone', async () => {
  await begin({ form: [improve] });
  office.database.prepare("UPDATE tickets SET is_anonymous = 1, user_name = 'Green Otter'").run();
  await close();
  await tell(press(4));
  bot.desk.handle(send({ improve: [`I am <@${mia.id}>`] }));
  const waiting = bot.store.outbox.waitingIn(`channel/${board}`).map((id) => bot.store.outbox.get(id)?.effect);
  expect(waiting).toMatchObject([
    { user: { name: 'Green Otter', id: null }, answers: [{ values: ['I am Green Otter'] }] },
  ]);
});

test('without a word about feedback nobody is asked', async () => {
  office = createOffice();
  live();
  await tell(office.userWrites(mia, 'Hello'));
  post = office.discord.posts[0]?.id ?? '';
  await close();
  expect(inDm()).toEqual([]);
});
