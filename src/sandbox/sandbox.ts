import type { Hono } from 'hono';
import type { Faults } from './faults.ts';
import type { GatewayControl } from './gateway/control.ts';
import type { Traffic } from './traffic.ts';
import type { World } from './world/world.ts';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** Default: the machine's time. */
  readonly now?: () => number;
  /** Whether requests beyond Discord's rate limits are answered with 429; the headers come in any case. */
  readonly rateLimits?: boolean;
}

/** A pretend Discord on 127.0.0.1. */
export interface Sandbox {
  readonly url: string;
  /** What a bot is given as the address of Discord's API. */
  readonly apiUrl: string;
  readonly world: World;
  readonly faults: Faults;
  readonly traffic: Traffic;
  readonly gateway: GatewayControl;
  /** More routes may be mounted here, before the first request. */
  readonly routes: Hono;
  stop(): Promise<void>;
}

/** Starts a pretend Discord: REST, gateway and whatever is mounted on `routes`, on one port of the loopback. */
export async function startSandbox(_options: SandboxOptions = {}): Promise<Sandbox> {
  throw new Error('not there yet');
}
