import { expect, test } from 'vitest';
import { createPacedRest } from '../../src/discord/pace.ts';
import type { PacedRest } from '../../src/discord/pace.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { withoutTurns } from '../support/without-turns.ts';

/** A Discord that answers after so long, and writes down when it counts what: as late as it may. */
function paced(answersAfterMs: (request: number) => number) {
  const clock = createFakeClock();
  const start = clock.now();
  const counted: { readonly name: string; readonly at: number }[] = [];
  let begun = 0;
  const discord = withoutTurns({
    request: (options) =>
      new Promise((resolve) => {
        begun += 1;
        clock.after(answersAfterMs(begun - 1), () => {
          counted.push({ name: options.fullRoute, at: clock.now() - start });
          resolve(null);
        });
      }),
  });
  const rest = createPacedRest(discord, clock);
  const ask = (pace: keyof PacedRest, name: string): void =>
    void rest[pace].request({ fullRoute: `/${name}` } as Parameters<PacedRest['urgent']['request']>[0]);
  /** Time goes on in small steps, so that what follows from an answer comes at its time. */
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 10) {
      for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
      clock.advance(10);
    }
  };
  return { counted, ask, pass, begun: () => begun };
}

const names = ({ counted }: ReturnType<typeof paced>) => counted.map(({ name }) => name.slice(1));

test('forty-six begin at once; the next ones a second after the answers', async () => {
  const discord = paced(() => 100);
  for (let count = 1; count <= 120; count += 1) discord.ask('urgent', String(count));
  await discord.pass(1_090);
  expect(discord.counted).toHaveLength(46);
  await discord.pass(130);
  expect(discord.counted).toHaveLength(92);
  await discord.pass(1_200);
  expect(names(discord)).toEqual(Array.from({ length: 120 }, (_, index) => String(index + 1)));
});

test('however long answers take, Discord never counts more than fifty in a second, and at least forty while some wait', async () => {
  const discord = paced((request) => (request * 37) % 200);
  for (let count = 0; count < 500; count += 1) discord.ask(count % 2 === 0 ? 'urgent' : 'background', 'x');
  await discord.pass(15_000);
  expect(discord.counted).toHaveLength(500);
  const within = (from: number) => discord.counted.filter(({ at }) => at >= from && at < from + 1_000).length;
  expect(Math.max(...discord.counted.map(({ at }) => within(at)))).toBeLessThanOrEqual(50);
  expect(discord.counted.at(-1)?.at).toBeLessThanOrEqual((500 / 40) * 1_000);
});

test('where requests get scarce, what is urgent overtakes the rest, each in its order', async () => {
  const discord = paced(() => 0);
  for (let count = 1; count <= 46; count += 1) discord.ask('urgent', 'before');
  for (const name of ['receipt 1', 'receipt 2']) discord.ask('background', name);
  for (const name of ['message 1', 'message 2']) discord.ask('urgent', name);
  await discord.pass(1_100);
  expect(names(discord).slice(46)).toEqual(['message 1', 'message 2', 'receipt 1', 'receipt 2']);
});

test('a request that fails frees its place as well', async () => {
  const clock = createFakeClock();
  const failing = { request: () => Promise.reject(new Error('down')) };
  const { urgent } = createPacedRest(withoutTurns(failing), clock);
  const outcomes: string[] = [];
  for (let count = 0; count < 60; count += 1) {
    void urgent.request({} as never).catch((error: Error) => outcomes.push(error.message));
  }
  for (let turn = 0; turn < 400; turn += 1) await Promise.resolve();
  expect(outcomes).toHaveLength(46);
  clock.advance(1_000);
  for (let turn = 0; turn < 400; turn += 1) await Promise.resolve();
  expect(outcomes).toHaveLength(60);
});

test('a clock that is put back holds nothing up', async () => {
  const clock = createFakeClock();
  let behind = 0;
  const asked: unknown[] = [];
  const rest = { request: (options: unknown) => Promise.resolve(void asked.push(options)) };
  const { urgent } = createPacedRest(withoutTurns(rest), { ...clock, now: () => clock.now() - behind });
  for (let count = 0; count < 46; count += 1) void urgent.request({} as never);
  for (let turn = 0; turn < 400; turn += 1) await Promise.resolve();
  behind = 3_600_000;
  for (let count = 0; count < 46; count += 1) void urgent.request({} as never);
  clock.advance(1_000);
  for (let turn = 0; turn < 400; turn += 1) await Promise.resolve();
  expect(asked).toHaveLength(92);
});

test('requests that are never answered hold up nobody after five seconds: Discord has counted them by then', async () => {
  const stuck = paced(() => 3_600_000);
  for (let count = 0; count < 46; count += 1) stuck.ask('urgent', 'stuck');
  stuck.ask('urgent', 'next');
  await stuck.pass(5_900);
  expect(stuck.begun()).toBe(46);
  await stuck.pass(200);
  expect(stuck.begun()).toBe(47);
});

test('one that was answered late counts once more from then on', async () => {
  const discord = paced((request) => (request === 0 ? 8_000 : 0));
  discord.ask('urgent', 'an upload');
  await discord.pass(7_950);
  await discord.pass(100);
  for (let count = 0; count < 46; count += 1) discord.ask('urgent', 'x');
  await discord.pass(850);
  expect(discord.counted).toHaveLength(46);
  await discord.pass(150);
  expect(discord.counted).toHaveLength(47);
});
