import { beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../src/desk/command-work.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import type { PromptAnswered, PromptChosen, PromptFilledIn } from '../../src/ticket/prompt-events.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { MessageId, Person, ServerId } from '../../src/ticket/ticket.ts';
import { categoryCalled, textField } from '../support/categories.ts';
import { createOffice, person, rulesWith, serverId as games } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const minute = 60_000;
const harbour = '901' as ServerId;

const field = textField('order', 'Order number');

let office: Office;
let bot: Incarnation;
let uses: number;
/** What is configured; a test changes it, as a restart with another file does. */
let configured: Map<ServerId, Rules>;

beforeEach(() => {
  uses = 0;
  office = createOffice();
  configure({});
  live();
});

function configure(changes: Partial<Rules>, second: Partial<Rules> = changes): void {
  configured = new Map([
    [games, rulesWith(changes)],
    [harbour, rulesWith({ serverId: harbour, serverName: 'Harbour', ...second })],
  ]);
}

/** A process begins, after whichever ran before. */
function live(hangs: (effect: Effect) => boolean = () => false): void {
  office.clock.clear();
  const { discord } = office;
  bot = office.open(undefined, {
    perform: (effect, request, leaveOut) =>
      hangs(effect) ? new Promise(() => {}) : discord.perform(effect, request, leaveOut),
    rulesOf: (id) => configured.get(id) ?? null,
    servers: () => [...configured.keys()],
  });
  bot.delivery.start();
  bot.timers.start();
}

const says = (channelId: string): string[] => office.discord.channel(channelId).map((message) => message.says);
const dm = (): string[] => says(`5${mia.id}`);
const written = (): string[][] => office.discord.posts.map(({ id }) => says(id).slice(1));
async function writes(text: string, replyTo?: string, user: Person = mia): Promise<void> {
  bot.desk.handle(office.userWrites(user, text, replyTo as MessageId | undefined));
  await office.settle(bot);
}
async function pass(ms: number): Promise<void> {
  office.clock.advance(ms);
  await office.breathe();
}

type Use =
  | Pick<PromptAnswered, 'type' | 'choice'>
  | Pick<PromptChosen, 'type' | 'menu' | 'value'>
  | Pick<PromptFilledIn, 'type' | 'choice' | 'category' | 'values'>;

/** Mia uses something of the question that she was asked, or was asked before. */
async function use(what: Use, promptId = bot.store.prompt(mia.id)?.id ?? ''): Promise<Reply | null> {
  uses += 1;
  const messageId = bot.store.prompt(mia.id)?.messageId ?? ('' as MessageId);
  const about = { key: `use${uses}`, userId: mia.id, promptId, messageId, language: null };
  const reply = bot.desk.handle({ ...about, ...what });
  await office.settle(bot);
  return reply;
}
const press = (choice: PromptAnswered['choice'], promptId?: string) =>
  use({ type: 'promptAnswered', choice }, promptId);
const choose = (menu: PromptChosen['menu'], value: string) => use({ type: 'promptChosen', menu, value });
const send = (choice: 'send', about: string, order: string) =>
  use({ type: 'promptFilledIn', choice, category: about, values: { order: [order] } });
const shownIn = (reply: Reply | null) => (reply?.answer.to === 'message' ? reply.answer.statement : null);

describe('a draft for one of two servers', () => {
  test('whose server leaves the configuration: the other one may be chosen, and nothing is lost', async () => {
    await writes('Hello');
    await choose('server', harbour);
    configured.delete(harbour);
    live();
    expect(shownIn(await press('send'))).toMatchObject({ type: 'beforeOpening', server: null, count: 1 });
    await office.settle(bot);
    expect(shownIn(await choose('server', games))).toMatchObject({ server: 'Lantern Games', isReady: true });
    await press('send');
    expect(written()).toEqual([['-# Mia\nHello']]);
  });

  test('and no other one was offered: its author is told, and each message is marked', async () => {
    configured.delete(harbour);
    configured.set(games, rulesWith({ confirms: true }));
    await writes('Hello');
    configured = new Map([[harbour, rulesWith({ serverId: harbour, serverName: 'Harbour' })]]);
    live();
    expect(shownIn(await press('send'))).toEqual({ type: 'promptOver' });
    expect(dm()).toEqual(['Hello', '[serverGone]']);
    expect(bot.store.user(mia.id)?.draftFor).toBeNull();
    await writes('Hello again');
    expect(written()).toEqual([['-# Mia\nHello again']]);
  });

  test('a server that is out of reach is neither waited for nor offered', async () => {
    office.outOfSight.add(`server of ${harbour}`);
    await office.sight.ask({ what: 'server', serverId: harbour });
    bot.desk.handle(office.userWrites(mia, 'Hello'));
    // No time passes.
    await office.breathe();
    expect(written()).toEqual([['-# Mia\nHello']]);
  });

  test('another server keeps the text, and forgets the category', async () => {
    const categories = [categoryCalled('Buying'), categoryCalled('Else')];
    configure({ categories }, {});
    await writes('Hello');
    await choose('server', games);
    expect(shownIn(await choose('category', 'buying'))).toMatchObject({ isReady: true });
    await choose('server', harbour);
    expect(shownIn(await choose('server', games))).toMatchObject({ count: 1, isReady: false });
  });

  test('where they may open no ticket yet they are told why and until when, and may choose the other one', async () => {
    const until = office.clock.now() + 100 * minute;
    // Whoever is a member here has been one since the beginning of time.
    configure({ minMembershipMs: until }, {});
    await writes('Hello');
    await choose('server', games);
    const problem = { type: 'tooNew', of: 'membership', server: 'Lantern Games', until };
    expect(shownIn(await press('send'))).toMatchObject({ type: 'beforeOpening', problem });
    await choose('server', harbour);
    await press('send');
    expect(written()).toEqual([['-# Mia\nHello']]);
  });
});

describe('what Discord says about memberships', () => {
  test('is awaited for ten seconds, where it says something about another server', async () => {
    live((effect) => effect.type === 'lookUpMember' && effect.serverId === harbour);
    await writes('Hello');
    expect(written()).toEqual([['-# Mia\nHello']]);
  });
});

describe('a message of nothing but files, whose server was chosen afterwards', () => {
  test('is looked at before a ticket is opened for it', async () => {
    const event = office.userWrites(mia, '');
    const url = 'https://cdn.discordapp.com/attachments/1/2/tool.exe';
    const file = { id: '1', name: 'tool.exe', url, size: 10, contentType: null, description: null, isVoice: false };
    bot.desk.handle({ ...event, writing: { ...event.writing, files: [file] } });
    await office.settle(bot);
    await choose('server', harbour);
    office.discord.requests.length = 0;
    await press('send');
    expect(office.discord.requests[0]).toBe('lookAtFiles');
  });

  test('opens none where files are not passed on at all, and its author is told', async () => {
    configure({ userFiles: 'none' });
    const event = office.userWrites(mia, '');
    const url = 'https://cdn.discordapp.com/attachments/1/2/map.png';
    const file = { id: '1', name: 'map.png', url, size: 10, contentType: null, description: null, isVoice: false };
    bot.desk.handle({ ...event, writing: { ...event.writing, files: [file] } });
    await office.settle(bot);
    await choose('server', harbour);
    await press('send');
    expect(office.discord.posts).toEqual([]);
    expect(dm().at(-1)).toBe('[filesLeftOut]');
    expect(bot.store.user(mia.id)?.draftFor).toBeNull();
  });
});

describe('a draft about one of several categories', () => {
  const form = [field];
  beforeEach(() => {
    configure({ categories: [categoryCalled('Buying', { form }), categoryCalled('Else')] });
    configured.delete(harbour);
    live();
  });

  test('that is removed in between: its author chooses again, and what they filled in is kept', async () => {
    await writes('Hello');
    await choose('category', 'buying');
    expect((await press('send'))?.answer).toMatchObject({ to: 'form', form: { type: 'opening', fields: form } });
    configured.set(games, rulesWith({ categories: [categoryCalled('Else'), categoryCalled('More')] }));
    live();
    const reply = shownIn(await send('send', 'buying', 'A-17'));
    expect(reply).toMatchObject({ problem: { type: 'categoryGone' }, isReady: false, count: 1 });
    expect(bot.store.prompt(mia.id)?.answers).toEqual([{ label: 'order', values: ['A-17'] }]);
    await choose('category', 'else');
    await press('send');
    expect(written()).toEqual([['-# Mia\nHello']]);
    expect(bot.store.openTickets()[0]?.category).toBe('else');
  });

  test('that is removed before it is sent: its author chooses again', async () => {
    await writes('Hello');
    await choose('category', 'buying');
    configured.set(games, rulesWith({ categories: [categoryCalled('Else'), categoryCalled('More')] }));
    expect(shownIn(await press('send'))).toMatchObject({ problem: { type: 'categoryGone' }, isReady: false });
    expect(shownIn(await choose('category', 'buying'))).toMatchObject({ problem: { type: 'categoryGone' } });
    expect(written()).toEqual([]);
  });

  test('whose form is dismissed can still be sent, by the same form or about something else', async () => {
    await writes('Hello');
    await choose('category', 'buying');
    await press('send');
    expect((await press('send'))?.answer.to).toBe('form');
    await choose('category', 'else');
    await press('send');
    expect(written()).toEqual([['-# Mia\nHello']]);
  });

  test('of two questions only the later one is still open', async () => {
    await writes('Hello');
    const first = bot.store.prompt(mia.id)?.id ?? '';
    await press('never');
    await writes('Something else');
    expect(shownIn(await press('send', first))).toEqual({ type: 'promptDropped' });
    await choose('category', 'else');
    await press('send');
    expect(written()).toEqual([['-# Mia\nSomething else']]);
    // And what was sent isn't sent twice, by whichever of the two.
    expect(shownIn(await press('send', first))).toEqual({ type: 'promptDropped' });
    expect(office.discord.posts).toHaveLength(1);
  });

  test('lapses after ten minutes of the bot’s own time, and then waits to be sent', async () => {
    await writes('Hello');
    office.clock.clear();
    await pass(60 * minute);
    live();
    await pass(9 * minute);
    expect(bot.store.prompt(mia.id)?.isLapsed).toBe(false);
    await pass(minute + 1);
    expect(bot.store.prompt(mia.id)?.isLapsed).toBe(true);
    expect(shownIn(await choose('category', 'else'))).toMatchObject({ isLapsed: false, isReady: true });
    await press('send');
    expect(written()).toEqual([['-# Mia\nHello']]);
  });

  test('is sent with what was filled in', async () => {
    await writes('Hello');
    await choose('category', 'buying');
    await send('send', 'buying', 'A-17');
    const [post] = office.discord.posts;
    expect(says(post?.id ?? '')).toEqual(['[facts]', '-# Mia\nHello']);
    expect(dm().at(-1)).toBe('[messageSent]');
  });
});

describe('whoever has several open tickets', () => {
  /** Mia has a ticket in each of two servers. */
  beforeEach(async () => {
    await writes('About a lantern');
    await choose('server', games);
    await press('send');
    office.clock.advance(20 * minute);
    await writes('first', office.discord.channel(`5${mia.id}`)[0]?.id);
    // By the panel, say: the second one is for the other server.
    bot.store.saveUser({ ...bot.store.user(mia.id), draftFor: 'undecided' } as never);
    await openSecond();
  });

  async function openSecond(): Promise<void> {
    const { id, member } = { id: 2, member: bot.store.member(harbour, mia.id, 0) };
    expect(member).not.toBeNull();
    bot.store.saveTicket({
      ...bot.store.openTickets()[0],
      id,
      serverId: harbour,
      mark: 'second',
      postId: '7777',
    } as never);
    const user = bot.store.user(mia.id);
    if (user !== null) bot.store.saveUser({ ...user, draftFor: null });
    bot.store.endConversation(mia.id);
    office.clock.advance(20 * minute);
    await office.breathe();
  }

  const inSecond = (): string[] => says('7777');

  test('is asked in which one it goes on, and the answer holds until fifteen minutes of silence', async () => {
    await writes('Which?');
    expect(dm().at(-1)).toBe('[whichTicket]');
    await choose('ticket', '2');
    expect(inSecond()).toEqual(['-# Mia\nWhich?']);
    office.clock.advance(14 * minute);
    await writes('More');
    expect(inSecond()).toEqual(['-# Mia\nWhich?', '-# Mia\nMore']);
    office.clock.advance(15 * minute);
    await writes('And now?');
    expect(dm().at(-1)).toBe('[whichTicket]');
    expect(inSecond()).toHaveLength(2);
  });

  test('isn’t asked about a reply, which ends what was chosen before', async () => {
    await writes('Which?');
    await choose('ticket', '2');
    const first = office.discord.channel(`5${mia.id}`).find(({ says: text }) => text === 'About a lantern');
    await writes('To the first', first?.id);
    expect(written()[0]?.at(-1)).toContain('To the first');
    await writes('And this?');
    expect(dm().at(-1)).toBe('[whichTicket]');
  });

  test('isn’t asked who wants the latest one to be meant', async () => {
    bot.store.savePreferences(mia.id, { language: null, autoRedirect: true });
    await writes('Go on');
    expect([...(written()[0] ?? []), ...inSecond()].at(-1)).toContain('Go on');
    expect(dm()).not.toContain('[whichTicket]');
  });

  test('who wants a new one where no more are allowed is told so, and can still go on in another', async () => {
    await writes('Which?');
    expect(shownIn(await press('new'))).toMatchObject({
      type: 'whichTicket',
      problem: { type: 'tooManyOpen', most: 1 },
    });
    await choose('ticket', '2');
    expect(inSecond()).toEqual(['-# Mia\nWhich?']);
  });

  test('may open a new one where more are allowed', async () => {
    configure({ maxOpen: 2 });
    await writes('Something new');
    const reply = shownIn(await press('new'));
    expect(reply).toMatchObject({ type: 'oneMoment' });
    await choose('server', games);
    await press('send');
    expect(bot.store.openTickets()).toHaveLength(3);
    expect(written().at(-1)).toEqual(['-# Mia\nSomething new']);
  });

  test('drops what was written, if they wish', async () => {
    await writes('Which?');
    expect(shownIn(await press('never'))).toEqual({ type: 'promptDropped' });
    expect(inSecond()).toEqual([]);
  });

  test('of a ticket that was closed meanwhile the question says no more', async () => {
    await writes('Which?');
    bot.desk.handle(office.closing(robin, '7777', { serverId: harbour }));
    await office.settle(bot);
    expect(shownIn(await choose('ticket', '2'))).toMatchObject({ type: 'whichTicket', tickets: [{ id: 1 }] });
    await choose('ticket', '1');
    expect(written()[0]?.at(-1)).toContain('Which?');
  });
});
