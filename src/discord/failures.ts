import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Failure } from '../desk/ports.ts';
import { NotDiscord } from './front.ts';
import { Withheld } from './withheld.ts';

type Kind = Failure['kind'];

/** Nothing reached Discord: no connection came about. */
const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  // Whoever answered wasn't Discord, as its certificate shows. https://nodejs.org/api/tls.html#x509-certificate-error-codes
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What Discord doesn't take now, and not soon either, in ms: it counts each try. */
const waitsByCode: ReadonlyMap<number, number> = new Map([
  [40_003, 10 * 60_000],
  [20_026, 60 * 60_000],
]);

/** Error codes that say more than the HTTP status. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
const kindsByCode: ReadonlyMap<number, Kind> = new Map([
  [0, 'unauthorized'],
  [40001, 'unauthorized'],
  [50014, 'unauthorized'],
  [10003, 'lost'],
  [10004, 'lost'],
  [50001, 'hidden'],
  [10007, 'gone'],
  [10008, 'gone'],
  [10013, 'gone'],
  [20009, 'closedDms'],
  [50007, 'closedDms'],
  [50278, 'noSharedServer'],
  [20026, 'tooManyDms'],
  [20028, 'busy'],
  [20029, 'busy'],
  [40003, 'tooManyDms'],
  [40004, 'busy'],
  [40006, 'busy'],
  [40062, 'busy'],
  [130000, 'busy'],
  [160006, 'busy'],
  [40005, 'tooLarge'],
  [50045, 'tooLarge'],
  [40066, 'forbidden'],
  [40067, 'forbidden'],
  [10087, 'busy'],
  [50083, 'refused'],
  [160005, 'refused'],
]);

/** Discord answers so to a token of an interaction or webhook, not of the bot. */
const expiredToken = 50027;

/** Turns whatever discord.js throws into a failure that says what can be done about it. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Withheld) return failure(error.kind, error.message, error.retryAfterMs);
  if (error instanceof NotDiscord) return fromFront(error);
  if (error instanceof RateLimitError) {
    const { route, retryAfter, timeToReset } = error;
    // Where nobody says how long, each try waits longer than the one before.
    return failure('busy', `rate limit of ${route}`, retryAfter > 0 ? Math.max(retryAfter, timeToReset, 50) : null);
  }
  if (error instanceof DiscordAPIError) return fromAnswer(error);
  if (error instanceof HTTPError) return failure('unknownOutcome', `Discord answered ${error.status}`);
  return fromNetwork(error);
}

/** The code that Discord answered with, or `null`. */
export function codeOf(error: unknown): number | null {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : null;
}

/** How long to wait after a code of Discord's; `null`: as ever. */
export function waitOfCode(code: number): number | null {
  return waitsByCode.get(code) ?? null;
}

function fromFront({ message, status, retryAfterMs }: NotDiscord): Failure {
  if (status === 413) return failure('tooLarge', message);
  return failure('busy', message, Math.max(60_000, retryAfterMs ?? 0));
}

function fromAnswer(error: DiscordAPIError): Failure {
  const cause = `Discord answered ${error.status}, code ${error.code}: ${error.message.replaceAll('\n', ' ')}`;
  // A page instead of an answer: something in front of Discord (Cloudflare, a proxy) refuses us for a while.
  if (typeof error.code !== 'number') return failure('busy', `${cause} (not by Discord itself)`, 60_000);
  if (error.code === expiredToken) return failure('refused', cause);
  return failure(kindsByCode.get(error.code) ?? kindOfStatus(error.status), cause, waitOfCode(error.code));
}

function kindOfStatus(status: number): Kind {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return 'forbidden';
    case 404:
      return 'gone';
    case 413:
      return 'tooLarge';
    case 429:
      return 'busy';
    default:
      return 'refused';
  }
}

function fromNetwork(error: unknown): Failure {
  if (!(error instanceof Error)) return failure('unknownOutcome', String(error));
  // discord.js drops its token after a 401. https://github.com/discordjs/discord.js/blob/main/packages/rest/src/lib/REST.ts
  if (error.message.startsWith('Expected token to be set')) return failure('unauthorized', error.message);
  const code = networkCode(error) ?? networkCode(error.cause);
  const isUnconnected = (code !== null && notSent.has(code)) || isConnecting(error) || isConnecting(error.cause);
  if (isUnconnected) return failure('down', `Discord can't be reached (${code})`);
  return failure('unknownOutcome', `no answer from Discord (${code ?? error.name}: ${error.message})`);
}

/** A time limit or a reset may concern a connection that was only to be made. */
function isConnecting(error: unknown): boolean {
  return (
    error instanceof AggregateError || (error instanceof Error && 'syscall' in error && error.syscall === 'connect')
  );
}

function networkCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function failure(kind: Kind, cause: string, retryAfterMs: number | null = null): Failure {
  return { kind, cause, retryAfterMs };
}
