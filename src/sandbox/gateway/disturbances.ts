import type { Packet } from './packet.ts';
import type { Session } from './session.ts';

/** Events that come twice or late: delivery is "0 to N times" and in no certain order between resources. */
export interface Disturbances {
  /** The next event of that name, such as `MESSAGE_UPDATE`, or of any, comes twice. */
  duplicateNext(name?: string): void;
  /** The next one comes after the one that follows it; but two messages of one channel never change places. */
  delayNext(name?: string): void;
  /** What a session gets in place of this packet. */
  arrange(session: Session, packet: Packet): Packet[];
  /** Ends what was used up, once every session has got its event. */
  settle(): void;
}

interface Armed {
  readonly name: string | null;
  isUsed: boolean;
}

/** Nothing is disturbed yet. */
export function createDisturbances(): Disturbances {
  let doubled: Armed | null = null;
  let delayed: Armed | null = null;
  const late = new WeakMap<Session, Packet[]>();
  return {
    duplicateNext: (name) => void (doubled = { name: name ?? null, isUsed: false }),
    delayNext: (name) => void (delayed = { name: name ?? null, isUsed: false }),
    arrange(session, packet) {
      const waiting = late.get(session) ?? [];
      if (isHit(delayed, packet)) {
        late.set(session, [...waiting, packet]);
        return [];
      }
      late.delete(session);
      const now = isHit(doubled, packet) ? [packet, packet] : [packet];
      return waiting.some((one) => isBefore(one, packet)) ? [...waiting, ...now] : [...now, ...waiting];
    },
    settle() {
      if (doubled?.isUsed === true) doubled = null;
      if (delayed?.isUsed === true) delayed = null;
    },
  };
}

function isHit(armed: Armed | null, packet: Packet): boolean {
  if (armed === null || (armed.name !== null && armed.name !== packet.t)) return false;
  armed.isUsed = true;
  return true;
}

/** Messages of one channel come in order. */
function isBefore(one: Packet, other: Packet): boolean {
  return one.t === 'MESSAGE_CREATE' && other.t === 'MESSAGE_CREATE' && channelIn(one) === channelIn(other);
}

function channelIn({ d }: Packet): unknown {
  return (d as { channel_id?: unknown }).channel_id;
}
