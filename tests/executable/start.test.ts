import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { openDatabase } from '../../src/storage/database.ts';
import { factsIn } from '../../src/storage/facts.ts';
import { setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';
import { endProcesses, linesOf, logged, startBot } from '../support/start-process.ts';

const tokenRejected = 'Discord rejects the bot token.';
const tokenHint =
  "Copy it again: Discord's Developer Portal → your application → Bot → Reset Token. Put it into DISCORD_TOKEN or the file that `discord.token_file` names, without quotes and without `Bot `.";
// Whatever goes on afterwards must not keep the process alive.
const endsWithinMs = 2_000;

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(async () => {
  await endProcesses();
  await stage.stop();
});

describe('a token that Discord rejects', () => {
  test('is told in two lines, with exit code 2 and without the token', async () => {
    const token = `${'A'.repeat(24)}.${'b'.repeat(6)}.${'c'.repeat(30)}`;
    const { code, stdout, stderr } = await startBot(stage, { token }).end(10_000);
    expect({ code, lines: linesOf(stderr) }).toEqual({ code: 2, lines: [tokenRejected, tokenHint] });
    expect(stdout + stderr).not.toContain(token);
  });

  test('has no special form: any other one is told alike, and never printed', async () => {
    const token = 'hunter2-hunter2';
    const { code, stdout, stderr } = await startBot(stage, { token }).end(10_000);
    expect({ code, lines: linesOf(stderr) }).toEqual({ code: 2, lines: [tokenRejected, tokenHint] });
    expect(stdout + stderr).not.toContain(token);
  });
});

const fatal = [
  [4004, 'Discord rejects the bot token: was it reset, or leaked and revoked?'],
  [4010, 'The bot is in 2,500 servers or more, and Discord wants it in pieces.'],
  [4011, 'The bot is in 2,500 servers or more, and Discord wants it in pieces.'],
  [4012, "Discord no longer speaks this program's version of its API."],
  [4013, 'Discord knows none of the intents that the bot asked for.'],
  [4014, 'A privileged intent (Message Content or Server Members) has just been switched off for this application.'],
] as const;

describe('a session that Discord ends for good', () => {
  test.each(fatal)('with %i at login: "%s", exit code 2', async (code, sentence) => {
    const gateway = await startClosingGateway(code);
    stage.sandbox.faults.add({
      route: '/gateway/bot',
      times: 10,
      when: 'before',
      effect: {
        status: 200,
        body: {
          url: gateway.url,
          shards: 1,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
        },
        headers: { 'content-type': 'application/json' },
      },
    });
    const process = startBot(stage);
    await stage.until(() => gateway.closed === 1);
    const end = await process.end(endsWithinMs);
    expect({ code: end.code, sentence: linesOf(end.stderr)[0], count: linesOf(end.stderr).length }).toEqual({
      code: 2,
      sentence,
      count: 2,
    });
    expect(logged(process)).toEqual([]);
    gateway.stop();
  });

  test(
    'because the Message Content Intent was switched off meanwhile says how to go on',
    { timeout: 60_000 },
    async () => {
      const process = startBot(stage);
      await process.says('Ready:');
      stage.world.application.application.flags = 0;
      stage.sandbox.gateway.close(1000);
      const { code, stderr } = await process.end(30_000);
      expect({ code, lines: linesOf(stderr) }).toEqual({
        code: 2,
        lines: [
          'A privileged intent (Message Content or Server Members) has just been switched off for this application.',
          "Start the bot again to go on without it: then only what staff address to the user reaches them. To have the bot read everything, switch it on: Discord's Developer Portal → your application → Bot → Privileged Gateway Intents → Message Content Intent → Save.",
        ],
      });
      const again = startBot(stage);
      await again.says('Ready:');
      expect(logged(again)).toEqual([
        expect.stringContaining('The application has no Message Content Intent'),
        'Ready: direct messages to the bot become tickets.',
      ]);
    },
  );

  test.each(fatal)('with %i in the middle of it: "%s", exit code 2', async (code, sentence) => {
    const process = startBot(stage);
    await process.says('Ready:');
    stage.sandbox.gateway.close(code);
    const end = await process.end(endsWithinMs);
    expect({ code: end.code, sentence: linesOf(end.stderr)[0] }).toEqual({ code: 2, sentence });
    expect(logged(process)).toEqual(['Ready: direct messages to the bot become tickets.']);
  });
});

test('a token that is revoked while the bot runs ends it as well', async () => {
  const process = startBot(stage);
  await process.says('Ready:');
  stage.sandbox.faults.add({
    when: 'before',
    effect: { status: 401, body: { message: '401: Unauthorized', code: 0 } },
  });
  stage.world.members[0].dm('Hello');
  const { code, stderr } = await process.end(endsWithinMs);
  expect({ code, lines: linesOf(stderr) }).toEqual({
    code: 2,
    lines: ['Discord no longer takes the bot token.', tokenHint],
  });
});

describe('a bot that has begun many sessions lately', () => {
  test('waits before the next one, says so, and is ready then', async () => {
    const database = openDatabase(join(stage.folder, 'supportmail.db'));
    const at = Array.from({ length: 20 }, () => Date.now() - 3_000);
    factsIn(database).set('identified-at', JSON.stringify(at));
    database.close();
    const process = startBot(stage);
    await process.says('Ready:');
    const [waits = ''] = logged(process);
    expect(waits).toMatch(/^The bot has connected to Discord 20 times within six hours, .* waiting [12] s\. /);
    expect(stage.sandbox.gateway.ready).toBe(1);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'doesn’t use up what Discord allows, and %s ends the wait',
    async (signal) => {
      stage.sandbox.gateway.spendStarts(996);
      const process = startBot(stage);
      await process.says('waiting 1440 min');
      process.signal(signal);
      const { code, stderr } = await process.end(endsWithinMs);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(logged(process)).toEqual([
        'Discord allows this bot only 4 more sessions for now, and resets the token of a bot that uses them up: waiting 1440 min.',
      ]);
      expect(stage.sandbox.gateway.ready).toBe(0);
    },
  );
});

describe('while Discord can not be reached', () => {
  test('each try is logged once, and the bot is ready as soon as it can', async () => {
    const port = await freePort();
    const process = startBot(stage, {
      config: (text) => text.replace(stage.sandbox.apiUrl, `http://127.0.0.1:${port}/api`),
    });
    const waits = (seconds: number): string =>
      `Discord can't be reached yet (Discord can't be reached (ECONNREFUSED)); trying again in ${seconds} s.`;
    await process.says(waits(2));
    const door = await openDoor(port);
    await process.says('Ready:');
    process.signal('SIGTERM');
    expect((await process.end(endsWithinMs)).code).toBe(0);
    expect(logged(process)).toEqual([
      waits(1),
      waits(2),
      'Ready: direct messages to the bot become tickets.',
      'Stopping: finishing what is in flight.',
    ]);
    door.close();
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0', async (signal) => {
    const port = await freePort();
    const process = startBot(stage, {
      config: (text) => text.replace(stage.sandbox.apiUrl, `http://127.0.0.1:${port}/api`),
    });
    await process.says('trying again in 1 s');
    process.signal(signal);
    const { code, stderr } = await process.end(endsWithinMs);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.each(['hang', 'refuse'] as const)('a gateway that would %s makes no difference', async (how) => {
    if (how === 'refuse') stage.sandbox.gateway.refuse();
    else stage.sandbox.faults.add({ route: '/gateway/bot', when: 'before', effect: 'hang' });
    const process = startBot(stage);
    await stage.until(() => stage.sandbox.traffic.exchanges.length > 0);
    process.signal('SIGTERM');
    expect((await process.end(endsWithinMs)).code).toBe(0);
  });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends a ready bot with 0, and the session with it', async (signal) => {
  const process = startBot(stage);
  await process.says('Ready:');
  process.signal(signal);
  const { code, stderr } = await process.end(endsWithinMs);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  await stage.until(() => stage.sandbox.gateway.ready === 0);
  expect(leaseRows()).toEqual([]);
});

test('one line is logged when the bot is ready, and it is JSON where no terminal listens', async () => {
  const process = startBot(stage);
  await process.says('Ready:');
  process.signal('SIGTERM');
  await process.end(endsWithinMs);
  const [line = '', ...others] = linesOf(process.output()).filter((text) => text.includes('Ready:'));
  expect(others).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({ level: 'info', msg: 'Ready: direct messages to the bot become tickets.' });
});

test('the token is in no output, not even at level trace, and in nothing that `ps` shows', async () => {
  const { token } = stage.world.application;
  const process = startBot(stage, { config: (text) => `${text}\nlog: { level: trace }\n` });
  await process.says('Ready:');
  expect(readFileSync(`/proc/${process.pid}/cmdline`, 'utf8')).not.toContain(token);
  stage.sandbox.faults.add({
    route: '/channels/{channel_id}/threads',
    when: 'before',
    effect: { status: 500, body: { message: `no ${token}`, code: 0 } },
  });
  stage.world.members[0].dm('Hello');
  await process.says('A delivery has a problem.');
  stage.sandbox.gateway.drop();
  await process.says('The connection to Discord is back');
  process.signal('SIGTERM');
  await process.end(endsWithinMs);
  expect(process.output()).not.toContain(token);
});

/** A gateway that greets, and closes the connection as soon as the bot says who it is. */
async function startClosingGateway(code: number) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const gateway = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    closed: 0,
    stop: () => server.close(),
  };
  server.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, s: null, t: null, d: { heartbeat_interval: 40_000 } }));
    socket.once('message', () => {
      gateway.closed += 1;
      socket.close(code);
    });
  });
  return gateway;
}

async function freePort(): Promise<number> {
  const server = await openDoor(0);
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Listens on a port, and passes everything on to the sandbox. */
async function openDoor(port: number): Promise<Server> {
  const { hostname: host, port: behind } = new URL(stage.sandbox.url);
  const server = createServer((socket) => {
    const onward = connect({ host, port: Number(behind) });
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on('error', () => undefined);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function leaseRows(): unknown[] {
  const database = openDatabase(join(stage.folder, 'supportmail.db'));
  const rows = database.prepare('SELECT * FROM lease').all();
  database.close();
  return rows;
}
