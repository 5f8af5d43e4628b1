import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/storage/database.ts';
import type { Database } from '../../../src/storage/database.ts';
import { createStore } from '../../../src/storage/store.ts';
import type { Store } from '../../../src/desk/store.ts';
import type { ChannelId, MessageId, PostId, ServerId, Ticket, TicketId, UserId } from '../../../src/ticket/ticket.ts';
import { folderWith, VALID } from '../../config/load-text.ts';
import { mia, sam, ticketWith, writingOf } from '../../support/tickets.ts';
import { run } from '../run.ts';

const serverId = '123456789012345678' as ServerId;
const user = '223456789012345678' as UserId;
const robin = '323456789012345678' as UserId;
const hour = 3_600_000;

let cwd: string;
let bot: Database;
let store: Store;
let lastId: number;
beforeEach(() => {
  cwd = folderWith({ 'config.yaml': VALID });
  // The bot has it open all the time.
  bot = openDatabase(join(cwd, 'supportmail.db'));
  store = createStore(bot);
  lastId = 1000;
  store.saveUser({ person: { ...mia, id: user }, channelId: null, draftFor: null, refusedAt: null });
  return () => bot.close();
});

const tickets = (...argv: readonly string[]) => run(['tickets', ...argv], { cwd });
const json = async (...argv: readonly string[]): Promise<unknown> => JSON.parse((await tickets(...argv, '--json')).out);

function open(id: number, changes: Partial<Ticket> = {}): TicketId {
  const own = { id: id as TicketId, serverId, userId: user, mark: `mark${id}`, postId: `40${id}` as PostId };
  store.saveTicket(ticketWith({ ...own, openedAt: Date.now() - hour, ...changes }));
  store.log(own.id, changes.openedAt ?? Date.now() - hour, { type: 'opened', by: user, detail: null });
  return own.id;
}

function wrote(ticketId: TicketId, text: string, changes: { readonly by?: UserId; readonly at?: number } = {}): void {
  lastId += 1;
  const { by = user, at = Date.now() } = changes;
  store.record({
    channelId: '300' as ChannelId,
    writing: writingOf(text, { messageId: String(lastId) as MessageId, writtenAt: at }),
    author: by === user ? { ...mia, id: user } : { ...sam, id: by, name: 'Robin' },
    side: by === user ? 'user' : 'staff',
    userId: user,
    ticketId,
    became: 'relayed',
  });
}

function close(id: number, changes: Partial<Ticket> = {}): TicketId {
  const ticketId = open(id, { status: 'closed', closedAt: Date.now(), ...changes });
  store.log(ticketId, changes.closedAt ?? Date.now(), { type: 'closing', by: robin, detail: 'solved' });
  return ticketId;
}

describe('tickets list', () => {
  test('shows the newest first', async () => {
    open(1, { category: 'buying' });
    close(2, { userName: 'Sam\u001B[2J\nJones' });
    const { out, exitCode, err } = await tickets('list');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME')).toMatch(
      /^TICKET  STATUS +OPENED +CLOSED +CATEGORY  USER\n +2  closed +TIME  TIME +Sam\[2J Jones\n +1  open, unanswered  TIME +buying +Mia\n$/,
    );
    expect(await json('list', '--status', 'open')).toEqual([
      {
        ticket: 1,
        server: serverId,
        status: 'open',
        activity: 'unanswered',
        category: 'buying',
        user: { name: 'Mia', id: user },
        opened_at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        closed_at: null,
      },
    ]);
  });

  test.each<[string, readonly string[], readonly number[]]>([
    ['everything', [], [3, 2, 1]],
    ['a status', ['--status', 'closed'], [2]],
    ['a category', ['--category', 'buying'], [1]],
    ['a user, of whom anonymous tickets tell nothing', ['--user', user], [2, 1]],
    ['a time ago', ['--since', '2h'], [3, 1]],
    ['a date', ['--until', new Date().toISOString().slice(0, 10), '--since', '2020-01-01 10:00'], [2]],
    ['words', ['--text', 'refund'], [3, 2]],
    ['a name', ['--text', 'otter'], [3]],
    ['another server', ['--server', '9'], []],
    ['a number', ['--limit', '1'], [3]],
  ])('takes %s', async (_, argv, expected) => {
    open(1, { category: 'buying' });
    wrote(close(2, { openedAt: Date.now() - 50 * hour }), 'I want a refund');
    wrote(open(3, { isAnonymous: true, userName: 'Teal Otter' }), 'A refund!');
    const found = (await json('list', ...argv)) as { readonly ticket: number }[];
    expect(found.map(({ ticket }) => ticket)).toEqual(expected);
  });

  test('says that there is none, or more', async () => {
    expect((await tickets('list')).out).toBe('No ticket is like that.\n');
    open(1);
    open(2);
    expect((await tickets('list', '--limit', '1')).err).toBe('These are the newest 1; --limit shows more.\n');
  });

  test.each<[string, readonly string[], string]>([
    ['a time', ['--since', 'soon'], '--since is "soon", which is no time.'],
    ['a date', ['--until', '2026-13-45'], '--until is "2026-13-45", which is no time.'],
    ['a status', ['--status', 'odd'], 'Allowed choices are open, closed.'],
    ['a user', ['--user', 'mia'], '--user is "mia", which is no ID of a user.'],
    ['a limit', ['--limit', '0'], 'A limit is a number from 1'],
  ])('refuses what is no %s', async (_, argv, sentence) => {
    const { exitCode, err, out } = await tickets('list', ...argv);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain(sentence);
  });
});

