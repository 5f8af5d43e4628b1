import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { ApiError } from '../api-error.ts';
import type { Faults } from '../faults.ts';
import type { GatewayControl } from '../gateway/control.ts';
import type { SessionStarts } from '../gateway/session-starts.ts';
import type { ApiRequest, Exchange, Traffic } from '../traffic.ts';
import { interactionByToken } from '../world/interactions.ts';
import type { Application } from '../world/nouns.ts';
import type { World } from '../world/world.ts';
import { applicationRoutes } from './application-routes.ts';
import { channelRoutes } from './channel-routes.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import { guildRoutes } from './guild-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { breakOff, meet, toResponse, type Ctx, type Outcome } from './outcomes.ts';
import { createRateLimits, type RateLimits } from './rate-limits.ts';
import type { RateLimitSettings } from './rate-limits.ts';
import { attachmentRoutes } from './attachment-routes.ts';
import { assertBody, readBody, type Body } from './reading-body.ts';
import { createRouter, type Route, type Router } from './routes.ts';
import { userRoutes } from './user-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** What the REST API stands on. */
export interface RestParts {
  readonly world: World;
  readonly faults: Faults;
  readonly traffic: Traffic;
  readonly gateway: Pick<GatewayControl, 'pause' | 'resume'>;
  readonly gatewayUrl: () => string;
  readonly starts: SessionStarts;
  readonly rateLimits: boolean | RateLimitSettings;
}

interface Rest extends RestParts {
  readonly router: Router;
  readonly limits: RateLimits;
}

/** All that the sandbox has of Discord's API. */
export const routesWith = ({ gatewayUrl, starts }: Pick<RestParts, 'gatewayUrl' | 'starts'>): readonly Route[] => [
  ...gatewayRoutes(gatewayUrl, starts),
  ...applicationRoutes,
  ...userRoutes,
  ...guildRoutes,
  ...channelRoutes,
  ...messageRoutes,
  ...attachmentRoutes,
  ...webhookRoutes,
];

/** Discord's REST API, version 10, as an application to mount at the root. */
export function createRest(parts: RestParts): Hono<{ Bindings: HttpBindings }> {
  const limits = createRateLimits(parts.world.clock.now, parts.rateLimits);
  const rest: Rest = { ...parts, router: createRouter(routesWith(parts)), limits };
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all('/api/v10/*', (context) => serve(rest, context));
  return app;
}

async function serve(rest: Rest, context: Ctx): Promise<Response> {
  const body = await readBody(context);
  const url = new URL(context.req.url);
  const path = url.pathname.slice('/api/v10'.length);
  const found = rest.router(context.req.method, path);
  const exchange = rest.traffic.record({
    number: rest.traffic.nextNumber(),
    at: rest.world.clock.now(),
    method: context.req.method,
    path: decodeURIComponent(path),
    route: found?.route.template ?? null,
    query: Object.fromEntries(url.searchParams),
    body: body.json === undefined ? body.text : body.json,
    ...filesOf(body),
    interactionId: interactionIdOf(rest.world, found?.params ?? {}),
  });
  const perform = () => performRoute(rest, exchange, found, context.req.header('authorization') ?? '', body);
  return send(context, exchange, await withFaults(rest, context, exchange, perform));
}

// What is recorded of files: everything but their bytes.
function filesOf({ uploads }: Body): Pick<ApiRequest, 'files'> {
  if (uploads.size === 0) return {};
  const files = [...uploads.values()];
  return { files: files.map(({ name, contentType, bytes }) => ({ name, contentType, size: bytes.length })) };
}

function interactionIdOf(world: World, params: Readonly<Record<string, string>>): string | null {
  const token = params['webhook_token'];
  return params['interaction_id'] ?? (token === undefined ? null : (interactionByToken(world, token)?.id ?? null));
}

async function withFaults(rest: Rest, context: Ctx, exchange: Exchange, perform: () => Outcome): Promise<Outcome> {
  const faults = rest.faults.take(exchange);
  const before = await meet(faults, 'before', exchange);
  if (before !== null) return faulty(exchange, before);
  if (!rest.world.settings.echoBeforeAnswer) holdEvents(rest, context);
  const outcome = perform();
  const after = await meet(faults, 'after', exchange);
  return after === null ? outcome : faulty(exchange, after);
}

function faulty(exchange: Exchange, outcome: Outcome): Outcome {
  exchange.faulty = true;
  return outcome;
}

// Events of this request wait until its answer is out, or until whoever asked is gone: perhaps they are already.
function holdEvents(rest: Rest, context: Ctx): void {
  const { outgoing } = context.env;
  if (outgoing.destroyed) return;
  rest.gateway.pause();
  outgoing.once('close', () => rest.gateway.resume());
}

function performRoute(
  rest: Rest,
  request: ApiRequest,
  found: ReturnType<Router>,
  authorization: string,
  body: Body,
): Outcome {
  const application = applicationOf(rest.world, authorization);
  if (found === null || request.route === null) {
    return refuse(501, { message: `The sandbox has no ${request.method} ${request.path}`, code: 0 });
  }
  const { route, params } = found;
  if (application === null && route.byInteractionToken !== true) return refuse(401, new ApiError(0).toJSON());
  const place = params['channel_id'] ?? params['guild_id'] ?? params['webhook_token'] ?? '';
  const webhookChannel = rest.world.webhooks.get(params['webhook_id'] ?? '')?.channelId ?? null;
  const { method, route: template } = request;
  const verdict = rest.limits.check({ method, route: template, place, webhookChannel, body: body.json });
  const headers = new Headers(verdict.headers);
  if (verdict.retryAfterMs !== null) return tooMany(verdict.retryAfterMs, headers);
  try {
    assertBody(body);
    const { json, uploads } = body;
    const call = { world: rest.world, application: application ?? nobody, params, query: request.query };
    return { type: 'answer', ...route.perform({ ...call, body: json, uploads }), headers };
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
  exchange.status = outcome.status;
  exchange.answer = outcome.body;
  return toResponse(outcome);
}
