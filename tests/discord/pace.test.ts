import { expect, test } from 'vitest';
import { createPacedRest } from '../../src/discord/pace.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function paced() {
  const clock = createFakeClock();
  const begun: { name: string; at: number }[] = [];
  const start = clock.now();
  const rest = createPacedRest(
    {
      request: (options) => {
        begun.push({ name: options.fullRoute, at: clock.now() - start });
        return Promise.resolve(null);
      },
    },
    clock,
  );
  const ask = (pace: 'urgent' | 'background', name: string): void =>
    void rest[pace].request({ fullRoute: `/${name}` } as never);
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { clock, begun, ask, settle };
}

test('requests within the limit begin at once; the fifty-first waits for a second', async () => {
  const { clock, begun, ask, settle } = paced();
  for (let count = 1; count <= 120; count += 1) ask('urgent', String(count));
  await settle();
  expect(begun).toHaveLength(50);
  clock.advance(1_039);
  await settle();
  expect(begun).toHaveLength(50);
  clock.advance(1);
  await settle();
  expect(begun).toHaveLength(100);
  clock.advance(1_040);
  await settle();
  expect(begun.map(({ name }) => name)).toEqual(Array.from({ length: 120 }, (_, index) => `/${index + 1}`));
});

test('in no second more than fifty begin, however they come', async () => {
  const { clock, begun, ask, settle } = paced();
  for (let wave = 0; wave < 12; wave += 1) {
    for (let count = 0; count < 20; count += 1) ask(count % 2 === 0 ? 'urgent' : 'background', 'x');
    for (let step = 0; step < 17; step += 1) {
      await settle();
      clock.advance(10);
    }
  }
  for (let step = 0; step < 500; step += 1) {
    await settle();
    clock.advance(10);
  }
  expect(begun).toHaveLength(240);
  for (const { at } of begun) {
    const within = begun.filter((other) => other.at >= at && other.at < at + 1_000);
    expect(within.length).toBeLessThanOrEqual(50);
  }
});

test('where requests get scarce, what is urgent overtakes the rest, each in its order', async () => {
  const { clock, begun, ask, settle } = paced();
  for (let count = 1; count <= 50; count += 1) ask('urgent', 'before');
  ask('background', 'receipt 1');
  ask('background', 'receipt 2');
  ask('urgent', 'message 1');
  ask('urgent', 'message 2');
  clock.advance(1_040);
  await settle();
  expect(begun.slice(50).map(({ name }) => name)).toEqual(['/message 1', '/message 2', '/receipt 1', '/receipt 2']);
});
