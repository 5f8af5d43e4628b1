import { afterAll, describe, expect, test } from 'vitest';
import { badGateway } from '../../src/sandbox/faults.ts';
import type { FaultEffect } from '../../src/sandbox/faults.ts';
import type { ApiRequest } from '../../src/sandbox/traffic.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, startBot } from '../support/start-process.ts';

// A bot that outlived a failed test would try to reach its sandbox for ever.
afterAll(endProcesses);

const ways: readonly (readonly [string, FaultEffect])[] = [
  ['a reset', 'reset'],
  ['a plain close', 'close'],
  ['a 502', { status: 502, body: { message: 'later', code: 0 } }],
  ['a page of the front before Discord', badGateway()],
];
const texts = ['One', 'Two', 'Two', 'Three', 'Four'];

describe.concurrent.each(ways)('five messages of each side whose answers are lost by %s', (_way, effect) => {
  test('arrive once and in order: the gateway tells that they were made', { timeout: 60_000 }, () =>
    expectAllOnce(effect, () => undefined),
  );

  test('arrive once and in order, though nothing tells that they were made', { timeout: 60_000 }, () =>
    expectAllOnce(effect, ({ sandbox }) => {
      sandbox.world.settings.echoBeforeAnswer = false;
      // What was written was told by then; what is made from it isn't.
      sandbox.faults.add({ method: 'POST', route: sending, when: 'before', effect: () => sandbox.gateway.pause() });
    }),
  );
});

const sending = '/channels/{channel_id}/messages';

async function expectAllOnce(effect: FaultEffect, prepare: (stage: Stage) => void): Promise<void> {
  const stage = await setStage({ patienceMs: 50_000 });
  const bot = startBot(stage);
  await bot.says('Ready:');
  const [mia] = stage.world.members;
  const [robin] = stage.world.staff;
  mia.dm('Hello');
  await stage.until(() => readDms(mia).length === 2);
  prepare(stage);
  const lost = loseFirstAnswers(stage, effect);
  const post = stage.posts()[0]?.id ?? '';
  const written = texts.flatMap((text) => [mia.dm(text), robin.write(post, text)]);
  await stage.until(() => written.every((message) => reactionsOn(message).join('') === '✅'));
  stage.sandbox.gateway.resume();
  expect(lost.size).toBe(10);
  const inPost = stage
    .posts()[0]
    ?.messages.map(shown)
    .filter((text) => text.startsWith('-# Mia'));
  expect(inPost).toEqual(['Hello', ...texts].map((text) => `-# Mia\n${text}`));
  expect(readDms(mia).filter((text) => text.startsWith('-# Robin'))).toEqual(
    texts.map((text) => `-# Robin · Lantern Games\n${text}`),
  );
  bot.signal('SIGTERM');
  expect((await bot.end(10_000)).code).toBe(0);
  await stage.stop();
}

/** The first answer about each message is lost, after it was made; gives their nonces. */
function loseFirstAnswers({ sandbox }: Stage, effect: FaultEffect): ReadonlySet<unknown> {
  const lost = new Set<unknown>();
  const isFirst = ({ method, route, body }: ApiRequest): boolean => {
    const { nonce } = (body ?? {}) as { nonce?: unknown };
    const isNew = method === 'POST' && route === sending && !lost.has(nonce);
    if (isNew) lost.add(nonce);
    return isNew;
  };
  sandbox.faults.add({ matches: isFirst, times: 100, when: 'after', effect });
  return lost;
}
