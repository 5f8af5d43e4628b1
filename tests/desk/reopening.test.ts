import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { ReopenCommanded } from '../../src/ticket/commands.ts';
import type { PromptChoice } from '../../src/ticket/prompt-events.ts';
import type { ChannelId, MessageId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const day = 24 * 60 * 60_000;

let office: Office;
let bot: Incarnation;
let post: string;
let uses: number;
beforeEach(async () => {
  uses = 0;
  await openAndClose();
});

async function openAndClose(changes: Parameters<typeof createOffice>[0] = {}): Promise<void> {
  office = createOffice(changes);
  live();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
  bot.desk.handle(office.staffWrite(robin, post, 'Hello Mia'));
  await close();
}

async function close(where = post): Promise<void> {
  const reply = bot.desk.handle(office.closing(robin, where));
  const messageId = office.discord.write(where, '[closed]');
  bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId });
  await office.settle(bot);
}

/** A process begins, after whichever ran before. */
function live(): void {
  office.clock.clear();
  bot = office.open();
  bot.delivery.start();
  bot.timers.start();
}

const dm = (): string[] => says(`5${mia.id}`);
const says = (channelId: string): string[] => office.discord.channel(channelId).map((message) => message.says);
const ticket = (id = 1) => bot.store.ticket(id as TicketId);
const reopening = (changes: Partial<ReopenCommanded> = {}): { key: string } & ReopenCommanded => {
  uses += 1;
  return {
    key: `interaction:reopen${uses}`,
    type: 'reopenCommanded',
    serverId,
    channelId: '777' as ChannelId,
    ticketId: 1 as TicketId,
    by: robin,
    reason: null,
    isReasonVisible: false,
    answerTo: { interactionId: String(uses), applicationId: '2', token: 'secret', language: 'en' },
    ...changes,
  };
};
const question = () => office.discord.channel(`5${mia.id}`).find((message) => message.says === '[afterClosing]');
const press = (choice: PromptChoice, promptId = bot.store.prompt(mia.id)?.id ?? ''): OutsideEvent => {
  uses += 1;
  const messageId = (question()?.id ?? '') as MessageId;
  return {
    key: `interaction:press${uses}`,
    type: 'promptAnswered',
    language: null,
    userId: mia.id,
    promptId,
    choice,
    messageId,
  };
};
const when = async (event: OutsideEvent): Promise<void> => {
  bot.desk.handle(event);
  await office.settle(bot);
};
const answerTo = (event: OutsideEvent) => bot.desk.handle(event)?.answer;
const thank = (text = 'Thanks') => {
  const event = office.userWrites(mia, text);
  bot.desk.handle(event);
  return event;
};

