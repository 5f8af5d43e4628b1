import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { World } from '../world/world.ts';
import { createConnection, type Connection } from './connection.ts';
import type { GatewayControl } from './control.ts';
import { createDisturbances } from './disturbances.ts';
import { packetFor } from './packets.ts';
import type { SessionStarts } from './session-starts.ts';
import { enqueue, flush, type Session } from './session.ts';

/** The gateway: https://docs.discord.com/developers/events/gateway */
export interface Gateway extends GatewayControl {
  /** Takes a connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): void;
}

/** What connections share. */
export interface GatewayState {
  readonly world: World;
  readonly url: () => string;
  readonly sessions: Map<string, Session>;
  readonly connections: Set<Connection>;
  readonly readyListeners: Set<() => void>;
  /** While above 0, events wait. */
  holds: number;
  /** What becomes of new connections. */
  door: 'open' | 'shut' | 'ignores';
  readonly starts: SessionStarts;
  readonly heartbeatIntervalMs: number;
}

/** What the gateway is started with. */
export interface GatewayOptions {
  /** Where it can be reached. */
  readonly url: () => string;
  readonly starts: SessionStarts;
  readonly heartbeatIntervalMs: number;
}

// "A few minutes", says the documentation of how long a session can be resumed.
const sessionLifeMs = 5 * 60_000;

/** Starts the gateway over a world. */
export function createGateway(world: World, options: GatewayOptions): Gateway {
  const state: GatewayState = {
    ...options,
    world,
    sessions: new Map(),
    connections: new Set(),
    readyListeners: new Set(),
    holds: 0,
    door: 'open',
  };
  const sockets = new WebSocketServer({ noServer: true });
  const disturbances = createDisturbances();
  const stopListening = world.onEvent((event) => {
    for (const session of state.sessions.values()) {
      const packet = packetFor(world, session, event);
      if (packet === null) continue;
      for (const arranged of disturbances.arrange(session, packet)) enqueue(session, arranged);
      if (state.holds === 0) flush(session);
    }
    disturbances.settle();
  });
  return {
    ...controlOver(state),
    duplicateNext: disturbances.duplicateNext,
    delayNext: disturbances.delayNext,
    upgrade(request, socket, head) {
      if (state.door === 'shut') return void socket.destroy();
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const connection = createConnection(state, webSocket, request.url ?? '/');
        state.connections.add(connection);
        webSocket.on('close', () => forgetLater(state, connection));
      });
    },
    stop() {
      stopListening();
      for (const connection of state.connections) connection.socket.terminate();
      sockets.close();
    },
    get ready() {
      return readyCount(state);
    },
  };
}

function readyCount(state: GatewayState): number {
  return [...state.connections].filter((one) => one.session !== null).length;
}

function forgetLater(state: GatewayState, connection: Connection): void {
  state.connections.delete(connection);
  const { session } = connection;
  if (session === null || session.socket !== connection.socket) return;
  session.socket = null;
  state.world.clock.after(sessionLifeMs, () => {
    if (session.socket === null) state.sessions.delete(session.id);
  });
}

function controlOver(state: GatewayState): Omit<GatewayControl, 'ready' | 'duplicateNext' | 'delayNext'> {
  const each = (act: (connection: Connection) => void) => [...state.connections].forEach(act);
  return {
    whenReady: () => whenReady(state),
    drop: () => each(({ socket }) => socket.terminate()),
    dropAndForgetSession() {
      state.sessions.clear();
      each(({ socket }) => socket.terminate());
    },
    sendReconnect: () => each((one) => one.send({ op: 7, d: null })),
    invalidate(resumable = false) {
      if (!resumable) state.sessions.clear();
      each((one) => one.send({ op: 9, d: resumable }));
    },
    close(code, reason = '') {
      each(({ socket }) => socket.close(code, reason));
    },
    pause: () => void (state.holds += 1),
    resume() {
      state.holds = Math.max(state.holds - 1, 0);
      if (state.holds === 0) for (const session of state.sessions.values()) flush(session);
    },
    stopAcknowledging: () => each((one) => void (one.acknowledges = false)),
    refuse: () => void (state.door = 'shut'),
    ignore: () => void (state.door = 'ignores'),
    accept: () => void (state.door = 'open'),
    spendStarts(starts) {
      for (const application of state.world.applications.values()) state.starts.spend(application, starts);
    },
  };
}

async function whenReady(state: GatewayState): Promise<void> {
  if (readyCount(state) > 0) return;
  await new Promise<void>((resolve) => {
    const listener = () => {
      state.readyListeners.delete(listener);
      resolve();
    };
    state.readyListeners.add(listener);
  });
}
