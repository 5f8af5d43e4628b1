import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { MessageTyped } from '../../src/ticket/commands.ts';
import type { ChannelId, MessageId, Person, UserId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Fuse, Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const jonas = person('Jonas');
const robin = person('Robin');
const lounge = '77' as ChannelId;

let office: Office;
let bot: Incarnation;

beforeEach(() => {
  office = createOffice();
  live();
});

/** A process begins, after whichever ran before. */
function live(fuse?: Fuse): void {
  office.clock.clear();
  bot = office.open(fuse);
  bot.delivery.start();
}

type Changes = Partial<Pick<MessageTyped, 'to' | 'channelId' | 'isAnonymous'>>;

/** Robin uses `/send`, for Mia unless told otherwise. */
function types(text: string, changes: Changes = {}): OutsideEvent {
  const id = office.discord.write('commands', text);
  const answerTo = { interactionId: id, applicationId: '2', token: 'secret', language: 'en' };
  const used = { serverId, channelId: lounge, ticketId: null, by: robin, to: mia.id, isAnonymous: null, ...changes };
  return { key: `interaction:${id}`, type: 'messageTyped', id, text, typedAt: office.clock.now(), answerTo, ...used };
}

async function when(event: OutsideEvent): Promise<string> {
  const answer = bot.desk.handle(event)?.answer;
  await office.settle(bot);
  return answer === undefined || !('statement' in answer) ? (answer?.to ?? 'nothing') : answer.statement.type;
}

const dmOf = ({ id }: Person) => `5${id}`;
/** What the bot wrote to somebody. */
const toldTo = (who: Person) =>
  office.discord.channel(dmOf(who)).flatMap(({ says, nonce }) => (nonce === null ? [] : [says]));
const inPost = (index = 0) => office.discord.channel(office.discord.posts[index]?.id ?? '').map(({ says }) => says);
const answers = () => office.discord.laterAnswers.map(({ type }) => type);
const log = () => office.discord.requests;
const heading = '-# From the staff of Harbour';

describe('/send outside of a ticket', () => {
  test('asks whether the person is a member, opens the DM, sends, and says so', async () => {
    expect(await when(types('Hello Mia'))).toBe('later');
    expect(log()).toEqual(['lookUpMember', 'openDm', 'sendToUser', 'answerLater']);
    expect(toldTo(mia)).toEqual([`${heading}\nHello Mia`]);
    expect(answers()).toEqual(['isSentOutside']);
    expect(office.discord.posts).toEqual([]);
  });

  test('opens the DM once, and remembers it', async () => {
    await when(types('One'));
    await when(types('Two'));
    expect(log().filter((type) => type === 'openDm')).toHaveLength(1);
    expect(toldTo(mia)).toEqual([`${heading}\nOne`, `${heading}\nTwo`]);
  });

  test('isn’t for somebody who is no member, and begins no conversation with them', async () => {
    office.discord.nobodyIsMember();
    await when(types('Hello'));
    expect(log()).toEqual(['lookUpMember', 'answerLater']);
    expect(answers()).toEqual(['recipientNotAMember']);
    expect(bot.store.openings.since(0)).toEqual({ openedAt: [], refusedAt: null });
  });

  test('names a person, has no wish for an alias, and says something', async () => {
    expect(await when(types('Hello', { to: null }))).toBe('noRecipient');
    expect(await when(types('Hello', { isAnonymous: true }))).toBe('notAnonymousOutside');
    expect(await when(types('Hello', { isAnonymous: false }))).toBe('notAnonymousOutside');
    expect(await when(types(' \u200b'))).toBe('nothingToSend');
    expect(log()).toEqual([]);
  });

  test('asks for the message where there is none, unless it would be refused', async () => {
    const {
      text: _text,
      typedAt: _typedAt,
      answerTo: _answerTo,
      id: _id,
      ...asked
    } = types('') as MessageTyped & { key: string };
    expect(bot.desk.handle({ ...asked, type: 'messageAsked' })?.answer).toEqual({
      to: 'form',
      form: { type: 'send', to: mia.id, isAnonymous: null },
    });
    const wish = { ...asked, key: 'another', type: 'messageAsked', isAnonymous: true } as const;
    expect(bot.desk.handle(wish)?.answer).toEqual({ to: 'invoker', statement: { type: 'notAnonymousOutside' } });
    expect(log()).toEqual([]);
  });

  test('tells whoever sent it that the person takes no messages, and nobody else', async () => {
    office.discord.befall('sendToUser', 'closedDms');
    await when(types('Long. '.repeat(500)));
    expect(office.discord.laterAnswers).toEqual([{ type: 'isNotSent', by: robin.id, reason: 'closedDms' }]);
    expect(toldTo(mia)).toEqual([]);
    expect(bot.store.outbox.size()).toBe(0);
  });

  test('works once where its answer is lost', async () => {
    office.discord.befall('openDm', 'answerLost');
    office.discord.befall('sendToUser', 'answerLost');
    await when(types('Hello'));
    expect(toldTo(mia)).toEqual([`${heading}\nHello`]);
    expect(answers()).toEqual(['isSentOutside']);
  });
});

describe('that it could not be delivered, where the answer can’t be given any more,', () => {
  beforeEach(() => {
    office.discord.befall('sendToUser', 'closedDms');
    office.discord.befall('answerLater', 'gone');
  });

  test('is told in the post where it was used, without a name', async () => {
    await when(office.userWrites(jonas, 'Hi'));
    office.discord.befall('sendToUser', 'closedDms');
    const post = office.discord.posts[0]?.id as ChannelId;
    office.discord.befall('answerLater', 'gone');
    await when(types('Hello', { channelId: post }));
    expect(inPost().at(-1)).toBe('[outsideNotSent]');
  });

  test('is told whoever sent it by DM, where they have one', async () => {
    bot.store.saveUser({ person: robin, channelId: dmOf(robin) as ChannelId, draftFor: null, refusedAt: null });
    await when(types('Hello'));
    expect(toldTo(robin)).toEqual(['[outsideNotSent]']);
  });

  test('is told nowhere else', async () => {
    await when(types('Hello'));
    expect(log()).toEqual(['lookUpMember', 'openDm', 'sendToUser', 'answerLater']);
  });
});

describe('in a ticket’s post', () => {
  let post: ChannelId;
  beforeEach(async () => {
    await when(office.userWrites(mia, 'Hi'));
    post = office.discord.posts[0]?.id as ChannelId;
  });

  test('naming the ticket’s own user is the same as naming nobody', async () => {
    await when(types('Hello', { channelId: post }));
    expect(toldTo(mia).at(-1)).toBe('-# Robin · Lantern Games\nHello');
    expect(inPost().at(-1)).toBe('Robin: Hello');
  });

  test('naming somebody else is outside of the ticket', async () => {
    await when(types('Hello', { channelId: post, to: jonas.id }));
    expect(toldTo(jonas)).toEqual([`${heading}\nHello`]);
    expect(inPost()).toHaveLength(2);
  });

  test('of an anonymous ticket everybody who is named is outside, its user as well', async () => {
    office.database.exec('UPDATE tickets SET is_anonymous = 1');
    log().length = 0;
    await when(types('Hello', { channelId: post }));
    expect(toldTo(mia).at(-1)).toBe(`${heading}\nHello`);
    expect(answers()).toEqual(['isSentOutside']);
    expect(inPost()).toHaveLength(2);
  });
});

describe('an answer', () => {
  const sent = async (): Promise<MessageId> => {
    await when(types('Have you seen my keys?'));
    return office.discord.channel(dmOf(mia)).at(-1)?.id as MessageId;
  };

  test('opens a ticket that quotes what it answers, before it', async () => {
    await sent();
    await when(office.userWrites(mia, 'Under the mat'));
    expect(inPost()).toEqual(['[facts]', '[answersOutside]', '-# Mia\nUnder the mat']);
  });

  test('that is a Discord reply stands below the quotation', async () => {
    const message = await sent();
    await when(office.userWrites(mia, 'Under the mat', message));
    const [, quotation, copy] = office.discord.channel(office.discord.posts[0]?.id ?? '');
    expect(copy?.replyTo).toBe(quotation?.id);
  });

  test('opens one right after another ticket was closed, too', async () => {
    await when(office.userWrites(mia, 'Hi'));
    await when(office.closing(robin, office.discord.posts[0]?.id ?? ''));
    await sent();
    await when(office.userWrites(mia, 'Under the mat'));
    expect(inPost(1)).toEqual(['[facts]', '[answersOutside]', '-# Mia\nUnder the mat']);
  });

  test('is none once the person got something else', async () => {
    const message = await sent();
    await when(office.userWrites(mia, 'Under the mat'));
    await when(office.closing(robin, office.discord.posts[0]?.id ?? ''));
    office.clock.advance(11 * 60_000);
    await when(office.userWrites(mia, 'Something new'));
    expect(inPost(1)).toEqual(['[facts]', '-# Mia\nSomething new']);
    await when(office.closing(robin, office.discord.posts[1]?.id ?? ''));
    await when(office.userWrites(mia, 'The keys again', message));
    expect(inPost(2)).toEqual(['[facts]', '[answersOutside]', '-# Mia\nThe keys again']);
  });

  test('in an open ticket is quoted there, where it is a Discord reply, and once', async () => {
    await when(office.userWrites(mia, 'Hi'));
    const message = await sent();
    await when(office.userWrites(mia, 'By the way'));
    await when(office.userWrites(mia, 'Under the mat', message));
    await when(office.userWrites(mia, 'Or in the car', message));
    expect(inPost().slice(2)).toEqual([
      '-# Mia\nBy the way',
      '[answersOutside]',
      '-# Mia\nUnder the mat',
      '-# Mia\nOr in the car',
    ]);
  });

  describe('of somebody who has an anonymous ticket', () => {
    const chosen = (ticket: string): OutsideEvent => ({
      key: `chosen${ticket}`,
      type: 'promptChosen',
      menu: 'ticket',
      value: ticket,
      userId: mia.id,
      promptId: bot.store.prompt(mia.id)?.id ?? '',
      messageId: (office.discord.channel(dmOf(mia)).at(-1)?.id ?? '') as MessageId,
      language: null,
    });
    let message: MessageId;
    beforeEach(async () => {
      await when(office.userWrites(mia, 'Hi'));
      office.database.exec('UPDATE tickets SET is_anonymous = 1');
      message = await sent();
    });

    test.each<[string, () => MessageId | undefined]>([
      ['a Discord reply', () => message],
      ['the next message', () => undefined],
    ])('goes into it only if they say so: it would tell whose that is (%s)', async (_, replyTo) => {
      await when(office.userWrites(mia, 'Under the mat', replyTo()));
      expect(inPost()).toHaveLength(2);
      expect(toldTo(mia).at(-1)).toBe('[whichTicket]');
      await when(chosen('1'));
      // Staff know whom they wrote to: nothing is quoted.
      expect(inPost().slice(2)).toEqual(['-# Mia\nUnder the mat']);
      await when(office.userWrites(mia, 'And another thing'));
      expect(inPost().slice(3)).toEqual(['-# Mia\nAnd another thing']);
    });

    test('goes on there without asking once staff have written there', async () => {
      await when(office.staffWrite(robin, office.discord.posts[0]?.id ?? '', 'Hello'));
      await when(office.userWrites(mia, 'Thanks'));
      expect(inPost().at(-1)).toBe('-# Mia\nThanks');
    });
  });

  test('by somebody else to whom it wasn’t sent means nothing', async () => {
    const message = await sent();
    await when(office.userWrites(jonas, 'What keys?', message));
    expect(inPost()).toEqual(['[facts]', '-# Jonas\nWhat keys?']);
  });
});

describe('limits.dm_opening', () => {
  const toStranger = (index: number) => when(types('Hello', { to: String(2_000_000 + index) as UserId }));

  test('takes six within a minute, and says when there is room again', async () => {
    for (let index = 0; index < 6; index += 1) expect(await toStranger(index)).toBe('later');
    const firstAt = office.clock.now();
    expect(bot.desk.handle(types('Hello'))?.answer).toMatchObject({
      statement: { type: 'dmsSpent', at: firstAt + 60_000 },
    });
    office.clock.advance(60_000);
    expect(await when(types('Hello'))).toBe('later');
  });

  test('takes thirty within an hour', async () => {
    const begun = office.clock.now();
    for (let index = 0; index < 30; index += 1) {
      expect(await toStranger(index)).toBe('later');
      office.clock.advance(30_000);
    }
    expect(bot.desk.handle(types('Hello'))?.answer).toMatchObject({
      statement: { type: 'dmsSpent', at: begun + 60 * 60_000 },
    });
  });

  test('doesn’t count whom staff know: who had a ticket, or got such a message before', async () => {
    await when(office.userWrites(jonas, 'Hi'));
    for (let index = 0; index < 6; index += 1) await toStranger(index);
    expect(await toStranger(0)).toBe('later');
    expect(await when(types('Hello', { to: jonas.id }))).toBe('later');
    expect(await when(types('Hello'))).toBe('dmsSpent');
  });

  test('counts who had nothing but anonymous tickets: nobody learns of these by it', async () => {
    await when(office.userWrites(mia, 'Hi'));
    office.database.exec('UPDATE tickets SET is_anonymous = 1');
    for (let index = 0; index < 6; index += 1) await toStranger(index);
    expect(await when(types('Hello'))).toBe('dmsSpent');
  });

  test('stops for an hour at the first refusal of Discord, and nothing waits meanwhile', async () => {
    office.discord.befall('openDm', 'tooManyDms');
    await toStranger(0);
    expect(answers()).toEqual(['dmsStopped']);
    expect(await toStranger(1)).toBe('dmsStopped');
    expect(bot.store.outbox.size()).toBe(0);
    office.clock.advance(60 * 60_000);
    expect(await toStranger(1)).toBe('later');
  });

  test('stops, too, where Discord refuses the message itself', async () => {
    office.discord.befall('sendToUser', 'tooManyDms');
    await toStranger(0);
    expect(answers()).toEqual(['dmsStopped']);
    expect(await toStranger(1)).toBe('dmsStopped');
  });

  test('stops nothing of what is sent in tickets: it waits', async () => {
    await when(office.userWrites(mia, 'Hi'));
    office.discord.befall('sendToUser', 'tooManyDms');
    await when(office.staffWrite(robin, office.discord.posts[0]?.id ?? '', 'Hello'));
    expect(toldTo(mia).at(-1)).toBe('-# Robin · Lantern Games\nHello');
  });
});

describe('a process killed at any step', () => {
  interface Walked {
    readonly steps: readonly string[];
    readonly seen: unknown;
  }

  /** Robin writes to Mia, who answers; the process dies at a step (from 1), and another one goes on. */
  async function walk(deadStep: number): Promise<Walked> {
    office = createOffice();
    const steps: string[] = [];
    live({ burn: (step) => steps.push(step) >= deadStep });
    const told: OutsideEvent[] = [];
    for (const deed of [() => types('Hello'), () => office.userWrites(mia, 'Hi')]) {
      told.push(deed());
      await tell(told.slice(-1));
      if (steps.length < deadStep) continue;
      live();
      await tell(told);
      deadStep = Number.POSITIVE_INFINITY;
    }
    return { steps, seen: [toldTo(mia), inPost(), new Set(answers())] };
  }

  async function tell(events: readonly OutsideEvent[]): Promise<void> {
    try {
      for (const event of events) bot.desk.handle(event);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('killed')) throw error;
    }
    await office.settle(bot);
  }

  test('sends nothing twice and loses nothing', { timeout: 60_000 }, async () => {
    const whole = await walk(Number.POSITIVE_INFINITY);
    expect(whole.seen).toEqual([
      [`${heading}\nHello`, '[messageSent]'],
      ['[facts]', '[answersOutside]', '-# Mia\nHi'],
      new Set(['isSentOutside']),
    ]);
    expect(whole.steps.length).toBeGreaterThan(40);
    const harmed: unknown[] = [];
    for (const [index, step] of whole.steps.entries()) {
      const { seen } = await walk(index + 1);
      if (JSON.stringify(seen) !== JSON.stringify(whole.seen)) harmed.push({ killed: `${index + 1}: ${step}`, seen });
    }
    expect(harmed).toEqual([]);
  });
});
