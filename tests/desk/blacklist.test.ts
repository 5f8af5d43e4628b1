import { beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../src/desk/command-work.ts';
import type { BlacklistWish, Named } from '../../src/ticket/blacklist-commands.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { ChannelId, MessageId, ServerId, TicketId, UserId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const day = 86_400_000;
const one = 1 as TicketId;

let office: Office;
let bot: Incarnation;
let uses = 0;

function begin(rules: Partial<Rules> = {}): void {
  office = createOffice(rules);
  bot = office.open();
  bot.delivery.start();
  bot.timers.start();
}

const elsewhere = 'lounge' as ChannelId;
const user = (id: UserId, ...roleIds: string[]): Named => ({ target: { type: 'user', id, roleIds }, ticketId: null });
const byRole = (id: string): Named => ({ target: { type: 'role', id }, ticketId: null });
const byTicket = (ticketId: number): Named => ({ target: null, ticketId: ticketId as TicketId });
const nobody: Named = { target: null, ticketId: null };
const adding = (named: Named, reason: string | null = 'Rude', endsInMs: number | null = day): BlacklistWish => ({
  type: 'add',
  named,
  reason,
  endsInMs,
});

/** What Robin is answered. */
function ask(wish: BlacklistWish, { channelId = elsewhere, pressed = false, server = serverId } = {}): Reply['answer'] {
  uses += 1;
  const reply = bot.desk.handle({
    key: `interaction:${uses}`,
    type: 'blacklistCommanded',
    serverId: server,
    channelId,
    by: robin,
    wish,
    ...(pressed ? { pressed: { messageId: '1' as MessageId, customId: 'page' } } : {}),
  });
  if (reply === null) throw new Error('Nobody answered');
  expect(reply.entryId).toBeNull();
  return reply.answer;
}

function told(wish: BlacklistWish, where: Parameters<typeof ask>[1] = {}): unknown {
  const answer = ask(wish, where);
  if (answer.to !== 'invoker') throw new Error(`That went to ${answer.to}`);
  return answer.statement;
}

async function says(text: string): Promise<void> {
  bot.desk.handle(office.userWrites(mia, text));
  await office.settle(bot);
}

/** What stands in Mia's DM, each message with the mark that it got. */
const dm = (): string[] =>
  office.discord.channel(`5${mia.id}`).map(({ id, says: text }) => {
    const mark = office.discord.reactions.find((one) => one.startsWith(`${id} `))?.replace(/^\S+/, '');
    return `${text}${mark ?? ''}`;
  });
const postOf = (): ChannelId => (office.discord.posts.at(-1)?.id ?? 'none') as ChannelId;

beforeEach(() => begin());

describe('somebody on the blacklist', () => {
  test('opens no ticket until the entry ends, and is told once an hour', async () => {
    ask(adding(user(mia.id)));
    await says('Hello');
    await says('Hello?');
    office.clock.advance(3_600_000);
    await says('Still there?');
    expect(office.discord.posts).toEqual([]);
    expect(dm()).toEqual(['Hello failed', '[barred]', 'Hello? failed', 'Still there? failed', '[barred]']);
    office.clock.advance(day);
    await says('And now?');
    expect(office.discord.posts).toHaveLength(1);
  });

  test('goes on in their open ticket', async () => {
    await says('Hello');
    ask(adding(user(mia.id)));
    await says('And one more thing');
    expect(dm()).toEqual(['Hello', '[messageSent]', 'And one more thing delivered']);
  });

  test('by the number of one of their tickets opens none, either', async () => {
    await says('Hello');
    bot.desk.handle(office.closing(robin, postOf()));
    await office.settle(bot);
    office.clock.advance(day);
    ask(adding(byTicket(1), null, null));
    await says('Hello again');
    expect(office.discord.posts).toHaveLength(1);
    expect(dm().slice(-2)).toEqual(['Hello again failed', '[barred]']);
    ask({ type: 'remove', named: byTicket(1) });
    await says('Thank you');
    expect(office.discord.posts).toHaveLength(2);
  });

  test('by a role opens none as long as they have it', async () => {
    ask(adding(byRole('r1')));
    office.discord.everyoneHas('r2', 'r1');
    await says('Hello');
    expect(office.discord.posts).toEqual([]);
    expect(dm()).toEqual(['Hello failed', '[barred]']);
    office.discord.everyoneHas('r2');
    office.clock.advance(600_001);
    await says('Hello again');
    expect(office.discord.posts).toHaveLength(1);
  });
});

describe('/blacklist add', () => {
  const barred = { type: 'user', id: mia.id } as const;

  test('tells until when, and that it replaces an entry', () => {
    const endsAt = office.clock.now() + day;
    expect(told(adding(user(mia.id)))).toEqual({ type: 'nowBarred', barred, endsAt, isReplaced: false });
    expect(told(adding(user(mia.id), null, null))).toEqual({
      type: 'nowBarred',
      barred,
      endsAt: null,
      isReplaced: true,
    });
    expect(bot.store.blacklist.list(serverId, office.clock.now())).toEqual([
      { barred, reason: null, by: robin.id, addedAt: office.clock.now(), endsAt: null },
    ]);
  });

  test('in a post, with nobody named, is about its ticket', async () => {
    await says('Hello');
    expect(told(adding(nobody), { channelId: postOf() })).toMatchObject({
      type: 'nowBarred',
      barred: { type: 'ticket', id: 1 },
    });
  });

  test.each<[string, Named, object]>([
    ['nobody', nobody, { type: 'nobodyNamed' }],
    ['two at once', { ...user(mia.id), ticketId: one }, { type: 'namedTwice' }],
    ['an unknown ticket', byTicket(9), { type: 'unknownTicket', ticketId: 9 }],
    ['everyone', byRole(serverId), { type: 'everyoneNamed' }],
  ])('of %s adds nothing', (_, named, statement) => {
    expect(told(adding(named))).toEqual(statement);
    expect(bot.store.blacklist.count(serverId, office.clock.now())).toBe(0);
  });

  test('of another server’s ticket adds nothing', async () => {
    await says('Hello');
    expect(told(adding(byTicket(1)), { server: '901' as ServerId })).toEqual({ type: 'unknownTicket', ticketId: 1 });
  });

  test('of somebody immune is refused', () => {
    begin({ immune: [{ user: mia.id }, { role: 'r1' }] });
    expect(told(adding(user(mia.id)))).toEqual({ type: 'immuneToBlacklist', barred });
    expect(told(adding(user('77' as UserId, 'r1')))).toMatchObject({ type: 'immuneToBlacklist' });
    expect(told(adding(byRole('r1')))).toMatchObject({ type: 'immuneToBlacklist' });
    expect(bot.store.blacklist.count(serverId, office.clock.now())).toBe(0);
  });
});

describe('what staff are told of the user of a ticket', () => {
  /** Mia's ticket is open; what comes of adding, checking and removing her by its number, and of checking her by name. */
  async function answers(rules: Partial<Rules>, before: () => void): Promise<unknown[]> {
    begin(rules);
    await says('Hello');
    before();
    return [
      told(adding(byTicket(1))),
      told({ type: 'check', named: byTicket(1) }),
      told({ type: 'check', named: user('77' as UserId) }),
      told({ type: 'remove', named: byTicket(1) }),
      told({ type: 'check', named: byTicket(1) }),
    ];
  }

  test('is the same whether they are blacklisted by name, immune, or neither', async () => {
    const plain = await answers({}, () => undefined);
    expect(plain).toHaveLength(5);
    expect(await answers({}, () => void ask(adding(user(mia.id))))).toEqual(plain);
    expect(await answers({ immune: [{ user: mia.id }] }, () => undefined)).toEqual(plain);
  });

  test('isn’t found by their name', async () => {
    await says('Hello');
    ask(adding(byTicket(1)));
    const barred = { type: 'user', id: mia.id };
    expect(told({ type: 'check', named: user(mia.id) })).toEqual({ type: 'notBarred', barred });
    expect(told({ type: 'remove', named: user(mia.id) })).toEqual({ type: 'notBarred', barred });
    expect(told({ type: 'check', named: byTicket(1) })).toMatchObject({
      type: 'isBarred',
      entries: [{ reason: 'Rude' }],
    });
  });
});

describe('/blacklist check', () => {
  test('of a user tells of their roles, too, and whether they are immune', () => {
    ask(adding(user(mia.id)));
    ask(adding(byRole('r1')));
    ask(adding(byRole('r2')));
    const found = told({ type: 'check', named: user(mia.id, 'r1', 'r3') });
    expect(found).toMatchObject({
      type: 'isBarred',
      entries: [{ barred: { type: 'user', id: mia.id } }, { barred: { type: 'role', id: 'r1' } }],
      isImmune: false,
    });
    expect(told({ type: 'check', named: user('77' as UserId, 'r3') })).toMatchObject({ type: 'notBarred' });
  });

  test('knows no entry that has ended', () => {
    ask(adding(user(mia.id)));
    office.clock.advance(day);
    expect(told({ type: 'check', named: user(mia.id) })).toMatchObject({ type: 'notBarred' });
    expect(told({ type: 'remove', named: user(mia.id) })).toMatchObject({ type: 'notBarred' });
    expect(told({ type: 'list', page: 0 })).toEqual({ type: 'blacklistEmpty' });
  });
});

describe('/blacklist list', () => {
  test('shows ten entries a page; its buttons change what it shows', () => {
    for (let id = 1; id <= 21; id += 1) ask(adding(user(String(id) as UserId)));
    const first = told({ type: 'list', page: 0 });
    expect(first).toMatchObject({ type: 'blacklistPage', count: 21, page: 0, pages: 3 });
    const last = ask({ type: 'list', page: 2 }, { pressed: true });
    expect(last).toMatchObject({ to: 'message', statement: { page: 2, pages: 3, entries: [{}] } });
    // Entries were removed since the button was made.
    for (let id = 1; id <= 15; id += 1) ask({ type: 'remove', named: user(String(id) as UserId) });
    expect(ask({ type: 'list', page: 2 }, { pressed: true })).toMatchObject({ statement: { page: 0, pages: 1 } });
  });
});

describe('/blacklist clear', () => {
  test('asks with the count, and removes all when that is confirmed', () => {
    expect(told({ type: 'clear' })).toEqual({ type: 'blacklistEmpty' });
    ask(adding(user(mia.id)));
    ask(adding(byRole('r1')));
    expect(told({ type: 'clear' })).toEqual({ type: 'clearBlacklist', count: 2 });
    expect(ask({ type: 'clearConfirmed', count: 2 }, { pressed: true })).toEqual({
      to: 'message',
      statement: { type: 'blacklistCleared', count: 2 },
    });
    expect(ask({ type: 'clearConfirmed', count: 2 }, { pressed: true })).toMatchObject({
      statement: { type: 'blacklistEmpty' },
    });
  });

  test('asks once more where it would remove others than were told', () => {
    ask(adding(user(mia.id)));
    ask(adding(byRole('r1')));
    expect(ask({ type: 'clearConfirmed', count: 1 }, { pressed: true })).toEqual({
      to: 'message',
      statement: { type: 'clearBlacklist', count: 2 },
    });
    expect(bot.store.blacklist.count(serverId, office.clock.now())).toBe(2);
  });
});
