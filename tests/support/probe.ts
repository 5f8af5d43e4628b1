import { WebSocket } from 'ws';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** What the API answered. */
export interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** Asks the API plainly, without any Discord library. */
export function createProbe(sandbox: Pick<Sandbox, 'apiUrl'>, token: string) {
  return async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const response = await fetch(`${sandbox.apiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
  };
}

/** A packet of the gateway. */
export interface Received {
  readonly op: number;
  readonly t: string | null;
  readonly s: number | null;
  readonly d: Record<string, unknown>;
}

/** A plain connection to the gateway. */
export interface Listening {
  readonly packets: Received[];
  readonly socket: WebSocket;
  send(op: number, d: unknown): void;
  /** Resolves with the first packet that fits, also one that came before. */
  until(fits: (packet: Received) => boolean): Promise<Received>;
  event(name: string): Promise<Received>;
  /** Names of the events so far. */
  names(): (string | null)[];
  /** Resolves with the code the connection is closed with. */
  closed(): Promise<number>;
}

/** Connects to the gateway and says nothing yet. */
export function listen(sandbox: Pick<Sandbox, 'url'>): Listening {
  const socket = new WebSocket(`${sandbox.url.replace('http', 'ws')}/?v=10&encoding=json`);
  const packets: Received[] = [];
  const waiting = new Set<() => void>();
  const closed = Promise.withResolvers<number>();
  socket.on('close', (code) => closed.resolve(code));
  socket.on('error', () => undefined);
  socket.on('message', (text: Buffer) => {
    packets.push(JSON.parse(text.toString()) as Received);
    for (const check of waiting) check();
  });
  const until = async (fits: (packet: Received) => boolean): Promise<Received> => {
    const { promise, resolve } = Promise.withResolvers<Received>();
    const check = () => {
      const found = packets.find(fits);
      if (found !== undefined) resolve(found);
    };
    waiting.add(check);
    check();
    const found = await promise;
    waiting.delete(check);
    return found;
  };
  return {
    packets,
    socket,
    send: (op, d) => socket.send(JSON.stringify({ op, d })),
    until,
    event: (name) => until((packet) => packet.t === name),
    names: () => packets.filter((packet) => packet.op === 0).map((packet) => packet.t),
    closed: () => closed.promise,
  };
}

/** Connects and identifies; resolves after READY. */
export async function identify(sandbox: Sandbox, token: string, intents: number): Promise<Listening> {
  const listening = listen(sandbox);
  await listening.until((packet) => packet.op === 10);
  listening.send(2, { token, intents, properties: { os: 'linux', browser: 'probe', device: 'probe' } });
  await listening.event('READY');
  return listening;
}

/** Intents that a support bot asks for. */
export const supportIntents = (1 << 0) | (1 << 9) | (1 << 10) | (1 << 12) | (1 << 13) | (1 << 15);
