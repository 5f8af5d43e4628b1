import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context } from 'hono';
import { ApiError } from '../api-error.ts';
import type { Fault, Faults } from '../faults.ts';
import type { GatewayControl } from '../gateway/control.ts';
import type { ApiRequest, Exchange, Traffic } from '../traffic.ts';
import { interactionByToken } from '../world/interactions.ts';
import type { Application } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { applicationRoutes } from './application-routes.ts';
import { channelRoutes } from './channel-routes.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import { guildRoutes } from './guild-routes.ts';
import { interactionRoutes } from './interaction-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';
import { createRouter, type Route, type Router } from './routes.ts';
import { userRoutes } from './user-routes.ts';

/** What the REST API stands on. */
export interface RestParts {
  readonly world: World;
  readonly faults: Faults;
  readonly traffic: Traffic;
  readonly gateway: Pick<GatewayControl, 'pause' | 'resume'>;
  readonly gatewayUrl: () => string;
  readonly rateLimits: boolean;
}

type Ctx = Context<{ Bindings: HttpBindings }>;

interface Rest extends RestParts {
  readonly router: Router;
  readonly limits: RateLimits;
}

/** What is sent back: an answer, or what a fault makes of it. */
type Outcome =
  | { readonly type: 'answer'; readonly status: number; readonly body: unknown; readonly headers: Headers }
  | { readonly type: 'broken'; readonly how: 'reset' | 'close' | 'hang' };

/** Discord's REST API, version 10, as an application to mount at the root. */
export function createRest(parts: RestParts): Hono<{ Bindings: HttpBindings }> {
  const routes: Route[] = [
    ...gatewayRoutes(parts.gatewayUrl),
    ...applicationRoutes,
    ...userRoutes,
    ...guildRoutes,
    ...channelRoutes,
    ...messageRoutes,
    ...interactionRoutes,
  ];
  const limits = createRateLimits(parts.world.clock.now, parts.rateLimits);
  const rest: Rest = { ...parts, router: createRouter(routes), limits };
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('/api/v10/*', (context) => serve(rest, context));
  return app;
}

async function serve(rest: Rest, context: Ctx): Promise<Response> {
  const text = context.req.method === 'GET' ? '' : await context.req.text();
  const url = new URL(context.req.url);
  const path = url.pathname.slice('/api/v10'.length);
  const found = rest.router(context.req.method, path);
  const body = parse(text);
  const exchange = rest.traffic.record({
    number: rest.traffic.nextNumber(),
    at: rest.world.clock.now(),
    method: context.req.method,
    path: decodeURIComponent(path),
    route: found?.route.template ?? null,
    query: Object.fromEntries(url.searchParams),
    body: body === undefined ? text : body,
    interactionId: interactionIdOf(rest.world, found?.params ?? {}),
  });
  const perform = () => performRoute(rest, exchange, found, context.req.header('authorization') ?? '', body);
  return send(context, exchange, await withFaults(rest, context, exchange, perform));
}

// Undefined stands for text that isn't JSON.
function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function interactionIdOf(world: World, params: Readonly<Record<string, string>>): string | null {
  const token = params['webhook_token'];
  return params['interaction_id'] ?? (token === undefined ? null : (interactionByToken(world, token)?.id ?? null));
}

async function withFaults(rest: Rest, context: Ctx, exchange: Exchange, perform: () => Outcome): Promise<Outcome> {
  const faults = rest.faults.take(exchange);
  const before = await meet(faults, 'before', exchange);
  if (before !== null) return before;
  if (!rest.world.settings.echoBeforeAnswer) holdEvents(rest, context);
  const outcome = perform();
  return (await meet(faults, 'after', exchange)) ?? outcome;
}

// Events of this request wait until its answer is out.
function holdEvents(rest: Rest, context: Ctx): void {
  rest.gateway.pause();
  context.env.outgoing.once('close', () => rest.gateway.resume());
}

async function meet(faults: readonly Fault[], when: Fault['when'], exchange: Exchange): Promise<Outcome | null> {
  for (const fault of faults.filter((one) => one.when === when)) {
    const { effect } = fault;
    if (typeof effect === 'function') {
      await effect(exchange);
      continue;
    }
    if (typeof effect === 'object' && 'delayMs' in effect) {
      await new Promise((resolve) => setTimeout(resolve, effect.delayMs));
      continue;
    }
    exchange.faulty = true;
    if (typeof effect === 'string') return { type: 'broken', how: effect };
    return { type: 'answer', status: effect.status, body: effect.body ?? null, headers: new Headers(effect.headers) };
  }
  return null;
}

function performRoute(
  rest: Rest,
  request: ApiRequest,
  found: ReturnType<Router>,
  authorization: string,
  body: unknown,
): Outcome {
  const application = applicationOf(rest.world, authorization);
  if (found === null || request.route === null) {
    return refuse(501, { message: `The sandbox has no ${request.method} ${request.path}`, code: 0 });
  }
  const { route, params } = found;
  if (application === null && route.byInteractionToken !== true) return refuse(401, new ApiError(0).toJSON());
  const place = params['channel_id'] ?? params['guild_id'] ?? params['webhook_token'] ?? '';
  const verdict = rest.limits.check({ method: request.method, route: request.route, place, body });
  const headers = new Headers(verdict.headers);
  if (verdict.retryAfterMs !== null) return tooMany(verdict.retryAfterMs, headers);
  try {
    if (body === undefined) throw new ApiError(50109);
    const call = { world: rest.world, application: application ?? nobody, params, query: request.query, body };
    return { type: 'answer', ...route.perform(call), headers };
  } catch (error) {
    if (error instanceof ApiError) return { type: 'answer', status: error.status, body: error.toJSON(), headers };
    rest.traffic.mistakes.push(error instanceof Error ? error : new Error(String(error)));
    return refuse(500, { message: '500: Internal Server Error', code: 0 });
  }
}

// Routes that the path's token authorises need no bot.
const nobody: Application = { id: '', name: '', botId: '', token: '', flags: 0 };

function refuse(status: number, body: object): Outcome {
  return { type: 'answer', status, body, headers: new Headers() };
}

function tooMany(retryAfterMs: number, headers: Headers): Outcome {
  const global = headers.get('x-ratelimit-scope') === 'global';
  const body = { message: 'You are being rate limited.', retry_after: retryAfterMs / 1000, global, code: 0 };
  return { type: 'answer', status: 429, body, headers };
}

function applicationOf(world: World, authorization: string): Application | null {
  const token = authorization.replace(/^Bot /, '');
  return [...world.applications.values()].find((one) => one.token === token) ?? null;
}

function send(context: Ctx, exchange: Exchange, outcome: Outcome): Response | Promise<Response> {
  if (outcome.type === 'broken') return breakOff(context, outcome.how);
  const { status, body, headers } = outcome;
  exchange.status = status;
  exchange.answer = body;
  if (body === null) return new Response(null, { status, headers });
  if (typeof body === 'string') return new Response(body, { status, headers });
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(body), { status, headers });
}

function breakOff(context: Ctx, how: 'reset' | 'close' | 'hang'): Response | Promise<Response> {
  const { socket } = context.env.incoming;
  if (how === 'reset') socket.resetAndDestroy();
  if (how === 'close') socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