describe('/reopen', () => {
  test('is answered also where opening the post takes its time', async () => {
    office.discord.befall('reopenPost', 'down');
    bot.desk.handle(reopening());
    await office.breathe();
    expect(office.discord.laterAnswers).toEqual([]);
    office.clock.toNextAlarm();
    await office.breathe();
    expect(office.discord.laterAnswers).toEqual([{ type: 'nowOpen', ticketId: 1 }]);
  });

  test('opens the post, says so on both sides, and answers when that is done', async () => {
    expect(answerTo(reopening())).toEqual({ to: 'later' });
    expect(office.discord.laterAnswers).toEqual([]);
    await office.settle(bot);
    expect(office.discord.laterAnswers).toEqual([{ type: 'nowOpen', ticketId: 1 }]);
    expect(office.discord.posts[0]).toMatchObject({
      archived: false,
      tags: { status: 'open', activity: 'awaitingResponse' },
    });
    expect(says(post).at(-1)).toBe('[reopened]');
    expect(dm().at(-1)).toBe('[reopenedForUser]');
    thank('I go on');
    await office.settle(bot);
    expect(says(post).at(-1)).toBe('-# Mia\nI go on');
    expect(ticket()).toMatchObject({ status: 'open', closedAt: null, activity: 'userResponded' });
  });

  test('asks Discord first where the user wasn’t heard of lately; who left can’t be reached', async () => {
    office.clock.advance(11 * 60_000);
    office.discord.requests.length = 0;
    bot.desk.handle(reopening());
    await office.settle(bot);
    expect(office.discord.requests.slice(0, 2)).toEqual(['lookUpMember', 'reopenPost']);
    await close();
    office.clock.advance(11 * 60_000);
    office.discord.nobodyIsMember();
    office.discord.requests.length = 0;
    bot.desk.handle(reopening());
    await office.settle(bot);
    expect(office.discord.requests).toEqual(['lookUpMember', 'answerLater']);
    expect(office.discord.laterAnswers.at(-1)).toEqual({ type: 'userNotAMember', server: 'Lantern Games' });
    expect(ticket()?.status).toBe('closed');
  });

  test('of a post that was deleted says so, and the ticket stays closed', async () => {
    office.discord.befall('reopenPost', 'gone');
    bot.desk.handle(reopening());
    await office.settle(bot);
    expect(office.discord.laterAnswers).toEqual([{ type: 'postIsGone', ticketId: 1 }]);
    expect(ticket()?.status).toBe('closed');
    expect(dm()).not.toContain('[reopenedForUser]');
  });

  test('is performed once, however often it is told, and survives a kill at every step', async () => {
    for (let dead = 1; dead < 60; dead += 1) {
      await openAndClose();
      let steps = 0;
      office.clock.clear();
      bot = office.open({ burn: () => (steps += 1) >= dead });
      const event = reopening();
      try {
        bot.delivery.start();
        bot.desk.handle(event);
        await office.settle(bot);
      } catch {
        // Killed.
      }
      const wasKilled = steps >= dead;
      live();
      bot.desk.handle(event);
      await office.settle(bot);
      expect(says(post).filter((text) => text === '[reopened]')).toHaveLength(1);
      expect(dm().filter((text) => text === '[reopenedForUser]')).toHaveLength(1);
      expect(office.discord.posts[0]?.archived).toBe(false);
      if (!wasKilled) return;
    }
    throw new Error('The process never came to its end.');
  });

  test('brings the changes that are made from then on, but none of what was made a note meanwhile', async () => {
    const edit = (messageId: MessageId, text: string) => {
      uses += 1;
      const editedAt = office.clock.now() + uses;
      const event = { type: 'edited', channelId: post as ChannelId, messageId, text, files: [], editedAt } as const;
      return when({ key: `edit:${uses}`, ...event });
    };
    const messageId = office.discord.channel(post).find((message) => message.says === 'Hello Mia')?.id as MessageId;
    await edit(messageId, '// She is difficult');
    await when(reopening());
    await edit(messageId, '// She is very difficult');
    await edit(messageId, 'She is very difficult');
    expect(dm().filter((text) => text.startsWith('-# '))).toEqual(['-# Robin · Lantern Games\nHello Mia']);
    await when({ key: 'deletion', type: 'deleted', channelId: post as ChannelId, messageId });
    expect(dm().filter((text) => text.startsWith('-# '))).toEqual([]);
  });

  test('takes back an archiving that still waits', async () => {
    bot.desk.handle(office.staffWrite(robin, post, 'One more'));
    bot.desk.handle(reopening());
    await office.settle(bot);
    expect(office.discord.posts[0]?.archived).toBe(false);
    expect(ticket()?.status).toBe('open');
  });
});

