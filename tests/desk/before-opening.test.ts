import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { PromptChoice } from '../../src/ticket/prompt-events.ts';
import type { ChannelId, MessageId, Person, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const minute = 60_000;

let office: Office;
let bot: Incarnation;
let presses: number;
beforeEach(() => {
  presses = 0;
  office = createOffice({ offersAnonymity: true });
  live();
});

/** A process begins, after whichever ran before. */
function live(): void {
  office.clock.clear();
  bot = office.open();
  bot.delivery.start();
  bot.timers.start();
}

const says = (channelId: string): string[] => office.discord.channel(channelId).map((message) => message.says);
const dm = (): string[] => says(`5${mia.id}`);
const writes = async (text: string, user: Person = mia): Promise<void> => {
  bot.desk.handle(office.userWrites(user, text));
  await office.settle(bot);
};

const pass = async (ms: number): Promise<void> => {
  office.clock.advance(ms);
  await office.breathe();
};

/** Robin closes a ticket. */
async function close(postId = ''): Promise<void> {
  const reply = bot.desk.handle(office.closing(robin, postId));
  bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId: office.discord.write(postId, '[closed]') });
  await office.settle(bot);
}

function press(choice: PromptChoice): OutsideEvent {
  presses += 1;
  const prompt = bot.store.prompt(mia.id);
  return {
    key: `interaction:press${presses}`,
    type: 'promptAnswered',
    language: null,
    userId: mia.id,
    promptId: prompt?.id ?? '',
    choice,
    messageId: prompt?.messageId ?? ('' as MessageId),
  };
}

describe('what a user wrote and was asked about', () => {
  test('becomes one ticket, in order, however many messages it is', async () => {
    await writes('Hello');
    await writes('It is about my order');
    expect(dm()).toEqual(['Hello', '[beforeOpening]', 'It is about my order']);
    const answer = bot.desk.handle(press('anonymous'))?.answer;
    expect(answer).toMatchObject({ to: 'message', statement: { type: 'promptTaken' } });
    // Pressed twice, it counts once.
    bot.desk.handle(press('anonymous'));
    await office.settle(bot);
    const [post] = office.discord.posts;
    const { userName = '', isAnonymous } = bot.store.ticket(1 as TicketId) ?? {};
    expect(isAnonymous).toBe(true);
    expect(says(post?.id ?? '')).toEqual(['[facts]', `-# ${userName}\nHello`, `-# ${userName}\nIt is about my order`]);
    expect(dm()).toEqual(['Hello', '[messageSent]', 'It is about my order']);
    expect(office.discord.posts).toHaveLength(1);
  });

  test('waits through a restart, and ten minutes of the bot’s time, for an answer', async () => {
    await writes('Hello');
    // Nobody could answer while it was down.
    office.clock.clear();
    await pass(60 * minute);
    live();
    await pass(9 * minute);
    expect(bot.store.prompt(mia.id)?.isLapsed).toBe(false);
    await pass(minute + 1);
    expect(bot.store.prompt(mia.id)?.isLapsed).toBe(true);
    expect(office.discord.posts).toEqual([]);
    bot.desk.handle(press('send'));
    await office.settle(bot);
    expect(says(office.discord.posts[0]?.id ?? '')).toEqual(['[facts]', '-# Mia\nHello']);
  });

  test('is in one ticket, and stays anonymous, at whichever step the process is killed', async () => {
    for (let dead = 1; ; dead += 1) {
      office = createOffice({ offersAnonymity: true });
      live();
      const written = office.userWrites(mia, 'Hello');
      let steps = 0;
      office.clock.clear();
      bot = office.open({ burn: () => (steps += 1) >= dead });
      try {
        bot.delivery.start();
        bot.desk.handle(written);
        await office.settle(bot);
        bot.desk.handle(press('anonymous'));
        await office.settle(bot);
      } catch {
        // Killed.
      }
      const wasKilled = steps >= dead;
      live();
      // Discord tells again, and the question is still there.
      bot.desk.handle(written);
      await office.settle(bot);
      if (bot.store.prompt(mia.id)?.chosen === null) bot.desk.handle(press('anonymous'));
      await office.settle(bot);
      const said = office.discord.posts.map(({ id }) => says(id));
      const { userName } = bot.store.ticket(1 as TicketId) ?? {};
      expect([dead, said]).toEqual([dead, [['[facts]', `-# ${userName}\nHello`]]]);
      expect([dead, userName === mia.name]).toEqual([dead, false]);
      if (!wasKilled) break;
    }
  });

  test('is dropped on "cancel"', async () => {
    await writes('Hello');
    bot.desk.handle(press('never'));
    await office.settle(bot);
    expect(office.discord.posts).toEqual([]);
    expect(bot.store.user(mia.id)?.draftFor).toBeNull();
  });
});

describe('of two open tickets', () => {
  /** Mia's named ticket 1 was closed, she opened the anonymous ticket 2, and staff opened 1 again. */
  async function openBoth(): Promise<void> {
    await writes('By name');
    bot.desk.handle(press('send'));
    await office.settle(bot);
    await close(office.discord.posts[0]?.id);
    await pass(11 * minute);
    await writes('Without');
    bot.desk.handle(press('anonymous'));
    await office.settle(bot);
    const answerTo = { interactionId: '1', applicationId: '2', token: 'token', language: 'en' };
    const reopen = { reason: null, isReasonVisible: false, ticketId: 1 as TicketId, by: robin, answerTo, serverId };
    bot.desk.handle({ key: 'reopen', type: 'reopenCommanded', channelId: '777' as ChannelId, ...reopen });
    await office.settle(bot);
    expect([1, 2].map((id) => bot.store.ticket(id as TicketId)?.status)).toEqual(['open', 'open']);
  }

  test('the anonymous one takes what doesn’t say otherwise; that there is one, nobody of the staff learns', async () => {
    await openBoth();
    expect(office.discord.laterAnswers.map(({ type }) => type)).toEqual(['nowOpen']);
    await writes('Which?');
    await office.settle(bot);
    const { userName = '' } = bot.store.ticket(2 as TicketId) ?? {};
    expect(says(office.discord.posts[1]?.id ?? '').at(-1)).toBe(`-# ${userName}\nWhich?`);
  });

  test('a reply goes to the ticket of the message that it replies to', async () => {
    await openBoth();
    const [first] = office.discord.posts;
    bot.desk.handle(office.staffWrite(robin, first?.id ?? '', 'About your name'));
    await office.settle(bot);
    const answer = office.discord.channel(`5${mia.id}`).at(-1);
    bot.desk.handle(office.userWrites(mia, 'To that', answer?.id as MessageId));
    await office.settle(bot);
    expect(says(first?.id ?? '').at(-1)).toBe('-# Mia\nTo that');
  });

  test('where the anonymous one can’t be opened again, what was written stays anonymous all the same', async () => {
    await writes('Without');
    bot.desk.handle(press('anonymous'));
    await office.settle(bot);
    const [post] = office.discord.posts;
    await close(post?.id);
    await writes('Thanks');
    const reopening = press('reopen');
    bot.desk.postDeleted(post?.id as never);
    bot.desk.handle(reopening);
    await office.settle(bot);
    expect(bot.store.ticket(2 as TicketId)).toMatchObject({ isAnonymous: true, status: 'open' });
  });
});
