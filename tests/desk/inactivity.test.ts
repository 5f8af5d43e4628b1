import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { OutsideEvent } from '../../src/desk/ports.ts';
import type { Rules } from '../../src/ticket/rules.ts';
import type { ChannelId, TicketId } from '../../src/ticket/ticket.ts';
import { createOffice, person, rulesWith, serverId } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';
import { fuseAt, whileAlive } from '../support/fuses.ts';

const mia = person('Mia');
const robin = person('Robin');
const hour = 3_600_000;
/** So long a message that was written before may still arrive. */
const late = 30_000;
const usual = { remindAfterMs: 48 * hour, closeAfterMs: 120 * hour };

let office: Office;
let bot: Incarnation;
let post: string;

async function begin(changes: Partial<Rules> = usual): Promise<void> {
  office = createOffice();
  live(changes);
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  post = office.discord.posts[0]?.id ?? '';
}
beforeEach(() => begin());

/** A process begins, after whichever ran before. */
function live(changes: Partial<Rules> = usual): void {
  office.clock.clear();
  bot = office.open(undefined, { rulesOf: (id) => (id === serverId ? rulesWith(changes) : null) });
  run(bot);
}

function run({ delivery, desk, timers }: Incarnation): void {
  delivery.start();
  desk.setTimers();
  timers.start();
}

async function happen(event: OutsideEvent): Promise<void> {
  const reply = bot.desk.handle(event);
  const entryId = reply?.entryId ?? null;
  if (entryId !== null) bot.desk.performed(entryId, { type: 'done' });
  await office.breathe();
}
const answers = (text = 'Have you tried again?') => happen(office.staffWrite(robin, post, text));
const writes = (text = 'Yes') => happen(office.userWrites(mia, text));

async function pass(ms: number): Promise<void> {
  office.clock.advance(ms);
  await office.breathe();
}

let uses = 0;
const asking = (): OutsideEvent => {
  uses += 1;
  const used = { serverId, channelId: post as ChannelId, ticketId: null, by: robin } as const;
  const request = { id: String(uses), comment: null, shareComment: true, closeInMs: null };
  return { key: `interaction:request${uses}`, type: 'closeRequested', ...used, ...request };
};
const refusing = (): OutsideEvent => {
  const answer = { userId: mia.id, ticketId: 1 as TicketId, requestId: String(uses), choice: 'keep' } as const;
  return { key: `interaction:answer${uses}`, type: 'closeRequestAnswered', ...answer };
};

const statements = (channelId: string) =>
  office.discord.channel(channelId).flatMap(({ says }) => (says.startsWith('[') ? [says] : []));
const inDm = () => statements(`5${mia.id}`).filter((says) => says !== '[messageSent]');
const inPost = () => statements(post).filter((says) => says !== '[facts]');
const status = () => bot.store.ticket(1 as TicketId)?.status;

