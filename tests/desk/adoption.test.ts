import { beforeEach, describe, expect, test } from 'vitest';
import { createAdoption } from '../../src/desk/adoption.ts';
import type { Adoption, Answered, Forums, PostOrigin, StandingPost } from '../../src/desk/adoption.ts';
import type { Failure } from '../../src/desk/ports.ts';
import type { ChannelId, PostId, ServerId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';

const nora = person('Nora');

let office: Office;
let bot: Incarnation;
let adoption: Adoption;
let standing: StandingPost[];
let origins: Map<string, PostOrigin>;
/** What the next requests are answered with. */
let failures: Failure['kind'][];
let asked: string[];
let told: string[];
let broken: string[];

function answer<Value>(what: string, value: Value): Promise<Answered<Value>> {
  asked.push(what);
  const kind = failures.shift();
  return Promise.resolve(
    kind === undefined ? { ok: true, value } : { ok: false, failure: { kind, cause: 'the test', retryAfterMs: null } },
  );
}

const forums: { -readonly [Key in keyof Forums]: Forums[Key] } = {
  posts: () => answer('posts', standing),
  origin: (postId) => answer(`origin ${postId}`, origins.get(postId) ?? null),
  correspondent: () => answer('correspondent', { person: nora, channelId: `5${nora.id}` as ChannelId }),
};

function stands(postId: string, ticketId: number, changes: Partial<StandingPost> = {}, mark = `mark${postId}`): void {
  const at = office.clock.now();
  const post = { postId: postId as PostId, serverId, isLocked: false, status: null, closedAt: at } as const;
  standing.push({ ...post, ...changes });
  origins.set(postId, { ticketId: ticketId as TicketId, mark, user: nora, openedAt: at });
}

beforeEach(() => {
  office = createOffice();
  bot = office.open();
  standing = [];
  origins = new Map();
  failures = [];
  asked = [];
  told = [];
  broken = [];
  adoption = createAdoption({
    store: bot.store,
    desk: bot.desk,
    forums,
    clock: office.clock,
    random: { below: () => 0, mark: () => '', nonce: () => '', fraction: () => 0.5 },
    servers: () => [serverId],
    onAdopted: (tickets) => void told.push(`adopted ${tickets.join(', ')}`),
    onStrange: (posts) => void told.push(`strange ${posts.join(', ')}`),
    onTrouble: (_server: ServerId, { kind }) => void told.push(kind),
    guard: (_handled, run) => {
      try {
        run();
      } catch (error) {
        broken.push(String(error));
      }
    },
  });
});

/** Runs it to its end, with all the waiting that it needs. */
async function run(): Promise<void> {
  const state = { isDone: false };
  void adoption.run().then(() => (state.isDone = true));
  for (let turns = 0; turns < 200 && !state.isDone; turns += 1) {
    await office.breathe();
    if (!state.isDone) office.clock.toNextAlarm();
  }
  expect(state.isDone).toBe(true);
}

describe('posts that the database doesn’t know', () => {
  test('become tickets, and the operator is told which', async () => {
    stands('701', 8);
    stands('702', 7, { isLocked: true });
    await run();
    expect(bot.store.ticket(7 as TicketId)?.status).toBe('closed');
    expect(bot.store.ticket(8 as TicketId)?.status).toBe('open');
    expect(bot.store.user(nora.id)?.channelId).toBe(`5${nora.id}`);
    expect(told).toEqual(['adopted 7, 8']);
  });

  test('a closed one that staff open again reaches its user, whose DM nobody asked for before', async () => {
    stands('701', 7, { isLocked: true });
    await run();
    const answerTo = { interactionId: '1', applicationId: '2', token: 'token', language: 'en' };
    const wish = { ticketId: 7 as TicketId, by: nora, reason: null, isReasonVisible: false, answerTo };
    const where = { serverId, channelId: '777' as ChannelId };
    bot.delivery.start();
    bot.desk.handle({ key: 'reopen', type: 'reopenCommanded', ...wish, ...where });
    await office.settle(bot);
    expect(bot.store.user(nora.id)?.channelId).toBe(`5${nora.id}`);
    expect(office.discord.channel(`5${nora.id}`).map(({ says }) => says)).toEqual(['[reopenedForUser]']);
  });

  test('a closed one costs no question for its user’s DM, and neither does a known DM', async () => {
    stands('701', 7, { isLocked: true });
    await run();
    bot.desk.handle(office.userWrites(nora, 'Hello'));
    stands('702', 8);
    await run();
    expect(asked).not.toContain('correspondent');
  });

  test('of anonymous users belong to nobody, and no other ticket gets their numbers', async () => {
    stands('701', 7);
    origins.set('701', { ...(origins.get('701') ?? expect.unreachable()), user: null });
    await run();
    expect(told).toEqual(['strange 701']);
    expect(asked).not.toContain('correspondent');
    expect(bot.store.ticket(7 as TicketId)).toBeNull();
    expect(bot.store.nextTicketId()).toBe(8);
  });

  test('that tell nothing, or have another ticket’s number, are named', async () => {
    stands('701', 7);
    stands('702', 7);
    stands('703', 9);
    origins.delete('703');
    await run();
    expect(told).toEqual(['adopted 7', 'strange 702, 703']);
  });

  test('the oldest of a user’s has what they wrote before it', async () => {
    const first = office.userWrites(nora, 'Hello');
    bot.desk.handle(first);
    stands('702', 2);
    stands('701', 1, { isLocked: true });
    await run();
    expect(bot.store.recorded(first.writing.messageId)?.ticketId).toBe(1);
    expect(bot.store.outbox.waitingIn('post/2')).toEqual([]);
  });

  test('one may be the post that a ticket waits for', async () => {
    bot.desk.handle(office.userWrites(nora, 'Hello'));
    bot.desk.performed(1, {
      type: 'member',
      member: { serverId, userId: nora.id, name: 'Nora', joinedAt: 0, roleIds: [] },
    });
    const mark = bot.store.ticket(1 as TicketId)?.mark;
    stands('701', 1, {}, mark);
    await run();
    expect(bot.store.ticket(1 as TicketId)?.postId).toBe('701');
    expect(told).toEqual([]);
  });

  test('and the ticket may have been closed since it was waited for', async () => {
    bot.desk.handle(office.userWrites(nora, 'Hello'));
    bot.desk.performed(1, {
      type: 'member',
      member: { serverId, userId: nora.id, name: 'Nora', joinedAt: 0, roleIds: [] },
    });
    stands('701', 1, { isLocked: true, status: 'closed' }, bot.store.ticket(1 as TicketId)?.mark);
    await run();
    expect(bot.store.ticket(1 as TicketId)).toMatchObject({ postId: '701', status: 'closed' });
  });
});

describe('where Discord gives no answer', () => {
  test('it is asked again, for a minute', async () => {
    stands('701', 7);
    failures = ['down', 'busy', 'unknownOutcome'];
    await run();
    expect(told).toEqual(['down', 'busy', 'unknownOutcome', 'adopted 7']);
    failures = Array.from({ length: 100 }, () => 'down');
    const began = office.clock.now();
    await run();
    expect(office.clock.now() - began).toBeGreaterThan(55_000);
    expect(office.clock.now() - began).toBeLessThan(120_000);
  });

  test('a refusal is told, and ends it', async () => {
    stands('701', 7);
    failures = ['forbidden'];
    await run();
    expect(asked).toEqual(['posts']);
    expect(told).toEqual(['forbidden']);
  });

  test('a post whose first message could not be read is left for the next start, not called strange', async () => {
    stands('701', 7);
    const origin = forums.origin.bind(forums);
    forums.origin = (postId) => {
      failures = ['forbidden'];
      return origin(postId);
    };
    await run();
    forums.origin = origin;
    expect(told).toEqual(['forbidden']);
  });

  test('an answer that comes after the end, when the database is closed, disturbs nobody', async () => {
    stands('701', 7);
    const answered = Promise.withResolvers<Answered<StandingPost[]>>();
    const { posts } = forums;
    forums.posts = () => answered.promise;
    const running = adoption.run();
    adoption.stop();
    office.database.close();
    answered.resolve({ ok: true, value: standing });
    await running;
    forums.posts = posts;
    expect(broken).toEqual([]);
  });

  test('a database that fails meanwhile is told like any other trouble', async () => {
    stands('701', 7);
    office.database.close();
    await run();
    expect(broken).toHaveLength(1);
  });

  test('nothing is done any more once it was stopped', async () => {
    stands('701', 7);
    failures = ['down'];
    const running = adoption.run();
    await office.breathe();
    adoption.stop();
    await running;
    expect(asked).toEqual(['posts']);
    expect(told).toEqual(['down']);
  });
});
