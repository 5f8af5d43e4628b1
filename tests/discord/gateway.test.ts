import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGateway } from '../../src/discord/gateway.ts';
import type { Gateway } from '../../src/discord/gateway.ts';
import type { IncomingMessage } from '../../src/discord/inbound.ts';
import { OperatorError } from '../../src/lib/errors.ts';
import { systemClock } from '../../src/lib/system.ts';
import { gatewayParts } from '../support/gateway-parts.ts';
import { setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

interface Heard {
  readonly messages: string[];
  readonly notices: string[];
  readonly fatal: string[];
  sessions: number;
  packets: number;
}

let stage: Stage;
let door: Door;
let gateway: Gateway;
let heard: Heard;
let memory: Map<string, string>;
let mayAct: () => void;
/** The gateway's clock is so much ahead. */
let aheadMs: number;
beforeEach(async () => {
  stage = await setStage({ sandbox: { heartbeatIntervalMs: 200 } });
  memory = new Map();
  mayAct = () => undefined;
  aheadMs = 0;
  heard = { messages: [], notices: [], fatal: [], sessions: 0, packets: 0 };
  door = await openDoor(stage);
  gateway = createGateway(
    gatewayParts(stage, {
      memory: { get: (name) => memory.get(name) ?? null, set: (name, value) => void memory.set(name, value) },
      clock: { ...systemClock, now: () => systemClock.now() + aheadMs },
      mayAct: () => mayAct(),
      onPacket: () => void (heard.packets += 1),
      onSession: () => {
        heard.sessions += 1;
        heard.messages.push('(a session begins)');
      },
      onMessage: ({ content }: IncomingMessage) => void heard.messages.push(content),
      onFatal: ({ code }) => void heard.fatal.push(code),
      onNotice: (notice) => void heard.notices.push(notice),
    }),
  );
});
afterEach(async () => {
  await gateway.close();
  door.close();
  await stage.stop();
});

const mia = () => stage.world.members[0];
const heardOf = (text: string) =>
  stage.until(
    () => heard.messages.includes(text),
    () => heard,
  );

test('the bot knows who it is once it is connected, and not before', async () => {
  expect(() => gateway.botId()).toThrow('before Discord had told');
  await gateway.connect();
  expect(gateway.botId()).toBe(stage.world.application.botUser.id);
  expect(gateway.applicationId()).toBe(stage.world.application.applicationId);
  expect(heard).toEqual({ messages: ['(a session begins)'], notices: [], fatal: [], sessions: 1, packets: 2 });
});

test('messages that come with the beginning of a session follow it, in order', async () => {
  const connected = gateway.connect();
  await stage.sandbox.gateway.whenReady();
  mia().dm('One');
  mia().dm('Two');
  await connected;
  await heardOf('Two');
  expect(heard.messages).toEqual(['(a session begins)', 'One', 'Two']);
});

describe('a lost connection', () => {
  beforeEach(() => gateway.connect());

  test('is resumed: what was written meanwhile comes, and no new session begins', async () => {
    stage.sandbox.gateway.drop();
    mia().dm('Meanwhile');
    await heardOf('Meanwhile');
    expect(heard.sessions).toBe(1);
    expect(heard.notices).toEqual([
      'The connection to Discord was lost; connecting again.',
      'The connection to Discord is back, and nothing was missed.',
    ]);
  });

  test('whose session Discord forgot is told once, not with each try to get it back, and brings a new session', async () => {
    door.mode = 'refuses';
    stage.sandbox.gateway.dropAndForgetSession();
    await stage.until(() => door.tries >= 4);
    door.mode = 'lets in';
    await stage.until(() => heard.sessions === 2);
    expect(heard.notices).toEqual(['The connection to Discord was lost; connecting again.']);
    expect(heard.fatal).toEqual([]);
  });
});

test('a session that Discord resumes and at once declares invalid is followed by a new one', async () => {
  await gateway.connect();
  const control = stage.sandbox.gateway;
  control.drop();
  await stage.until(() => heard.notices.length > 0);
  await control.whenReady();
  control.invalidate();
  await stage.until(() => heard.sessions === 2);
  mia().dm('Still there?');
  await heardOf('Still there?');
});

test('a gateway that fails at the first try is tried again, and only one session comes of it', async () => {
  door.mode = 'fails';
  const connected = gateway.connect();
  await stage.until(() => heard.notices.some((notice) => notice.includes('trying again in 1 s')));
  door.mode = 'lets in';
  await connected;
  mia().dm('Hello');
  await heardOf('Hello');
  expect(heard.sessions).toBe(1);
  expect(heard.messages).toEqual(['(a session begins)', 'Hello']);
  await gateway.close();
});

test('closing says nothing: it is no lost connection', async () => {
  await gateway.connect();
  await gateway.close();
  await stage.until(() => stage.sandbox.gateway.ready === 0);
  expect(heard.notices).toEqual([]);
});

test('closed while it connects again, it never comes back, though discord.js meant to', async () => {
  await gateway.connect();
  stage.sandbox.gateway.sendReconnect();
  await stage.until(() => heard.notices.length === 1);
  const before = structuredClone(heard);
  await gateway.close();
  // discord.js waits half a second before it tries.
  await sleep(1_000);
  expect(stage.sandbox.gateway.ready).toBe(0);
  expect(heard).toEqual(before);
});

describe('the connection is alive', () => {
  const passes = (ms: number): void => void (aheadMs += ms);

  test('from the beginning of a session on until it is lost, and from its return', async () => {
    expect(gateway.isAlive()).toBe(false);
    await gateway.connect();
    expect(gateway.isAlive()).toBe(true);
    stage.sandbox.gateway.refuse();
    stage.sandbox.gateway.drop();
    await stage.until(() => !gateway.isAlive());
    stage.sandbox.gateway.accept();
    await stage.until(() => gateway.isAlive());
    await gateway.close();
    expect(gateway.isAlive()).toBe(false);
  });

  test('while Discord acknowledges that the bot is, or tells of anything; not when neither came for a minute and a half', async () => {
    await gateway.connect();
    passes(80_000);
    expect(gateway.isAlive()).toBe(true);
    passes(11_000);
    expect(gateway.isAlive()).toBe(false);
    mia().dm('Hello');
    await heardOf('Hello');
    expect(gateway.isAlive()).toBe(true);
    passes(91_000);
    expect(gateway.isAlive()).toBe(false);
    // The next heartbeat.
    await stage.until(() => gateway.isAlive());
  });

  test('on paper only where heartbeats stay without an answer: it is cut and resumed', async () => {
    await gateway.connect();
    stage.sandbox.gateway.stopAcknowledging();
    await stage.until(() => heard.notices.length === 2);
    expect(heard.notices).toEqual([
      'The connection to Discord was lost; connecting again.',
      'The connection to Discord is back, and nothing was missed.',
    ]);
    mia().dm('Hello');
    await heardOf('Hello');
    expect(heard.sessions).toBe(1);
  });
});

describe('a connection that is given up', () => {
  const anew = 'Nothing was heard from Discord for minutes; connecting anew.';

  test('is followed by a new session, where discord.js waits for an answer that never comes', async () => {
    await gateway.connect();
    stage.sandbox.gateway.ignore();
    stage.sandbox.gateway.drop();
    await stage.until(() => heard.notices.length === 1);
    // Its heartbeats are acknowledged again, but nothing resumes.
    await sleep(1_000);
    expect(gateway.isAlive()).toBe(false);
    stage.sandbox.gateway.accept();
    gateway.renew();
    await stage.until(() => heard.sessions === 2);
    mia().dm('Hello');
    await heardOf('Hello');
    expect(heard.messages.filter((text) => text === 'Hello')).toHaveLength(1);
    expect(heard.notices).toEqual(['The connection to Discord was lost; connecting again.', anew]);
    expect(stage.sandbox.gateway.ready).toBe(1);
  });

  test('while it was still being made, does no harm when it fails later', async () => {
    door.mode = 'hangs';
    const connected = gateway.connect();
    await stage.until(() => door.tries === 1);
    door.mode = 'lets in';
    gateway.renew();
    await connected;
    door.breakHanging();
    // It would end the process, or be tried again.
    await sleep(1_000);
    expect(stage.sandbox.gateway.ready).toBe(1);
    expect(heard).toMatchObject({ sessions: 1, notices: [anew] });
  });

  test('isn’t, where the next one is already on its way', async () => {
    stage.sandbox.faults.add({ route: '/applications/@me', when: 'before', effect: 'close' });
    const connected = gateway.connect();
    await stage.until(() => heard.notices.length === 1);
    gateway.renew();
    await connected;
    expect(heard.notices).toEqual([expect.stringContaining('trying again in 1 s')]);
  });
});

describe('a process that may not act any more', () => {
  const lost = new OperatorError('storage.leaseLost', 'Another SupportMail has taken over.');

  test('asks Discord for nothing', async () => {
    await gateway.connect();
    stage.sandbox.traffic.clear();
    mayAct = () => {
      throw lost;
    };
    await expect(gateway.rest.get('/users/@me')).rejects.toBe(lost);
    await expect(gateway.newRest().get('/users/@me')).rejects.toBe(lost);
    expect(stage.sandbox.traffic.exchanges).toEqual([]);
  });

  test('begins no session', async () => {
    await gateway.connect();
    mayAct = () => {
      throw lost;
    };
    stage.sandbox.gateway.dropAndForgetSession();
    await stage.until(() => memory.has('identified-at') && door.tries >= 2);
    await sleep(1_000);
    expect(stage.sandbox.gateway.ready).toBe(0);
    expect(heard.sessions).toBe(1);
  });

  test('doesn’t connect', async () => {
    mayAct = () => {
      throw lost;
    };
    await expect(gateway.connect()).rejects.toBe(lost);
    expect(stage.sandbox.traffic.exchanges).toEqual([]);
  });
});

test('every session that begins is counted, and none that is resumed', async () => {
  const begun = (): number => (JSON.parse(memory.get('identified-at') ?? '[]') as number[]).length;
  await gateway.connect();
  expect(begun()).toBe(1);
  stage.sandbox.gateway.drop();
  await stage.until(() => heard.notices.length === 2);
  expect(begun()).toBe(1);
  stage.sandbox.gateway.dropAndForgetSession();
  await stage.until(() => heard.sessions === 2);
  expect(begun()).toBe(2);
});

interface Door {
  mode: 'lets in' | 'refuses' | 'fails' | 'hangs';
  /** Cuts the connections that got no answer. */
  breakHanging(): void;
  /** How often somebody came. */
  tries: number;
  close(): void;
}

/** Stands in front of the sandbox's gateway. */
async function openDoor({ sandbox }: Stage): Promise<Door> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hanging: Socket[] = [];
  const door: Door = {
    mode: 'lets in',
    tries: 0,
    breakHanging: () => hanging.forEach((socket) => socket.resetAndDestroy()),
    close: () => server.close(),
  };
  server.on('upgrade', ({ url, headers }, socket) => {
    door.tries += 1;
    socket.on('error', () => undefined);
    if (door.mode === 'hangs') return void hanging.push(socket as Socket);
    if (door.mode === 'refuses') return void socket.destroy();
    if (door.mode === 'fails') return void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
    const onward = connect({ host: '127.0.0.1', port: Number(new URL(sandbox.url).port) });
    onward.on('error', () => undefined);
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    onward.write([`GET ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
    socket.pipe(onward).pipe(socket);
  });
  sandbox.faults.add({
    route: '/gateway/bot',
    times: 100,
    when: 'before',
    effect: {
      status: 200,
      body: gatewayBot(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`),
      headers: json,
    },
  });
  return door;
}

const json = { 'content-type': 'application/json' };

function gatewayBot(url: string): unknown {
  const limit = { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 };
  return { url, shards: 1, session_start_limit: limit };
}