describe('a user who doesn’t answer', () => {
  test('is reminded once, and then the ticket is closed, and both sides read why', async () => {
    await answers();
    await pass(48 * hour + late - 1);
    expect(inDm()).toEqual([]);
    await pass(1);
    expect(inDm()).toEqual(['[answerAwaited]']);
    await pass(72 * hour);
    expect(inDm()).toEqual(['[answerAwaited]']);
    await pass(late);
    expect(inDm()).toEqual(['[answerAwaited]', '[closedForUser]']);
    expect(inPost()).toEqual(['[closedForSilence]']);
    expect(status()).toBe('closed');
    expect(office.discord.posts[0]?.archived).toBe(true);
    const logged = office.database.prepare('SELECT type, by_user_id, detail FROM ticket_log WHERE entry_id > 1').all();
    expect(logged).toEqual([
      { type: 'reminded', by_user_id: null, detail: null },
      { type: 'closing', by_user_id: null, detail: 'the user did not answer' },
      { type: 'closed', by_user_id: null, detail: null },
    ]);
    expect(bot.store.timers.nextAfter(0)).toBeNull();
  });

  test('is left alone where nothing is configured, and only reminded, or only closed, where one is', async () => {
    await begin({});
    await answers();
    await pass(1000 * hour);
    expect([inDm(), status()]).toEqual([[], 'open']);
    await begin({ remindAfterMs: hour });
    await answers();
    await pass(1000 * hour);
    expect([inDm(), status()]).toEqual([['[answerAwaited]'], 'open']);
    await begin({ closeAfterMs: hour });
    await answers();
    await pass(hour + late);
    expect([inDm(), status()]).toEqual([['[closedForUser]'], 'closed']);
  });

  test('has until the last message of staff, whichever that is', async () => {
    await answers();
    await pass(47 * hour);
    await answers('And now?');
    await pass(47 * hour);
    expect(inDm()).toEqual([]);
    await pass(hour + late);
    expect(inDm()).toEqual(['[answerAwaited]']);
    await answers('Hello?');
    await pass(119 * hour);
    expect([inDm(), status()]).toEqual([['[answerAwaited]', '[answerAwaited]'], 'open']);
  });

  test('isn’t one who has nothing to answer: before staff have written, after an answer, and by a note', async () => {
    await pass(1000 * hour);
    await answers();
    await pass(47 * hour);
    await writes();
    await pass(1000 * hour);
    await answers('// a note');
    await pass(1000 * hour);
    expect([inDm(), status()]).toEqual([[], 'open']);
  });

  test('isn’t one who never got what they should answer', async () => {
    office.discord.befall('sendToUser', 'closedDms');
    await answers();
    await pass(1000 * hour);
    expect([inDm(), inPost(), status()]).toEqual([[], ['[notDeliveredToUser]'], 'open']);
    live();
    await pass(1000 * hour);
    expect(status()).toBe('open');
  });

  test('wins by a message that was written before the time and arrives half a minute later', async () => {
    await answers();
    await pass(48 * hour + late);
    await pass(72 * hour + late - 1);
    expect([inDm(), status()]).toEqual([['[answerAwaited]'], 'open']);
    await writes();
    await pass(1000 * hour);
    expect(status()).toBe('open');
  });
});

describe('a closing that is planned', () => {
  test('comes first: who is asked whether the ticket may be closed isn’t reminded', async () => {
    await answers();
    await happen(asking());
    await pass(1000 * hour);
    expect([inDm(), status()]).toEqual([['[mayBeClosed]'], 'open']);
  });

  test('that is refused gives all the time anew', async () => {
    await answers();
    await happen(asking());
    await pass(1000 * hour);
    await happen(refusing());
    await pass(47 * hour);
    expect(inDm()).not.toContain('[answerAwaited]');
    await pass(hour + late);
    expect(inDm()).toContain('[answerAwaited]');
  });

  test('for later is carried out, and nothing else', async () => {
    await answers();
    await happen(office.closing(robin, post, { inMs: 100 * hour }));
    await pass(100 * hour + late);
    expect(inPost()).toEqual(['[closed]']);
    await pass(1000 * hour);
    expect(inDm()).toEqual([]);
  });
});

describe('while the bot is down', () => {
  test('nothing is forgotten, and nothing begins anew', async () => {
    await answers();
    await pass(24 * hour);
    live();
    await pass(24 * hour + late);
    expect(inDm()).toEqual(['[answerAwaited]']);
    live();
    await pass(72 * hour + late);
    expect(status()).toBe('closed');
  });

  test('what was due waits until it is known what was written meanwhile', async () => {
    await answers();
    office.clock.clear();
    office.clock.advance(500 * hour);
    const read = Promise.withResolvers<void>();
    bot = office.open(undefined, {
      rulesOf: () => rulesWith(usual),
      whenRead: () => read.promise,
    });
    run(bot);
    await office.breathe();
    expect(inDm()).toEqual([]);
    await writes();
    read.resolve();
    await pass(1000 * hour);
    expect([inDm(), status()]).toEqual([[], 'open']);
  });

  test('nobody is closed out unreminded: they get as long after it as they were to have', async () => {
    await answers();
    office.clock.clear();
    office.clock.advance(500 * hour);
    live();
    await office.breathe();
    expect([inDm(), status()]).toEqual([['[answerAwaited]'], 'open']);
    await pass(72 * hour + late - 1);
    expect(status()).toBe('open');
    await pass(1);
    expect(status()).toBe('closed');
  });

  test('the configuration may change: what it says at the start holds', async () => {
    await answers();
    live({ remindAfterMs: 10 * hour });
    await pass(10 * hour + late);
    expect(inDm()).toEqual(['[answerAwaited]']);
    live({});
    await pass(1000 * hour);
    expect(status()).toBe('open');
    live({ closeAfterMs: 200 * hour });
    await office.breathe();
    expect(status()).toBe('closed');
  });
});

