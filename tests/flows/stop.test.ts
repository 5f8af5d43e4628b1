import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, startBot } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

const sending = '/channels/{channel_id}/messages';

let stage: Stage;
let bot: StartedProcess;
beforeEach(async () => {
  stage = await setStage();
  bot = startBot(stage);
  await bot.says('Ready:');
  stage.world.members[0].dm('Hello');
  await stage.until(() => readDms(stage.world.members[0]).length === 2);
});
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

/** What the post shows behind the user's facts. */
const inPost = (): string[] => stage.posts()[0]?.messages.slice(1).map(shown) ?? [];
const underWay = (text: string): boolean =>
  stage.sandbox.traffic.exchanges.some(({ body }) => JSON.stringify(body ?? '').includes(text));

async function endsWell(withinMs = 10_000): Promise<void> {
  bot.signal('SIGTERM');
  const { code, stderr } = await bot.end(withinMs);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

test('a message whose answer is slow is awaited, and not sent again by the next start', async () => {
  const [mia] = stage.world.members;
  stage.sandbox.faults.add({ method: 'POST', route: sending, when: 'after', effect: { delayMs: 700 } });
  const slow = mia.dm('Slow');
  await stage.until(() => underWay('Slow'));
  await endsWell();
  expect(inPost()).toEqual(['-# Mia\nHello', '-# Mia\nSlow']);

  bot = startBot(stage);
  await bot.says('Ready:');
  await stage.until(() => reactionsOn(slow).length === 1);
  expect(inPost()).toEqual(['-# Mia\nHello', '-# Mia\nSlow']);
});

describe('an answer that takes', () => {
  test('three seconds is awaited', async () => {
    const [mia] = stage.world.members;
    stage.sandbox.faults.add({ method: 'POST', route: sending, when: 'before', effect: { delayMs: 3_000 } });
    mia.dm('Slow');
    await stage.until(() => underWay('Slow'));
    await endsWell();
    expect(inPost()).toEqual(['-# Mia\nHello', '-# Mia\nSlow']);
  });

  // The second is the harder one: the request is still under way while the next process asks what became of it. The clock of the
  // process that ends runs faster: its ten seconds are two.
  test.each([
    ['after Discord did the work', 'after', 30_000],
    ['before Discord does the work', 'before', 5_000],
  ] as const)(
    'longer than ten seconds, %s, is left to the next start, which finds out',
    { timeout: 60_000 },
    async (_what, when, delayMs) => {
      await endsWell();
      bot = startBot(stage, { timesFaster: 5 });
      await bot.says('Ready:');
      const [mia] = stage.world.members;
      let hasCome = when === 'after';
      stage.sandbox.faults.add({ method: 'POST', route: sending, when, effect: { delayMs } });
      stage.sandbox.faults.add({ method: 'POST', route: sending, when: 'after', effect: () => void (hasCome = true) });
      const slow = mia.dm('Very slow');
      await stage.until(() => underWay('Very slow'));
      await endsWell(4_000);

      bot = startBot(stage);
      const later = mia.dm('And then?');
      await stage.until(() => hasCome && [slow, later].every((message) => reactionsOn(message).length === 1));
      expect(inPost()).toEqual(['-# Mia\nHello', '-# Mia\nVery slow', '-# Mia\nAnd then?']);
    },
  );
});

test('what is queued behind it stays, and is delivered once and in order by the next start', async () => {
  const [mia] = stage.world.members;
  const [robin] = stage.world.staff;
  stage.sandbox.faults.add({ method: 'POST', route: sending, times: 2, when: 'before', effect: { delayMs: 700 } });
  const texts = ['One', 'Two', 'Three', 'Four'];
  const written = texts.map((text) => mia.dm(text));
  const answers = texts.map((text) => robin.write(stage.posts()[0]?.id ?? '', `${text}!`));
  await stage.until(() => underWay('One') && underWay('One!'));
  await endsWell();
  const sentByTheFirst = inPost().filter((text) => text.startsWith('-# Mia')).length;
  expect(sentByTheFirst).toBe(2);

  bot = startBot(stage);
  await stage.until(() => [...written, ...answers].every((message) => reactionsOn(message).length === 1));
  expect(inPost().filter((text) => text.startsWith('-# Mia'))).toEqual(
    ['Hello', ...texts].map((text) => `-# Mia\n${text}`),
  );
  expect(readDms(mia).filter((text) => text.startsWith('-# Robin'))).toEqual(
    texts.map((text) => `-# Robin · Lantern Games\n${text}!`),
  );
});

test('a command that is being answered gets its answer', async () => {
  stage.sandbox.faults.add({
    route: '/interactions/{interaction_id}/{interaction_token}/callback',
    when: 'before',
    effect: { delayMs: 700 },
  });
  const answered = stage.world.staff[0].command('close', {}, { channelId: stage.posts()[0]?.id ?? '' });
  await stage.until(() => underWay('Closed by'));
  await endsWell();
  expect((await answered).type).toBe('message');

  bot = startBot(stage);
  await stage.until(() => stage.posts()[0]?.archived === true && stage.posts()[0]?.locked);
  expect(inPost().filter((text) => text.startsWith('🔒'))).toHaveLength(1);
});
