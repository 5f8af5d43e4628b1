import { beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../src/desk/command-work.ts';
import type { Category } from '../../src/ticket/category.ts';
import type { FormField } from '../../src/ticket/form.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { MessageId, Person, ServerId, Writing } from '../../src/ticket/ticket.ts';
import type { TicketWished } from '../../src/ticket/wish.ts';
import { categoryCalled, textField } from '../support/categories.ts';
import { createOffice, person, rulesWith, serverId as games } from '../support/desk.ts';
import type { Fuse, Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const jonas = person('Jonas');
const harbour = '901' as ServerId;
const minute = 60_000;

const field = textField('where', 'Where?');
const category = (name: string, form: readonly FormField[] = []): Category => categoryCalled(name, { form });

let office: Office;
let bot: Incarnation;
let configured: Map<ServerId, Rules>;
let uses: number;
let isDead: () => boolean;

beforeEach(() => begin());

function begin(changes: Partial<Rules> = {}, fuse?: Fuse): void {
  office = createOffice();
  uses = 0;
  isDead = () => false;
  configured = new Map([
    [games, rulesWith(changes)],
    [harbour, rulesWith({ serverId: harbour, serverName: 'Harbour', ...changes })],
  ]);
  live(fuse);
}

/** A process begins, after whichever ran before. */
function live(fuse?: Fuse): void {
  office.clock.clear();
  bot = office.open(fuse, { rulesOf: (id) => configured.get(id) ?? null, servers: () => [...configured.keys()] });
  bot.delivery.start();
  bot.timers.start();
}

/** As the office does, but for a dead process, which nothing becomes of however much time passes. */
async function settle(): Promise<void> {
  for (let alarms = 0; alarms < 200; alarms += 1) {
    await office.breathe();
    if (isDead() || bot.store.outbox.size() === 0 || !office.clock.toNextAlarm()) return;
  }
}

/** Somebody uses `/create-ticket` in a server. */
function wish(serverId: ServerId = games, user: Person = mia): { key: string } & TicketWished {
  uses += 1;
  const id = office.discord.write('elsewhere', 'a command');
  const answerTo = { interactionId: String(uses), applicationId: '2', token: 'secret', language: 'en' };
  return { key: `wish${uses}`, type: 'ticketWished', user, serverId, id, dmChannelId: null, answerTo, panel: null };
}
const told = (reply: Reply | null) => (reply?.answer.to === 'invoker' ? reply.answer.statement.type : reply?.answer.to);
const wishes = async (serverId?: ServerId, user?: Person) => {
  const reply = bot.desk.handle(wish(serverId, user));
  await settle();
  return told(reply);
};
const writes = async (text: string, user: Person = mia): Promise<void> => {
  bot.desk.handle(office.userWrites(user, text));
  await settle();
};
type Press =
  | { type: 'promptAnswered'; choice: 'send' | 'never' }
  | { type: 'promptChosen'; menu: 'server' | 'category'; value: string }
  | {
      type: 'promptFilledIn';
      choice: 'send';
      category: string;
      values: Record<string, string[]>;
      upload?: Writing;
    };
const press = async (what: Press, user: Person = mia) => {
  uses += 1;
  const prompt = bot.store.prompt(user.id);
  const about = { key: `press${uses}`, userId: user.id, promptId: prompt?.id ?? '', language: null };
  const reply = bot.desk.handle({ ...about, messageId: prompt?.messageId ?? ('' as MessageId), ...what });
  await settle();
  return reply?.answer.to === 'message' ? reply.answer.statement : (reply?.answer ?? null);
};
const send = (user?: Person) => press({ type: 'promptAnswered', choice: 'send' }, user);
const dm = (user: Person = mia) => office.discord.channel(`5${user.id}`).map(({ says }) => says);
const later = () => office.discord.laterAnswers.map(({ type }) => type);
const posts = () => office.discord.posts.map(({ id }) => office.discord.channel(id).map(({ says }) => says));

describe('where the bot may begin no more conversations', () => {
  beforeEach(() => begin({ dmOpening: { perMinute: 1, perHour: 1 }, confirms: true }));

  test('whoever wishes for a ticket is asked to write first; their message is asked about, and sent', async () => {
    expect(await wishes(games, jonas)).toBe('later');
    expect(await wishes()).toBe('writeFirst');
    expect(dm()).toEqual([]);
    await writes('My key is gone');
    expect(dm()).toEqual(['My key is gone', '[beforeOpening]']);
    await send();
    expect(posts()).toEqual([['[facts]', '-# Mia\nMy key is gone']]);
  });

  test('the draft waits for that message, through a restart and however long', async () => {
    await wishes(games, jonas);
    await wishes(harbour);
    office.clock.clear();
    office.clock.advance(3 * 24 * 60 * minute);
    live();
    await writes('My key is gone');
    expect(bot.store.prompt(mia.id)).toMatchObject({ isLapsed: false });
    await send();
    expect(bot.store.openTickets().map(({ serverId }) => serverId)).toEqual([harbour]);
  });

  test('whoever wishes again once it may begins the conversation after all', async () => {
    await wishes(games, jonas);
    expect(await wishes()).toBe('writeFirst');
    office.clock.advance(61 * minute);
    expect(await wishes()).toBe('later');
    expect(later()).toEqual(['askedInDm', 'askedInDm']);
    expect(dm()).toEqual(['[beforeOpening]']);
  });

  test('as where Discord itself refuses it; nobody else is tried then', async () => {
    begin({ dmOpening: { perMinute: 9, perHour: 9 } });
    office.discord.befall('openDm', 'tooManyDms');
    expect(await wishes()).toBe('later');
    expect(later()).toEqual(['writeFirst']);
    expect(await wishes(games, jonas)).toBe('writeFirst');
    await writes('My key is gone');
    await send();
    expect(posts()).toEqual([['[facts]', '-# Mia\nMy key is gone']]);
  });
});

describe('a wish', () => {
  test('whose server leaves the configuration is told about, and the next one is for another server', async () => {
    await wishes(harbour);
    configured.delete(harbour);
    live();
    expect(await send()).toEqual({ type: 'promptOver' });
    expect(await wishes(games)).toBe('later');
    await writes('Hello');
    await send();
    expect(bot.store.openTickets().map(({ serverId }) => serverId)).toEqual([games]);
  });

  test('for another server moves the question there, with what was written; the first one can be chosen again', async () => {
    await wishes(games);
    await writes('Hello');
    expect(await wishes(harbour)).toBe('askedInDm');
    expect(await send()).toMatchObject({ type: 'promptTaken', server: 'Harbour' });
    expect(bot.store.openTickets().map(({ serverId }) => serverId)).toEqual([harbour]);
  });

  test('for another server that takes no tickets is refused, and the question stays where it was', async () => {
    await wishes(games);
    await writes('Hello');
    configured.set(harbour, rulesWith({ serverId: harbour, serverName: 'Harbour', ticketsEnabled: false }));
    expect(await wishes(harbour)).toBe('notBegun');
    expect(await send()).toMatchObject({ type: 'promptTaken', server: 'Lantern Games' });
  });

  test('twice at once begins one conversation, and points to it', async () => {
    bot.desk.handle(wish());
    expect(told(bot.desk.handle(wish()))).toBe('askedInDm');
    await settle();
    expect(office.discord.requests.filter((type) => type === 'openDm')).toHaveLength(1);
    expect(dm()).toEqual(['[beforeOpening]']);
  });

  test('that comes to nothing within ten minutes ends, and says so', async () => {
    await wishes();
    office.clock.advance(10 * minute + 1);
    await settle();
    expect(dm()).toEqual(['[draftLapsed]']);
    expect(await send()).toEqual({ type: 'promptOver' });
  });
});

interface Step {
  readonly what: () => Promise<unknown>;
  readonly isDone: () => boolean;
}

/** Runs all steps with a kill at each point in turn. Whoever sees nothing come of what they did does it once more. */
async function walk(
  changes: Partial<Rules>,
  steps: () => readonly Step[],
  check: (dead: number) => void,
): Promise<void> {
  for (let dead = 1; dead < 200; dead += 1) {
    let burnt = 0;
    begin(changes, { burn: () => (burnt += 1) >= dead });
    isDead = () => burnt >= dead;
    for (const { what, isDone } of steps()) {
      try {
        await what();
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('killed')) throw error;
      }
      if (!isDead()) continue;
      burnt = Number.NEGATIVE_INFINITY;
      live();
      await settle();
      if (!isDone()) await what();
    }
    check(dead);
    if (burnt >= 0) return;
  }
  throw new Error('The process never came to its end.');
}

describe('a process killed at any step, up to the ticket, loses nothing and does nothing twice', () => {
  const categories = [category('Lost', [field]), category('Else')];
  const prompt = () => bot.store.prompt(mia.id);
  const isOpen = () => bot.store.openTickets().length > 0;
  const wished = (): Step => {
    const event = wish(harbour);
    const what = async () => {
      bot.desk.handle(event);
      await settle();
    };
    return { what, isDone: () => prompt() !== null };
  };
  /** Discord keeps what was written, and tells of it once more. */
  const written = (): Step => {
    let event: ReturnType<Office['userWrites']> | null = null;
    const what = async () => {
      event ??= office.userWrites(mia, 'Hello');
      bot.desk.handle(event);
      await settle();
    };
    return { what, isDone: () => bot.store.draft(mia.id).length > 0 };
  };
  const choice = (menu: 'server' | 'category', value: string): Step => ({
    what: () => press({ type: 'promptChosen', menu, value }),
    isDone: () => (menu === 'server' ? bot.store.user(mia.id)?.draftFor === value : prompt()?.category === value),
  });
  const sent: Step = { what: () => send(), isDone: isOpen };
  const formAsked: Step = { what: () => send(), isDone: () => false };
  const filledIn: Step = {
    what: () => press({ type: 'promptFilledIn', choice: 'send', category: 'lost', values: { where: ['At the pier'] } }),
    isDone: isOpen,
  };
  /** Whoever sends the form once more uploads once more. */
  const uploaded: Step = {
    what: () => {
      const messageId = office.discord.write('elsewhere', 'a form');
      const url = 'https://cdn.discordapp.com/ephemeral-attachments/1/2/map.png';
      const file = {
        id: messageId,
        name: 'map.png',
        url,
        size: 10,
        contentType: null,
        description: null,
        isVoice: false,
      };
      const writing = { messageId, text: '', files: [file], replyTo: null, writtenAt: office.clock.now() };
      return press({
        type: 'promptFilledIn',
        choice: 'send',
        category: 'lost',
        values: { where: ['At the pier'] },
        upload: { ...writing, isUpload: true },
      });
    },
    isDone: isOpen,
  };
  const ways: Readonly<
    Record<string, { steps: () => readonly Step[]; about: string; isWritten: boolean; files?: number }>
  > = {
    'wished for, written, chosen, sent': {
      steps: () => [wished(), written(), choice('category', 'else'), sent],
      about: 'else',
      isWritten: true,
    },
    'wished for, chosen, filled in': {
      steps: () => [wished(), choice('category', 'lost'), formAsked, filledIn],
      about: 'lost',
      isWritten: false,
    },
    'written, chosen, filled in with a file': {
      steps: () => [wished(), written(), choice('category', 'lost'), formAsked, uploaded],
      about: 'lost',
      isWritten: true,
      files: 1,
    },
    'written, chosen for one of two servers, filled in': {
      steps: () => [written(), choice('server', harbour), choice('category', 'lost'), formAsked, filledIn],
      about: 'lost',
      isWritten: true,
    },
  };

  test.each(Object.entries(ways))('%s', { timeout: 60_000 }, async (_, { steps, about, isWritten, files = 0 }) => {
    await walk({ categories }, steps, (dead) => {
      const text = isWritten ? ['-# Mia\nHello'] : [];
      const uploads = Array.from({ length: files }, () => '-# Mia');
      expect(posts(), `killed at step ${dead}`).toEqual([['[facts]', ...text, ...uploads]]);
      const sentFiles = office.discord.posts.flatMap(({ id }) =>
        office.discord.channel(id).flatMap((one) => one.files),
      );
      expect(sentFiles).toHaveLength(files);
      // "Message sent" confirms the first one, and what came by a form is no message.
      expect(office.discord.reactions).toEqual([]);
      expect(bot.store.openTickets()).toMatchObject([{ serverId: harbour, category: about }]);
      expect(dm().toSorted(), `killed at step ${dead}`).toEqual(
        isWritten ? ['Hello', '[messageSent]'] : ['[messageSent]'],
      );
    });
  });
});