describe('a message after the closing', () => {
  test('opens nothing by itself, and disturbs nobody', async () => {
    office.discord.requests.length = 0;
    thank();
    await office.settle(bot);
    expect(office.discord.requests).toEqual(['sendToUser']);
    expect(dm().at(-1)).toBe('[afterClosing]');
    const never = press('never');
    const dropped = { to: 'message', statement: { type: 'promptDropped' } };
    expect(answerTo(never)).toEqual(dropped);
    await office.settle(bot);
    expect(office.discord.requests).toEqual(['sendToUser']);
    expect(bot.store.prompt(mia.id)).toBeNull();
    expect(bot.store.user(mia.id)?.draftFor).toBeNull();
    expect(answerTo({ ...never, key: 'the same button, since its answer was lost' })).toEqual(dropped);
  });

  test('goes into the ticket that its author opens again, in order with what they wrote since', async () => {
    const first = thank();
    const second = thank('One more thing');
    await office.settle(bot);
    expect(answerTo(press('reopen'))).toEqual({
      to: 'message',
      statement: { type: 'promptTaken', server: 'Lantern Games' },
    });
    await office.settle(bot);
    expect(says(post).slice(-3)).toEqual(['[reopenedByUser]', '-# Mia\nThanks', '-# Mia\nOne more thing']);
    expect(dm()).toContain('[messageSent]');
    expect(question()).toBeUndefined();
    expect(dm()).not.toContain('[reopenedForUser]');
    const marks = [first, second].map(({ writing }) => `${writing.messageId} delivered`);
    expect(office.discord.reactions).toEqual(expect.arrayContaining(marks));
    expect(ticket()?.status).toBe('open');
  });

  test('opens a new ticket where its author says so, also after Discord had to be asked', async () => {
    thank();
    await office.settle(bot);
    office.clock.advance(11 * 60_000);
    bot.desk.handle(press('new'));
    await office.settle(bot);
    expect(office.discord.posts).toHaveLength(2);
    expect(says(office.discord.posts[1]?.id ?? '')).toEqual(['[facts]', '-# Mia\nThanks']);
    expect(dm().filter((text) => text === '[messageSent]')).toHaveLength(2);
    expect(question()).toBeUndefined();
    expect(ticket()?.status).toBe('closed');
  });

  test('that nobody decided about lapses after a day, also where nobody ran meanwhile', async () => {
    thank();
    await office.settle(bot);
    office.clock.clear();
    office.clock.advance(day + 1);
    live();
    await office.breathe();
    office.clock.toNextAlarm();
    await office.settle(bot);
    expect(dm().at(-1)).toBe('[promptLapsed]');
    expect(bot.store.user(mia.id)?.draftFor).toBeNull();
    expect(answerTo(press('new', 'old'))).toEqual({ to: 'message', statement: { type: 'promptOver' } });
    thank('Hello again');
    await office.settle(bot);
    expect(office.discord.posts).toHaveLength(2);
  });

  test('goes along when staff open the ticket again meanwhile', async () => {
    thank();
    await office.settle(bot);
    bot.desk.handle(reopening());
    await office.settle(bot);
    expect(says(post).slice(-2)).toEqual(['[reopened]', '-# Mia\nThanks']);
    expect(question()).toBeUndefined();
    expect(bot.store.prompt(mia.id)).toBeNull();
  });

  test.each(['new', 'reopen'] as const)('joins another ticket that staff opened meanwhile (%s)', async (choice) => {
    office.clock.advance(11 * 60_000);
    thank('Something else');
    await office.settle(bot);
    const second = office.discord.posts[1]?.id ?? '';
    await close(second);
    const event = thank();
    await office.settle(bot);
    bot.desk.handle(reopening());
    await office.settle(bot);
    bot.desk.handle(press(choice));
    await office.settle(bot);
    expect(office.discord.posts).toHaveLength(2);
    expect(says(post).slice(-2)).toEqual(['[reopened]', '-# Mia\nThanks']);
    expect(question()).toBeUndefined();
    expect(office.discord.reactions).toContain(`${event.writing.messageId} delivered`);
    expect(bot.store.prompt(mia.id)).toBeNull();
    expect(ticket()).toMatchObject({ status: 'open', activity: 'userResponded' });
  });

  test('opens a new ticket where the old one’s post is gone', async () => {
    thank();
    await office.settle(bot);
    office.discord.befall('reopenPost', 'gone');
    office.discord.befall('sendToPost', 'gone', 'gone');
    bot.desk.handle(press('reopen'));
    await office.settle(bot);
    expect(ticket()?.status).toBe('closed');
    expect(dm()).toContain('[notDeliveredToStaff]');
  });

  test('later than the grace is a new ticket, unless it replies to the old one', async () => {
    office.clock.advance(11 * 60_000);
    const sent = office.discord.channel(`5${mia.id}`).find((message) => message.says.endsWith('Hello Mia'));
    bot.desk.handle(office.userWrites(mia, 'About that', sent?.id as MessageId));
    await office.settle(bot);
    expect(question()).toBeDefined();
    bot.desk.handle(press('never'));
    thank('Something else');
    await office.settle(bot);
    expect(office.discord.posts).toHaveLength(2);
  });

  test('within the grace is asked about, however late it is read', async () => {
    const event = office.userWrites(mia, 'Thanks');
    office.clock.advance(60 * 60_000);
    bot.desk.handle(event);
    await office.settle(bot);
    expect(question()).toBeDefined();
    expect(office.discord.posts).toHaveLength(1);
  });

  test('is in the ticket once, whenever the process is killed between the press and the end', async () => {
    for (const choice of ['reopen', 'new'] as const) {
      for (let dead = 1; dead < 80; dead += 1) {
        await openAndClose();
        thank();
        await office.settle(bot);
        const event = press(choice);
        let steps = 0;
        office.clock.clear();
        bot = office.open({ burn: () => (steps += 1) >= dead });
        try {
          bot.delivery.start();
          bot.desk.handle(event);
          await office.settle(bot);
        } catch {
          // Killed.
        }
        const wasKilled = steps >= dead;
        live();
        // The press is made again, as its question is still there.
        if (question() !== undefined) bot.desk.handle(press(choice));
        await office.settle(bot);
        const where = office.discord.posts.flatMap(({ id }) => says(id)).filter((text) => text === '-# Mia\nThanks');
        expect([choice, dead, where.length, office.discord.posts.length]).toEqual([
          choice,
          dead,
          1,
          choice === 'new' ? 2 : 1,
        ]);
        if (!wasKilled) break;
      }
    }
  });
});
