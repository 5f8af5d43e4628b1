import type { WorldEvent } from '../world/events.ts';

/** An event as the gateway names and writes it. */
export interface Packet {
  readonly t: string;
  readonly d: unknown;
}

/** The bot that listens, and what it asked to hear. */
export interface Listener {
  readonly botId: string;
  readonly intents: number;
}

/** The world's events of some types. */
export type EventOf<Type extends WorldEvent['type']> = Extract<WorldEvent, { type: Type }>;
