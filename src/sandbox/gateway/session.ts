import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Packet } from './packet.ts';

/** A bot's session: it outlives its connection, so that a resume can deliver what was missed. */
export interface Session {
  readonly id: string;
  readonly botId: string;
  readonly intents: number;
  socket: WebSocket | null;
  /** The number of the newest event. */
  seq: number;
  /** The number up to which events went to the connection. */
  sentSeq: number;
  /** Events that the bot hasn't confirmed by a heartbeat, oldest first, as they are sent. */
  unconfirmed: { readonly seq: number; readonly text: string }[];
}

/** A new session of a bot. */
export function createSession(botId: string, intents: number, socket: WebSocket): Session {
  const id = randomBytes(16).toString('hex');
  return { id, botId, intents, socket, seq: 0, sentSeq: 0, unconfirmed: [] };
}

/** Adds an event to what the bot is to get. */
export function enqueue(session: Session, packet: Packet): void {
  session.seq += 1;
  session.unconfirmed.push({ seq: session.seq, text: JSON.stringify({ op: 0, s: session.seq, ...packet }) });
}

/** Sends what hasn't been sent yet over the connection, if there is one. */
export function flush(session: Session): void {
  if (session.socket === null) return;
  const first = session.unconfirmed[0]?.seq ?? session.seq + 1;
  for (const packet of session.unconfirmed.slice(Math.max(session.sentSeq + 1 - first, 0))) {
    session.socket.send(packet.text);
    session.sentSeq = packet.seq;
  }
}

/** Forgets events that the bot says it has. */
export function confirm(session: Session, seq: number): void {
  const first = session.unconfirmed[0]?.seq;
  if (first !== undefined && seq >= first) session.unconfirmed.splice(0, seq - first + 1);
}

/** Puts a session back to the last event the bot has; false when those after it are gone already. */
export function rewind(session: Session, seq: number): boolean {
  const first = session.unconfirmed[0]?.seq ?? session.seq + 1;
  if (seq + 1 < first || seq > session.seq) return false;
  session.sentSeq = seq;
  return true;
}
