import type { WebSocket } from 'ws';
import { guildCreateJson } from '../json/guilds.ts';
import { ownUserJson } from '../json/users.ts';
import { findUser } from '../world/find.ts';
import type { Application } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { intents, refusalOfIntents } from './intents.ts';
import type { GatewayState } from './server.ts';
import { confirm, createSession, enqueue, flush, rewind, type Session } from './session.ts';

/** One WebSocket and the session it serves, once it has identified itself. */
export interface Connection {
  readonly socket: WebSocket;
  session: Session | null;
  acknowledges: boolean;
  /** Nothing is said about sessions, neither new nor resumed ones. */
  readonly isIgnored: boolean;
  send(payload: { op: number; d: unknown }): void;
}

/** Greets a new connection and answers what it says. */
export function createConnection(state: GatewayState, socket: WebSocket, path: string): Connection {
  const connection: Connection = {
    socket,
    session: null,
    acknowledges: true,
    isIgnored: state.door === 'ignores',
    send: (payload) => socket.send(JSON.stringify({ s: null, t: null, ...payload })),
  };
  const version = new URL(path, 'ws://gateway').searchParams.get('v');
  if (version !== '10') socket.close(4012, 'Invalid API version.');
  else connection.send({ op: 10, d: { heartbeat_interval: state.heartbeatIntervalMs, _trace: [] } });
  // A bot that gives no sign is cut off; it may come back and resume. By the machine's time: its heart beats by that.
  const deadline = setTimeout(() => socket.close(4009, 'Session timed out.'), 2 * state.heartbeatIntervalMs).unref();
  socket.on('message', (text: Buffer) => {
    deadline.refresh();
    receive(state, connection, text.toString());
  });
  socket.on('close', () => clearTimeout(deadline));
  // A session ends when the bot says goodbye: events/gateway#initiating-a-disconnect
  socket.on('close', (code) => {
    if (connection.session !== null && (code === 1000 || code === 1001)) state.sessions.delete(connection.session.id);
  });
  socket.on('error', () => socket.terminate());
  return connection;
}

interface Received {
  readonly op?: unknown;
  readonly d?: unknown;
}

function receive(state: GatewayState, connection: Connection, text: string): void {
  const payload = parse(text);
  if (payload === null) return connection.socket.close(4002, 'Decode error.');
  switch (payload.op) {
    case 1:
      return heartbeat(connection, payload.d);
    case 2:
      return connection.isIgnored ? undefined : identify(state, connection, payload.d);
    case 6:
      return connection.isIgnored ? undefined : resume(state, connection, payload.d);
    // Presence, voice and member requests change nothing here.
    case 3:
    case 4:
    case 8:
      return connection.session === null ? connection.socket.close(4003, 'Not authenticated.') : undefined;
    default:
      connection.socket.close(4001, 'Unknown opcode.');
  }
}

function parse(text: string): Received | null {
  try {
    const payload: unknown = JSON.parse(text);
    return typeof payload === 'object' && payload !== null ? payload : null;
  } catch {
    return null;
  }
}

function heartbeat(connection: Connection, seq: unknown): void {
  if (!connection.acknowledges) return;
  if (connection.session !== null && typeof seq === 'number') confirm(connection.session, seq);
  connection.send({ op: 11, d: null });
}

function applicationOf(world: World, token: unknown): Application | null {
  return [...world.applications.values()].find((one) => one.token === token) ?? null;
}

function identify(state: GatewayState, connection: Connection, payload: unknown): void {
  if (connection.session !== null) return connection.socket.close(4005, 'Already authenticated.');
  const asked = payload as { token?: unknown; intents?: unknown } | null;
  const application = applicationOf(state.world, asked?.token);
  if (application === null) return connection.socket.close(4004, 'Authentication failed.');
  const refusal = refusalOfIntents(asked?.intents, application);
  if (refusal !== null) {
    return connection.socket.close(refusal, refusal === 4013 ? 'Invalid intent(s).' : 'Disallowed intent(s).');
  }
  if (!state.starts.count(application)) return endAll(state, application);
  const session = createSession(application.botId, Number(asked?.intents), connection.socket);
  state.sessions.set(session.id, session);
  connection.session = session;
  greet(state, session, application);
}

/** The token is reset: nobody may use the one before any more. */
function endAll(state: GatewayState, { botId }: Application): void {
  for (const { id } of [...state.sessions.values()].filter((one) => one.botId === botId)) state.sessions.delete(id);
  for (const { socket, session } of state.connections) {
    if (session === null || session.botId === botId) socket.close(4004, 'Authentication failed.');
  }
}

// READY names the servers as unavailable; then GUILD_CREATE brings each of them.
function greet(state: GatewayState, session: Session, application: Application): void {
  const { world } = state;
  const guilds = [...world.guilds.values()].filter((guild) => guild.members.has(session.botId));
  enqueue(session, {
    t: 'READY',
    d: {
      v: 10,
      user: ownUserJson(findUser(world, session.botId)),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: state.url(),
      shard: [0, 1],
      application: { id: application.id, flags: application.flags },
      private_channels: [],
    },
  });
  if ((session.intents & intents.guilds) !== 0) {
    for (const guild of guilds.filter((one) => one.available))
      enqueue(session, { t: 'GUILD_CREATE', d: guildCreateJson(world, guild, session.botId) });
  }
  flush(session);
  for (const listener of state.readyListeners) listener();
}

function resume(state: GatewayState, connection: Connection, payload: unknown): void {
  const asked = payload as { token?: unknown; session_id?: unknown; seq?: unknown } | null;
  const application = applicationOf(state.world, asked?.token);
  if (application === null) return connection.socket.close(4004, 'Authentication failed.');
  const session = state.sessions.get(String(asked?.session_id));
  if (session?.botId !== application.botId || !rewind(session, Number(asked?.seq))) {
    return connection.send({ op: 9, d: false });
  }
  session.socket = connection.socket;
  connection.session = session;
  enqueue(session, { t: 'RESUMED', d: { _trace: [] } });
  if (state.holds === 0) flush(session);
  for (const listener of state.readyListeners) listener();
}
