import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGateway } from '../../src/discord/gateway.ts';
import type { Gateway } from '../../src/discord/gateway.ts';
import type { IncomingMessage } from '../../src/discord/inbound.ts';
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
beforeEach(async () => {
  stage = await setStage();
  heard = { messages: [], notices: [], fatal: [], sessions: 0, packets: 0 };
  door = await openDoor(stage);
  gateway = createGateway({
    token: stage.world.application.token,
    apiUrl: stage.sandbox.apiUrl,
    status: 'DM me for help',
    onPacket: () => void (heard.packets += 1),
    onSession: () => {
      heard.sessions += 1;
      heard.messages.push('(a session begins)');
      return Promise.resolve();
    },
    onMessage: ({ content }: IncomingMessage) => void heard.messages.push(content),
    onEdit: () => undefined,
    onDeletion: () => undefined,
    onThreadDeletion: () => undefined,
    onMembership: () => undefined,
    onInteraction: () => undefined,
    onFatal: ({ code }) => void heard.fatal.push(code),
    onNotice: (notice) => void heard.notices.push(notice),
  });
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
  await stage.until(() => control.ready === 0);
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

test('closed while it connects again, it hears nothing more, though discord.js goes on for a while', async () => {
  await gateway.connect();
  stage.sandbox.gateway.sendReconnect();
  await stage.until(() => heard.notices.length === 1);
  const before = structuredClone(heard);
  await gateway.close();
  await stage.sandbox.gateway.whenReady();
  mia().dm('Too late');
  // Discord's last word: discord.js ends with it, too.
  stage.sandbox.gateway.close(4004);
  await stage.until(() => stage.sandbox.gateway.ready === 0);
  expect(heard).toEqual(before);
});

interface Door {
  mode: 'lets in' | 'refuses' | 'fails';
  /** How often somebody came. */
  tries: number;
  close(): void;
}

/** Stands in front of the sandbox's gateway. */
async function openDoor({ sandbox }: Stage): Promise<Door> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const door: Door = { mode: 'lets in', tries: 0, close: () => server.close() };
  server.on('upgrade', ({ url, headers }, socket) => {
    door.tries += 1;
    socket.on('error', () => undefined);
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
