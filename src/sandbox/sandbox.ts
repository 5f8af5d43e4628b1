import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createCdnRoutes } from './cdn/routes.ts';
import { createFaults, type Faults } from './faults.ts';
import type { GatewayControl } from './gateway/control.ts';
import { createGateway } from './gateway/server.ts';
import { createSessionStarts } from './gateway/session-starts.ts';
import type { RateLimitSettings } from './rest/rate-limits.ts';
import { createRest } from './rest/server.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { createWorld, type World } from './world/world.ts';

/** How a sandbox is started. */
export interface SandboxOptions {
  /** Default: any free one. */
  readonly port?: number;
  /** Default: the machine's time. `world.clock.advance` moves it in any case. */
  readonly now?: () => number;
  /** Whether requests beyond Discord's rate limits are answered with 429; the headers come in any case. */
  readonly rateLimits?: boolean | RateLimitSettings;
  /** How often bots have to show that they are alive; default: as Discord asks for. */
  readonly heartbeatIntervalMs?: number;
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
  /** Everything outside `/api`, `/cdn` and `/media`: more routes may be mounted here, before the first request to them. */
  readonly routes: Hono;
  stop(): Promise<void>;
}

const usualHeartbeatMs = 41_250;

// Others in this process keep Node's own Request and Response.
const listenerOptions = { overrideGlobalObjects: false };

/** Starts a pretend Discord: REST, gateway and whatever is mounted on `routes`, on one port of the loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = createWorld(options.now ?? Date.now);
  const faults = createFaults();
  const traffic = createTraffic();
  const routes = new Hono();
  const cdn = createCdnRoutes({ world, faults, traffic });
  const address = { url: '' };
  const gatewayUrl = () => address.url.replace('http:', 'ws:');
  const starts = createSessionStarts(world);
  const { heartbeatIntervalMs = usualHeartbeatMs, rateLimits = false } = options;
  const gateway = createGateway(world, { url: gatewayUrl, starts, heartbeatIntervalMs });
  const rest = createRest({ world, faults, traffic, gateway, gatewayUrl, starts, rateLimits });
  const fetch = (request: Request, bindings: HttpBindings) => {
    const [, first = ''] = new URL(request.url).pathname.split('/');
    const app = first === 'api' ? rest : first === 'cdn' || first === 'media' ? cdn : routes;
    return app.fetch(request, bindings);
  };
  const server = createServer(
    getRequestListener((request, bindings) => fetch(request, bindings as HttpBindings), listenerOptions),
  );
  // Idle connections stay open: closing them would now and then break a request that is just being sent.
  server.keepAliveTimeout = 0;
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  address.url = await listen(server, options.port ?? 0);
  world.cdn.url = address.url;
  return {
    url: address.url,
    apiUrl: `${address.url}/api`,
    world,
    faults,
    traffic,
    gateway,
    routes,
    async stop() {
      gateway.stop();
      await close(server);
    },
  };
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port');
  return `http://127.0.0.1:${address.port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
