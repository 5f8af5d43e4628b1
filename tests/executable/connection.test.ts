import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { isPackaged } from '../support/program.ts';
import { openRestProxy } from '../support/rest-proxy.ts';
import type { RestProxy } from '../support/rest-proxy.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage, StageOptions } from '../support/stage.ts';
import { endProcesses, linesOf, logged, startBot } from '../support/start-process.ts';
import type { StartedProcess } from '../support/start-process.ts';

// A laptop that was shut, a virtual machine that was moved: the process stands still, and nobody tells it for how long. Two
// minutes differ from these seconds in nothing: the lease has run out (after five), and Discord (told here to expect a
// heartbeat every second instead of every 41) has cut the connection.
const asleepMs = 6_500;
const timeout = 60_000;

let stage: Stage;
/** Tells what one process asks for, where there are two. */
let proxy: RestProxy;
afterEach(async () => {
  await endProcesses();
  proxy.close();
  await stage.stop();
});

/** Sets the stage; Mia has an open ticket. */
async function begin(options: StageOptions, start: () => StartedProcess): Promise<StartedProcess> {
  stage = await setStage({ patienceMs: 30_000, ...options });
  proxy = await openRestProxy(stage.sandbox);
  const bot = start();
  await bot.says('Ready:');
  stage.world.members[0].dm('Hello');
  await stage.until(() => readDms(stage.world.members[0]).length === 2);
  return bot;
}

const post = (): string => stage.posts()[0]?.id ?? '';
const inPost = (): string[] =>
  (stage.posts()[0]?.messages ?? [])
    .map(shown)
    .flatMap((text) => (text.startsWith('-# Mia') ? (text.split('\n')[1] ?? '') : []));
const inDm = (): string[] =>
  readDms(stage.world.members[0]).flatMap((text) => (text.startsWith('-# Robin') ? (text.split('\n')[1] ?? '') : []));

describe('a process that stood still', () => {
  const heartbeatIntervalMs = 1_000;
  const lost = 'The connection to Discord was lost; connecting again.';
  const resumed = 'The connection to Discord is back, and nothing was missed.';

  test.each([
    ['goes on by itself: what was written meanwhile arrives once, in order', () => undefined, [lost, resumed]],
    [
      'reads what it missed, where Discord has forgotten its session',
      () => stage.sandbox.gateway.dropAndForgetSession(),
      [lost],
    ],
  ])('%s', { timeout }, async (_what, meanwhile, says) => {
    const bot = await begin({ sandbox: { heartbeatIntervalMs } }, () => startBot(stage));
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    bot.signal('SIGSTOP');
    const written = ['One', 'Two', 'Three'].flatMap((text) => [mia.dm(text), robin.write(post(), `${text}!`)]);
    await sleep(asleepMs);
    meanwhile();
    bot.signal('SIGCONT');
    await stage.until(
      () => written.every((message) => reactionsOn(message).length === 1),
      () => bot.output(),
    );
    const later = mia.dm('Four');
    await stage.until(() => reactionsOn(later).length === 1);
    expect({ inPost: inPost(), inDm: inDm() }).toEqual({
      inPost: ['Hello', 'One', 'Two', 'Three', 'Four'],
      inDm: ['One!', 'Two!', 'Three!'],
    });
    expect(logged(bot).slice(1)).toEqual(says);
    bot.signal('SIGTERM');
    expect((await bot.end(12_000)).code).toBe(0);
  });

  test('while another one took over, asks Discord for nothing more, and ends', { timeout }, async () => {
    const first = await begin({}, () =>
      startBot(stage, { config: (text) => text.replace(stage.sandbox.apiUrl, proxy.apiUrl) }),
    );
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    // What it is about to try again when it wakes up …
    const refusal = stage.sandbox.faults.add({
      method: 'POST',
      route: '/channels/{channel_id}/messages',
      times: 100,
      when: 'before',
      effect: { status: 500, body: { message: 'Internal Server Error', code: 0 } },
    });
    const written = [mia.dm('One'), robin.write(post(), 'One!')];
    await stage.until(() => refusal.hits >= 2);
    first.signal('SIGSTOP');
    refusal.remove();
    // … and what waits for it in its connection.
    written.push(mia.dm('Two'), robin.write(post(), 'Two!'));
    const command = robin.command('close', {}, { channelId: post() });
    await expect(command).resolves.toMatchObject({ type: 'failed' });

    const second = startBot(stage, { config: (text) => text.replace(proxy.apiUrl, stage.sandbox.apiUrl) });
    await second.says('Ready:');
    await stage.until(() => written.every((message) => reactionsOn(message).length === 1));
    proxy.requests.length = 0;
    first.signal('SIGCONT');
    const { code, stderr } = await first.end(12_000);
    expect(proxy.requests).toEqual([]);
    expect({ code, lines: linesOf(stderr) }).toEqual({
      code: 1,
      lines: [
        'Another SupportMail has taken over this database, so this one stops.',
        'Run only one: stop the other one first, or give each a `database` of its own.',
      ],
    });
    expect(logged(first).filter((line) => line.includes('mistake in supportmail'))).toEqual([]);
    const later = mia.dm('Three');
    await stage.until(() => reactionsOn(later).length === 1);
    expect({ inPost: inPost(), inDm: inDm() }).toEqual({
      inPost: ['Hello', 'One', 'Two', 'Three'],
      inDm: ['One!', 'Two!'],
    });
  });
});

test.skipIf(isPackaged)(
  'a connection on which discord.js waits for ever is made anew, and what was missed is read',
  { timeout },
  async () => {
    // Six seconds instead of two minutes.
    const bot = await begin({ sandbox: { heartbeatIntervalMs: 1_000 } }, () => startBot(stage, { timesFaster: 20 }));
    const [mia] = stage.world.members;
    stage.sandbox.gateway.ignore();
    stage.sandbox.gateway.drop();
    await bot.says('The connection to Discord was lost');
    // By then it has come back, and is kept waiting for its session.
    await sleep(1_500);
    stage.sandbox.gateway.accept();
    const unheard = mia.dm('Unheard');
    await bot.says('Nothing was heard from Discord for minutes; connecting anew.');
    await stage.until(() => reactionsOn(unheard).length === 1);
    expect(inPost()).toEqual(['Hello', 'Unheard']);
    expect(stage.sandbox.gateway.ready).toBe(1);
  },
);
