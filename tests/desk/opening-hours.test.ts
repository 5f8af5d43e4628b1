import { expect, test } from 'vitest';
import type { Effect } from '../../src/ticket/effects.ts';
import { createOffice, person, rulesWith, serverId } from '../support/desk.ts';

const mia = person('Mia');
const robin = person('Robin');
const nine = { from: 9 * 60, until: 17 * 60 };
/** Monday to Friday in Berlin. */
const hours = { timezone: 'Europe/Berlin', days: [[], [nine], [nine], [nine], [nine], [nine], []] };

/** What a user who writes at an instant is told about when staff are back. */
async function toldAt(now: string): Promise<string | null | undefined> {
  const office = createOffice();
  office.clock.advance(Date.parse(now) - office.clock.now());
  const sent: Effect[] = [];
  const bot = office.open(undefined, {
    rulesOf: (id) => (id === serverId ? rulesWith({ hours }) : null),
    perform: (effect, request, leaveOut) => {
      sent.push(effect);
      return office.discord.perform(effect, request, leaveOut);
    },
  });
  bot.delivery.start();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  expect(office.discord.posts).toHaveLength(1);
  const statements = sent.flatMap((effect) =>
    effect.type === 'sendToUser' && effect.body.type === 'statement' ? [effect.body.statement] : [],
  );
  expect(statements.map(({ type }) => type)).toEqual(['messageSent']);
  const [told] = statements;
  const backAt = told?.type === 'messageSent' ? told.backAt : undefined;
  return typeof backAt === 'number' ? new Date(backAt).toISOString() : backAt;
}

test('whoever opens a ticket while staff are there is told nothing of hours', async () => {
  expect(await toldAt('2026-11-30T10:00:00Z')).toBeNull();
});

test('whoever opens one at another time is told when they are back; it is opened all the same', async () => {
  expect(await toldAt('2026-11-29T10:00:00Z')).toBe('2026-11-30T08:00:00.000Z');
});

test('over the weekend on which the clock is set, they are told the hour of Monday’s clock, both ways', async () => {
  expect(await toldAt('2026-10-24T10:00:00Z')).toBe('2026-10-26T08:00:00.000Z');
  expect(await toldAt('2026-03-28T10:00:00Z')).toBe('2026-03-30T07:00:00.000Z');
});

test('whoever opens a ticket again is told, too, and nobody who writes in an open one', async () => {
  const office = createOffice();
  office.clock.advance(Date.parse('2026-11-30T15:55:00Z') - office.clock.now());
  const told: (number | null)[] = [];
  const bot = office.open(undefined, {
    rulesOf: (id) => (id === serverId ? rulesWith({ hours }) : null),
    perform: (effect, request, leaveOut) => {
      const statement =
        effect.type === 'editStatement'
          ? effect.statement
          : effect.type === 'sendToUser' && effect.body.type === 'statement'
            ? effect.body.statement
            : null;
      if (statement?.type === 'messageSent') told.push(statement.backAt);
      return office.discord.perform(effect, request, leaveOut);
    },
  });
  bot.delivery.start();
  bot.desk.handle(office.userWrites(mia, 'Hello'));
  await office.settle(bot);
  const post = office.discord.posts[0]?.id ?? '';
  office.clock.advance(6 * 60_000);
  bot.desk.handle(office.userWrites(mia, 'Are you there?'));
  await office.settle(bot);
  const reply = bot.desk.handle(office.closing(robin, post));
  const messageId = office.discord.write(post, '[closed]');
  bot.desk.performed(reply?.entryId ?? 0, { type: 'message', messageId });
  await office.settle(bot);
  bot.desk.handle(office.userWrites(mia, 'Thanks'));
  await office.settle(bot);
  const prompt = bot.store.prompt(mia.id);
  bot.desk.handle({
    key: 'press',
    type: 'promptAnswered',
    userId: mia.id,
    promptId: prompt?.id ?? '',
    choice: 'reopen',
    messageId: prompt?.messageId ?? messageId,
    language: null,
  });
  await office.settle(bot);
  expect(told).toEqual([null, Date.parse('2026-12-01T08:00:00Z')]);
});
