import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { Fault } from '../faults.ts';
import type { ApiRequest } from '../traffic.ts';

/** A request with its sockets. */
export type Ctx = Context<{ Bindings: HttpBindings }>;

/** What is sent back: an answer, or what a fault makes of it. */
export type Outcome =
  | { readonly type: 'answer'; readonly status: number; readonly body: unknown; readonly headers: Headers }
  | { readonly type: 'broken'; readonly how: Break };

/** How a connection ends instead of an answer; a number: after so many bytes of it. */
export type Break = 'reset' | 'close' | 'hang' | number;

/** Lets the faults of one time happen; the first one that answers, or keeps the answer back, decides. */
export async function meet(
  faults: readonly Fault[],
  when: Fault['when'],
  request: ApiRequest,
): Promise<Outcome | null> {
  for (const { effect } of faults.filter((one) => one.when === when)) {
    if (typeof effect === 'function') await effect(request);
    else if (typeof effect === 'string') return { type: 'broken', how: effect };
    else if ('delayMs' in effect) await new Promise((resolve) => setTimeout(resolve, effect.delayMs));
    else if ('breakAfterBytes' in effect) return { type: 'broken', how: effect.breakAfterBytes };
    else {
      const headers = new Headers(effect.headers);
      return { type: 'answer', status: effect.status, body: effect.body ?? null, headers };
    }
  }
  return null;
}

/** Ends a request without an answer. */
export function breakOff(context: Ctx, how: Break): Response | Promise<Response> {
  const { socket } = context.env.incoming;
  // Where the other side has hung up already, Node fails to reset, and then never says that the socket is closed.
  if (how === 'reset' && !socket.writableEnded) socket.resetAndDestroy();
  else if (how !== 'hang') socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** An answer as it goes out: text as it is, everything else as JSON. */
export function toResponse({ status, body, headers }: Extract<Outcome, { type: 'answer' }>): Response {
  if (body === null) return new Response(null, { status, headers });
  if (typeof body === 'string') return new Response(body, { status, headers });
  headers.set('content-type', 'application/json');
  return new Response(JSON.stringify(body), { status, headers });
}
