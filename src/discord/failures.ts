import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { Failure } from '../desk/ports.ts';

type Kind = Failure['kind'];

/** Nothing reached Discord. */
const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
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
  [20026, 'busy'],
  [20028, 'busy'],
  [20029, 'busy'],
  [40003, 'busy'],
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
  if (error instanceof RateLimitError) {
    return failure('busy', `rate limit of ${error.route}`, Math.max(error.retryAfter, error.timeToReset, 50));
  }
  if (error instanceof DiscordAPIError) return fromAnswer(error);
  if (error instanceof HTTPError) return failure('unknownOutcome', `Discord answered ${error.status}`);
  return fromNetwork(error);
}

/** The code that Discord answered with, or `null`. */
export function codeOf(error: unknown): number | null {
  return error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : null;
}

function fromAnswer(error: DiscordAPIError): Failure {
  const cause = `Discord answered ${error.status}, code ${error.code}: ${error.message.replaceAll('\n', ' ')}`;
  // A page instead of an answer: something in front of Discord (Cloudflare, a proxy) refuses us for a while.
  if (typeof error.code !== 'number') return failure('busy', `${cause} (not by Discord itself)`, 60_000);
  if (error.code === expiredToken) return failure('refused', cause);
  return failure(kindsByCode.get(error.code) ?? kindOfStatus(error.status), cause);
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
  if (code !== null && notSent.has(code)) return failure('down', `Discord can't be reached (${code})`);
  return failure('unknownOutcome', `no answer from Discord (${code ?? error.name}: ${error.message})`);
}

function networkCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function failure(kind: Kind, cause: string, retryAfterMs: number | null = null): Failure {
  return { kind, cause, retryAfterMs };
}
