import { describe, expect, test } from 'vitest';
import type { Clock, Courier, Failure, Outcome, Request } from '../../src/desk/ports.ts';
import { createPacedRest } from '../../src/discord/pace.ts';
import { urgencyOf } from '../../src/ticket/effects.ts';
import type { Effect } from '../../src/ticket/effects.ts';
import { createOffice, person } from '../support/desk.ts';
import type { Incarnation, Office } from '../support/desk.ts';
import { withoutTurns } from '../support/without-turns.ts';

/** What Discord answers to a request that concerns the place in trouble; `null`: it does what it is told, as ever. */
type Trouble = (effect: Effect, clock: Clock) => Promise<Failure> | null;

const soon = (failure: Failure): Promise<Failure> => Promise.resolve(failure);
const failure = (kind: Failure['kind'], retryAfterMs: number | null = null): Failure => ({
  kind,
  retryAfterMs,
  cause: '',
});
const later = (clock: Clock, delayMs: number, answer: Failure): Promise<Failure> =>
  new Promise((resolve) => void clock.after(delayMs, () => resolve(answer)));

const troubles: readonly (readonly [what: string, trouble: Trouble])[] = [
  ['answers 500', () => soon(failure('unknownOutcome'))],
  [
    'never answers: each request is broken off after a minute',
    (_, clock) => later(clock, 60_000, failure('unknownOutcome')),
  ],
  ['answers 429 for this channel alone', () => soon(failure('busy', 4_000))],
  ['refuses the bot a permission', () => soon(failure('forbidden'))],
  ['was deleted', () => soon(failure('lost'))],
  ['takes a file that is sent for a minute and then refused', (_, clock) => later(clock, 60_000, failure('tooLarge'))],
];

const people = Array.from({ length: 20 }, (_, index) => person(`User ${index}`));
const robin = person('Robin');
const unlucky = person('User 0');

const stepMs = 250;
const minute = 60_000;
/** So long everybody writes, and the place is in trouble from the second minute on, until a while after. */
const writingMs = 10 * minute;
const troubledUntil = 12 * minute;

interface Sent {
  readonly at: number;
  readonly channel: string;
  readonly what: string;
}

interface Run {
  readonly office: Office;
  readonly bot: Incarnation;
  /** Every request in order. */
  readonly sent: readonly Sent[];
  readonly postOf: (user: { readonly name: string }) => string;
}

/** A bot with twenty tickets, in each of which both sides write for ten minutes; at Discord's pace, on a virtual clock. */
async function play(trouble: Trouble): Promise<Run> {
  const office = createOffice();
  const { clock, discord } = office;
  const begun = clock.now();
  const sent: Sent[] = [];
  const postOf: Run['postOf'] = ({ name }) => discord.posts[people.findIndex((one) => one.name === name)]?.id ?? '';
  const now = (): number => clock.now() - begun;

  const answer = async (effect: Effect, request: Request, leaveOut: Parameters<Courier['perform']>[2]) => {
    const channel = request.path;
    sent.push({ at: now(), channel, what: describeRequest(effect, request) });
    const isTroubled = channel === `/channels/${postOf(unlucky)}` && now() > minute && now() < troubledUntil;
    const failed = isTroubled ? await trouble(effect, clock) : null;
    return failed === null ? discord.perform(effect, request, leaveOut) : ({ ok: false, failure: failed } as const);
  };
  const paced = createPacedRest(
    withoutTurns({ request: (options) => (options as unknown as { run(): Promise<unknown> }).run() }),
    clock,
  );
  const bot = office.open(undefined, {
    perform: async (effect, request, leaveOut) => {
      const rest = urgencyOf(effect) === 'lower' ? paced.background : paced.urgent;
      const run = () => answer(effect, request, leaveOut);
      return (await rest.request({ run } as never)) as Outcome;
    },
  });
  bot.delivery.start();

  const pass = async (untilMs: number): Promise<void> => {
    while (now() < untilMs) {
      clock.advance(stepMs);
      await office.breathe();
    }
  };
  // One after the other, so that it is known which post is whose.
  for (const [index, user] of people.entries()) {
    bot.desk.handle(office.userWrites(user, 'Hello'));
    await pass((index + 1) * stepMs * 4);
  }
  for (let round = 0; now() < writingMs; round += 1) {
    for (const [index, user] of people.entries()) {
      if ((round + index) % 3 !== 0) bot.desk.handle(office.userWrites(user, `${user.name} writes ${round}`));
      if ((round + index) % 4 === 0) bot.desk.handle(office.staffWrite(robin, postOf(user), `Answer ${round}`));
      await pass(now() + stepMs);
    }
    await pass(now() + 15_000);
  }
  await pass(troubledUntil + 3 * minute);
  return { office, bot, sent, postOf };
}

/** A request as people would see it: IDs depend on what else happened. */
function describeRequest(effect: Effect, { body }: Request): string {
  const says = typeof body === 'object' && body !== null && 'says' in body ? ` ${String(body.says)}` : '';
  return `${effect.type}${says}`;
}

/** While the trouble lasts; what concerns the unlucky user, on either side, is left out. */
function elsewhere({ sent, postOf }: Run): Sent[] {
  const others = people.filter(({ id }) => id !== unlucky.id);
  const channels = new Set(others.flatMap((one) => [`/channels/${postOf(one)}`, `/channels/5${one.id}`]));
  return sent.filter(({ channel, at }) => at > minute && at < troubledUntil && channels.has(channel));
}

describe('while one place is in trouble for a long while', () => {
  const calm = play(() => null);

  test.each(troubles)(
    'that %s, all others get the same requests in the same order, at the same time',
    async (_, trouble) => {
      const undisturbed = elsewhere(await calm);
      const troubled = await play(trouble);
      // Twenty tickets, and none of them idle.
      expect(undisturbed.length).toBeGreaterThan(800);
      expect(new Set(undisturbed.map(({ channel }) => channel)).size).toBeGreaterThanOrEqual(38);
      expect(troubled.sent.length).not.toBe((await calm).sent.length);
      const others = elsewhere(troubled);
      expect(others.map(({ what }) => what)).toEqual(undisturbed.map(({ what }) => what));
      expect(others.map(({ at }) => at)).toEqual(undisturbed.map(({ at }) => at));
      expect(troubled.bot.broken).toEqual([]);
    },
  );

  test('what waited for it arrives afterwards, in order and once', async () => {
    const { office, bot, postOf } = await play(() => soon(failure('unknownOutcome')));
    const said = office.discord.channel(postOf(unlucky)).map(({ says }) => says);
    const theirs = said.filter((text) => text.startsWith('-# User 0\n')).map((text) => text.split('\n')[1] ?? '');
    const rounds = theirs.slice(1).map((text) => Number(text.split(' ').at(-1)));
    expect(theirs[0]).toBe('Hello');
    expect(rounds.length).toBeGreaterThan(10);
    expect(rounds).toEqual([...new Set(rounds)].toSorted((a, b) => a - b));
    expect(bot.store.outbox.size()).toBe(0);
  });
});