test('a process killed at any step reminds once and closes once', { timeout: 60_000 }, async () => {
  const walk = async (deadStep: number): Promise<{ seen: unknown; steps: readonly string[] }> => {
    office = createOffice();
    const fuses = [fuseAt(deadStep), fuseAt(Number.POSITIVE_INFINITY)];
    let fuse = fuses[0] ?? fuseAt(1);
    const told: OutsideEvent[] = [];
    const start = (): void => {
      office.clock.clear();
      bot = office.open(fuse, { rulesOf: () => rulesWith(usual) });
      const born = bot;
      whileAlive(() => run(born));
    };
    const survive = async (): Promise<void> => {
      await office.breathe();
      if (fuse !== fuses[0] || !fuse.isDead()) return;
      fuse = fuses[1] ?? fuse;
      start();
      // What was written while nobody listened is found by reading.
      for (const event of told) bot.desk.handle(event);
      await office.settle(bot);
    };
    const deed = async (event: OutsideEvent): Promise<void> => {
      told.push(event);
      whileAlive(() => void bot.desk.handle(event));
      await survive();
    };
    start();
    await deed(office.userWrites(mia, 'Hello'));
    await deed(office.staffWrite(robin, office.discord.posts[0]?.id ?? '', 'Hello Mia'));
    for (let passed = 0; passed < 30; passed += 1) {
      whileAlive(() => office.clock.advance(5 * hour));
      await survive();
    }
    post = office.discord.posts[0]?.id ?? '';
    return { seen: [inDm(), inPost(), status(), office.discord.posts[0]?.archived], steps: fuses[0]?.steps ?? [] };
  };
  const whole = [['[answerAwaited]', '[closedForUser]'], ['[closedForSilence]'], 'closed', true];
  const undisturbed = await walk(Number.POSITIVE_INFINITY);
  expect(undisturbed.seen).toEqual(whole);
  expect(undisturbed.steps.length).toBeGreaterThan(50);
  const harmed: unknown[] = [];
  for (const [index, step] of undisturbed.steps.entries()) {
    const { seen } = await walk(index + 1);
    if (JSON.stringify(seen) !== JSON.stringify(whole)) harmed.push({ killed: `${index + 1}: ${step}`, seen });
  }
  expect(harmed).toEqual([]);
});

type Deed = { readonly does: 'answers' | 'writes' | 'restarts' } | { readonly does: 'waits'; readonly hours: number };

test('however people write and the bot restarts, silence alone counts', { timeout: 60_000 }, async () => {
  const deed: fc.Arbitrary<Deed> = fc.oneof(
    fc.constantFrom<Deed>({ does: 'answers' }, { does: 'writes' }, { does: 'restarts' }),
    fc.integer({ min: 1, max: 80 }).map((hours) => ({ does: 'waits' as const, hours })),
  );
  const property = fc.asyncProperty(fc.array(deed, { maxLength: 20 }), async (deeds) => {
    await begin();
    // What is expected, by the hour: the bot is never down for longer than a moment.
    let silentFor: number | null = null;
    let reminders = 0;
    for (const one of deeds) {
      if (one.does === 'answers') await answers();
      if (one.does === 'writes') await writes();
      if (one.does === 'restarts') live();
      if (one.does === 'answers') silentFor = 0;
      if (one.does === 'writes') silentFor = null;
      for (let hours = 0; one.does === 'waits' && hours < one.hours && status() === 'open'; hours += 1) {
        await pass(hour);
        if (silentFor === null) continue;
        silentFor += 1;
        // Half a minute later than the hour.
        if (silentFor === 49) reminders += 1;
        // The clock of these tests goes by the hour, and so the reminder counts from the end of its hour.
        const isOver = silentFor > 121;
        expect([inDm().filter((says) => says === '[answerAwaited]').length, status()]).toEqual([
          reminders,
          isOver ? 'closed' : 'open',
        ]);
      }
      if (status() !== 'open') return;
    }
  });
  await fc.assert(property, { numRuns: 25 });
});