describe('tickets show', () => {
  test('tells what happened and what was written, in order', async () => {
    const ticket = close(1);
    wrote(ticket, 'Hello\n\u001B[31mred', { at: Date.now() - hour / 2 });
    wrote(ticket, 'Hi', { by: robin, at: Date.now() - hour / 4 });
    const { out } = await tickets('show', '1');
    expect(out.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, 'TIME')).toBe(
      [
        'Ticket 1',
        `User    Mia (mia, ${user})`,
        'Status  closed',
        `Server  ${serverId}`,
        'Post    401',
        'Opened  TIME',
        'Closed  TIME',
        '',
        `TIME  — opened by user ${user}`,
        'TIME  Mia',
        '    Hello',
        '    [31mred',
        'TIME  Robin (staff)',
        '    Hi',
        `TIME  — closing by user ${robin}: solved`,
        '',
      ].join('\n'),
    );
  });

  test('ends with 3 where there is none', async () => {
    const { exitCode, err, out } = await tickets('show', '9');
    expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' });
    expect(err).toBe('There is no ticket 9.\n`supportmail tickets list` shows which ones there are.\n');
  });

  describe('of an anonymous user', () => {
    beforeEach(() => {
      wrote(open(1, { isAnonymous: true, userName: 'Teal Otter' }), `I am <@${user}>`);
    });

    test('tells nothing of who it is', async () => {
      const { out } = await tickets('show', '1');
      expect(out).toContain('Teal Otter (anonymous; --reveal tells who it is, and is written down)');
      for (const shown of [out, (await tickets('show', '1', '--json')).out]) {
        expect(shown).not.toContain(user);
        expect(shown.toLowerCase()).not.toContain('mia');
      }
    });

    test('reveals it where that is asked for, and writes down that it was', async () => {
      const { out } = await tickets('show', '1', '--reveal');
      expect(out).toContain(`Teal Otter, who is Mia (mia, ${user})`);
      expect(out).toContain(`I am <@${user}>`);
      expect((await tickets('show', '1')).out).toMatch(/^Revealed +\d{4}-\d\d-\d\d \d\d:\d\d UTC by \S+$/m);
    });

    test('writes nothing down where there was nothing to reveal', async () => {
      open(2);
      await tickets('show', '2', '--reveal');
      expect((await tickets('show', '2')).out).not.toContain('Revealed');
    });
  });
});

describe('tickets search', () => {
  test('shows where it was written', async () => {
    wrote(open(1), 'I lost\nmy order');
    const { out } = await tickets('search', 'ORDER');
    expect(out).toMatch(/^TICKET  WRITTEN +BY   TEXT\n +1  \d{4}-\d\d-\d\d \d\d:\d\d UTC  Mia  I lost my order\n$/);
    expect(await json('search', 'order', '--user', user)).toMatchObject([{ ticket: 1, side: 'user', name: 'Mia' }]);
  });

  test('says where nobody did', async () => {
    expect(await tickets('search', '"***')).toEqual({ exitCode: 0, out: 'Nobody wrote that in a ticket.\n', err: '' });
  });
});

