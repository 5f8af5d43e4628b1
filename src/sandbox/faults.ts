import { ApiError, type ApiErrorCode } from './api-error.ts';
import type { ApiRequest } from './traffic.ts';

/**
 * What goes wrong: another answer, `reset` (the connection breaks with RST), `close` (it ends without an answer), `hang`
 * (nothing ever comes), a delay, a download of the CDN that breaks off in the middle, or a hook that runs while the
 * request waits (then things go on normally). The CDN's routes are named in `cdn/routes.ts`.
 */
export type FaultEffect =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | 'reset'
  | 'close'
  | 'hang'
  | { readonly delayMs: number }
  | { readonly breakAfterBytes: number }
  | ((request: ApiRequest) => void | Promise<void>);

/** Which requests meet a fault, and which fault. */
export interface Fault {
  readonly method?: string;
  /** The template, such as `/channels/{channel_id}/messages`. */
  readonly route?: string;
  readonly matches?: (request: ApiRequest) => boolean;
  /** How many requests it hits; default 1. */
  readonly times?: number;
  /** How many matching requests pass unharmed first; default 0. */
  readonly skip?: number;
  /** `before`: the request isn't performed. `after`: it is, and then its answer is lost or changed. */
  readonly when: 'before' | 'after';
  readonly effect: FaultEffect;
}

/** A fault in place. */
export interface FaultHandle {
  readonly hits: number;
  remove(): void;
}

/** The faults in place. */
export interface Faults {
  add(fault: Fault): FaultHandle;
  clear(): void;
  /** The faults that hit this request, in the order of their adding; counts the hit. */
  take(request: ApiRequest): Fault[];
}

interface Placed {
  readonly fault: Fault;
  seen: number;
  hits: number;
}

/** No faults yet. */
export function createFaults(): Faults {
  const placed = new Set<Placed>();
  return {
    add(fault) {
      const entry: Placed = { fault, seen: 0, hits: 0 };
      placed.add(entry);
      return {
        get hits() {
          return entry.hits;
        },
        remove: () => void placed.delete(entry),
      };
    },
    clear: () => placed.clear(),
    take: (request) => [...placed].filter((entry) => hit(entry, request)).map((entry) => entry.fault),
  };
}

function hit(entry: Placed, request: ApiRequest): boolean {
  if (!matches(entry.fault, request)) return false;
  entry.seen += 1;
  if (entry.seen <= (entry.fault.skip ?? 0) || entry.hits >= (entry.fault.times ?? 1)) return false;
  entry.hits += 1;
  return true;
}

function matches(fault: Fault, request: ApiRequest): boolean {
  if (fault.method !== undefined && fault.method !== request.method) return false;
  if (fault.route !== undefined && fault.route !== request.route) return false;
  return fault.matches?.(request) ?? true;
}

/** A 429 with the headers that Discord sends: https://docs.discord.com/developers/topics/rate-limits */
export function rateLimited(retryAfterSeconds: number, scope: 'user' | 'global' | 'shared' = 'user'): FaultEffect {
  const global = scope === 'global';
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfterSeconds, global, code: 0 },
    headers: {
      'retry-after': String(Math.ceil(retryAfterSeconds)),
      'x-ratelimit-scope': scope,
      'x-ratelimit-reset-after': String(retryAfterSeconds),
      ...(global ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

/** Discord refuses, such as with 40003 (DMs are opened too fast) or 20026 (the bot is flagged as a spammer). */
export function refused(code: ApiErrorCode): FaultEffect {
  const error = new ApiError(code);
  return { status: error.status, body: error.toJSON() };
}

/**
 * Cloudflare lets nothing of this machine through, since too much of it was refused; for how long is said by a header, or not at
 * all: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export function bannedByFront(status: 403 | 429, retryAfterSeconds: number | null = null): FaultEffect {
  return {
    status,
    body: '<html><head><title>Access denied | Cloudflare</title></head><body>error code: 1015</body></html>',
    headers: {
      'content-type': 'text/html',
      ...(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
  };
}

/** What Discord's front answers when nothing behind it does: a page, not JSON. */
export function badGateway(): FaultEffect {
  return {
    status: 502,
    body: '<html><head><title>502 Bad Gateway</title></head><body>cloudflare</body></html>',
    headers: { 'content-type': 'text/html' },
  };
}
