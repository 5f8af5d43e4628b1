import { beforeEach, describe, expect, test } from 'vitest';
import { Gate } from '../../src/discord/gate.ts';
import type { Passing } from '../../src/discord/gate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';

const refusal = new Error('refused');
const other = new Error('something else');

let clock: FakeClock;
let gate: Gate;
/** What happens to requests now. */
let discord: 'takes' | 'refuses' | 'fails' | 'hangs';
let asked: string[];
let told: string[];
/** Ends the requests that hang. */
let end: (() => void)[];

beforeEach(() => {
  clock = createFakeClock();
  gate = new Gate({ clock, random: { fraction: () => 1 }, firstWaitMs: 15_000 });
  discord = 'takes';
  asked = [];
  told = [];
  end = [];
});

async function perform(about: string): Promise<string> {
  asked.push(about);
  if (discord === 'hangs') await new Promise<void>((resolve) => void end.push(resolve));
  if (discord === 'refuses') throw refusal;
  if (discord === 'fails') throw other;
  return 'done';
}

/** What comes of one that wants to pass: `done`, `refused`, `something else`, or `kept away`. */
function pass(about: string, changes: Partial<Passing<string>> = {}): Promise<string> {
  const passing: Passing<string> = {
    about,
    circumstances: null,
    isDoubtful: false,
    perform: () => perform(about),
    judge: (error) => (error === refusal ? { isForAll: false } : null),
    withheld: (forMs) => new Error(`kept away for ${forMs}`),
    onShut: () => void told.push('shut'),
    onOpen: () => void told.push('open'),
    ...changes,
  };
  return gate.pass(passing).catch((error: unknown) => (error instanceof Error ? error.message : ''));
}

const passAll = (...names: readonly string[]): Promise<string[]> => Promise.all(names.map((name) => pass(name)));

test('everything passes while nothing is refused, also where requests fail', async () => {
  expect(await passAll('a', 'b')).toEqual(['done', 'done']);
  discord = 'fails';
  expect(await passAll('a', 'b', 'c', 'd', 'e')).toEqual(Array.from({ length: 5 }, () => 'something else'));
  discord = 'takes';
  expect(await pass('a')).toBe('done');
  expect(told).toEqual([]);
});

describe('a refusal', () => {
  beforeEach(() => {
    discord = 'refuses';
  });

  test('of one, however often, keeps nobody else away', async () => {
    for (let count = 0; count < 9; count += 1) expect(await pass('odd')).toBe('refused');
    discord = 'takes';
    expect(await pass('other')).toBe('done');
    expect(told).toEqual([]);
  });

  test('of three, none taken between, keeps everybody away', async () => {
    await pass('a');
    await pass('b');
    discord = 'takes';
    await pass('c');
    discord = 'refuses';
    for (const name of ['a', 'b', 'c']) expect(await pass(name)).toBe('refused');
    expect(await passAll('a', 'd')).toEqual(['kept away for 15000', 'kept away for 15000']);
    expect(told).toEqual(['shut']);
  });

  test('of one is enough where it was to be expected, or says that it is for all', async () => {
    expect(await pass('a', { isDoubtful: true })).toBe('refused');
    expect(await pass('b')).toBe('kept away for 15000');
    gate = new Gate({ clock, random: { fraction: () => 1 }, firstWaitMs: 15_000 });
    expect(await pass('a', { judge: () => ({ isForAll: true, waitMs: 90_000 }) })).toBe('refused');
    expect(await pass('b')).toBe('kept away for 90000');
  });
});

describe('while it is shut', () => {
  beforeEach(async () => {
    discord = 'refuses';
    await pass('a', { isDoubtful: true });
    asked = [];
  });

  test('one at a time tries, ever more rarely, at most every ten minutes', async () => {
    const at: number[] = [];
    const begun = clock.now();
    for (let minute = 0; minute < 60; minute += 1) {
      for (let count = 0; count < 60; count += 1) {
        const before = asked.length;
        await passAll('a', 'b', 'c');
        if (asked.length > before) at.push((clock.now() - begun) / 1000);
        clock.advance(1_000);
      }
    }
    expect(at).toEqual([15, 45, 105, 225, 465, 945, 1545, 2145, 2745, 3345]);
    expect(asked).toHaveLength(at.length);
  });

  test('and what one tries is taken, all others that wait for it pass', async () => {
    clock.advance(15_000);
    discord = 'hangs';
    const all = passAll('a', 'b', 'c');
    await Promise.resolve();
    expect(asked).toEqual(['a']);
    discord = 'takes';
    for (const finish of end) finish();
    expect(await all).toEqual(['done', 'done', 'done']);
    expect(told).toEqual(['shut', 'open']);
  });

  test('and what one tries fails in another way, the next one tries', async () => {
    clock.advance(15_000);
    discord = 'fails';
    expect(await passAll('a', 'b')).toEqual(['something else', 'something else']);
    discord = 'refuses';
    expect(await passAll('a', 'b')).toEqual(['refused', 'kept away for 30000']);
  });

  test('a change of circumstances is worth a try at once', async () => {
    discord = 'takes';
    expect(await pass('a', { circumstances: null })).toBe('kept away for 15000');
    expect(await pass('a', { circumstances: 7n })).toBe('done');
    expect(await pass('b')).toBe('done');
  });

  test('requests that were under way already when one was refused lengthen nothing', async () => {
    gate = new Gate({ clock, random: { fraction: () => 1 }, firstWaitMs: 15_000 });
    discord = 'refuses';
    expect(await passAll('a', 'b', 'c', 'd', 'e')).toEqual(Array.from({ length: 5 }, () => 'refused'));
    expect(await pass('f')).toBe('kept away for 15000');
  });
});

describe('where a refusal is to be expected', () => {
  test('one goes first; if it is taken, the expectation was wrong under these circumstances', async () => {
    discord = 'hangs';
    const doubtful = { isDoubtful: true, circumstances: 5n };
    const all = [pass('a', doubtful), pass('b', doubtful)];
    await Promise.resolve();
    expect(asked).toEqual(['a']);
    discord = 'takes';
    for (const finish of end) finish();
    expect(await Promise.all(all)).toEqual(['done', 'done']);
    discord = 'hangs';
    void pass('c', doubtful);
    void pass('d', doubtful);
    expect(asked.slice(2)).toEqual(['c', 'd']);
    expect(told).toEqual([]);
  });

  test('nothing is concluded for others', async () => {
    discord = 'hangs';
    void pass('a', { isDoubtful: true, circumstances: 5n });
    void pass('b', { circumstances: 6n });
    await Promise.resolve();
    expect(asked).toEqual(['a', 'b']);
  });
});

test('what was let through though it failed counts as taken where the failure shows that', async () => {
  discord = 'refuses';
  await passAll('a', 'b');
  discord = 'fails';
  await pass('c', { judge: () => 'taken' });
  discord = 'refuses';
  await pass('d');
  expect(told).toEqual([]);
});