describe('tickets stats', () => {
  test('counts, and tells how long users wait, by category and staff, with feedback', async () => {
    const start = Date.now() - 10 * hour;
    for (const [index, minutes] of [1, 2, 3, 4, 100].entries()) {
      const category = index < 3 ? 'buying' : null;
      const changes = { openedAt: start, closedAt: start + (index + 1) * hour, category };
      wrote(close(index + 1, changes), 'Hi', { by: robin, at: start + minutes * 60_000 });
    }
    open(6, { openedAt: start });
    close(7, { openedAt: start - 1000 * hour, closedAt: start - 999 * hour });
    const farewell = { server: 'Harbour', comment: null, closeMessage: null, isSaidAnyway: false };
    const feedback = { askedAt: start, farewell, messageId: null, answers: [], sentAt: null, noticeId: null };
    store.saveTicket({
      ...(store.ticket(1 as TicketId) as Ticket),
      feedback: { ...feedback, rating: 5, ratedAt: Date.now() },
    });
    store.saveTicket({
      ...(store.ticket(2 as TicketId) as Ticket),
      feedback: { ...feedback, rating: 4, ratedAt: Date.now() },
    });

    const spread = (count: number, median: number, p90: number): object => {
      return { count, median_ms: median, p90_ms: p90 };
    };
    expect(await json('stats', '--since', '1d')).toMatchObject({
      opened: 6,
      closed: 5,
      open_now: 1,
      first_response: spread(5, 180_000, 6_000_000),
      time_to_close: spread(5, 3 * hour, 5 * hour),
      categories: [
        { category: 'buying', opened: 3, closed: 3, first_response: spread(3, 120_000, 180_000) },
        { category: null, opened: 3, closed: 2 },
      ],
      staff: [{ id: robin, name: 'Robin', messages: 5, tickets: 5, closed: 5 }],
      feedback: { count: 2, average: 4.5, ratings: { 4: 1, 5: 1 } },
    });
    const { out } = await tickets('stats', '--since', '1d');
    expect(out).toContain('Opened 6, closed 5; open now 1.\n');
    expect(out).toContain('First response: half within 3 minutes, nine of ten within 1 hour 40 minutes (of 5).\n');
    expect(out).toContain('Feedback: 4.5 of 5 on average (2: 5★ 1, 4★ 1, 3★ 0, 2★ 0, 1★ 0).\n');
    expect(out).toMatch(/^buying +3 +3  2 minutes \/ 3 minutes +2 hours \/ 3 hours$/m);
    expect(out).toMatch(new RegExp(`^Robin +5 +5 +5  ${robin}$`, 'm'));
  });

  test('of nothing is nothing', async () => {
    const { out, exitCode } = await tickets('stats');
    expect(exitCode).toBe(0);
    expect(out.split('\n').slice(1)).toEqual([
      'Opened 0, closed 0; open now 0.',
      'First response: none yet.',
      'Time to close: none yet.',
      'Feedback: none.',
      '',
    ]);
  });
});

describe('tickets close', () => {
  test('is written down for the bot’s next start, and says so', async () => {
    open(1);
    expect(await tickets('close', '1', '--comment', 'Solved', '--no-share-comment')).toEqual({
      exitCode: 0,
      out: '✔ Ticket 1 is closed at the bot’s next start: it doesn’t run now.\n',
      err: '',
    });
    expect(store.timers.due(Date.now())).toEqual([
      {
        key: 'ordered/1',
        event: { type: 'closingOrdered', ticketId: 1, comment: 'Solved', shareComment: false, notifyUser: false },
      },
    ]);
  });

  test.each<[string, readonly string[], number, string]>([
    ['an unknown ticket, and of those beside it', ['1', '9'], 3, 'There is no ticket 9.'],
    ['a closed one', ['2'], 1, 'Ticket 2 is closed already.'],
    ['one of a server that isn’t configured', ['3'], 1, 'Ticket 3 belongs to server 9, which isn’t configured.'],
    ['what is no number', ['x'], 2, 'A ticket has a number from 1 on.'],
    ['nothing', [], 2, "Missing required argument 'numbers'"],
    ['one with a long comment', ['1', '--comment', 'x'.repeat(1501)], 2, 'The comment has more than 1500 characters.'],
  ])('of %s is refused', async (_, argv, code, sentence) => {
    open(1);
    close(2);
    open(3, { serverId: '9' as ServerId });
    const { exitCode, out, err } = await tickets('close', ...argv);
    expect({ exitCode, out }).toEqual({ exitCode: code, out: '' });
    expect(err).toContain(sentence);
    expect(store.timers.due(Date.now())).toEqual([]);
  });
});

test('every subcommand has examples', async () => {
  for (const name of ['list', 'show', 'search', 'stats', 'export', 'close']) {
    expect((await tickets(name, '--help')).out).toContain(`$ supportmail tickets ${name}`);
  }
});
