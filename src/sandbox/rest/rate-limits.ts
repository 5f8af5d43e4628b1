import { createHash } from 'node:crypto';

/** So many requests in so long. */
interface Rule {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  readonly scope: 'user' | 'shared';
}

/** What a request counts as. */
export interface Counted {
  readonly method: string;
  readonly route: string;
  /** The channel or server in the path: each has buckets of its own. */
  readonly place: string;
  /** The channel of the webhook that is used, null for everything else. */
  readonly webhookChannel?: string | null;
  readonly body: unknown;
}

/** The headers of an answer, and how long to wait if it is to be 429. */
export interface Verdict {
  readonly headers: Readonly<Record<string, string>>;
  readonly retryAfterMs: number | null;
}

// None of these numbers is documented; where they come from stands beside them.
const sendRule: Rule = { name: 'send', limit: 5, windowMs: 5000, scope: 'user' }; // discord-api-docs #20, staff
const reactionRule: Rule = { name: 'react', limit: 1, windowMs: 250, scope: 'user' }; // seen
const renameRule: Rule = { name: 'rename', limit: 2, windowMs: 600_000, scope: 'user' }; // discord-api-docs #6651
const threadRule: Rule = { name: 'thread', limit: 50, windowMs: 300_000, scope: 'shared' }; // #7816: number unknown, so it can be set
const webhookRule: Rule = { name: 'webhook', limit: 5, windowMs: 2000, scope: 'user' }; // #367, staff
const webhookChannelRule = { limit: 30, windowMs: 60_000 }; // #367, staff; of a forum for all its posts: not settled
const otherRule: Rule = { name: 'other', limit: 50, windowMs: 1000, scope: 'user' };
const globalLimit = 50;

const message = '/channels/{channel_id}/messages/{message_id}';

/** Counts requests, per bucket and in all: https://docs.discord.com/developers/topics/rate-limits */
export interface RateLimits {
  check(request: Counted): Verdict;
}

/** `newPosts`: how many posts may be opened in five minutes. */
export interface RateLimitSettings {
  readonly newPosts?: number;
}

/** Rate limits; when not enforced (`false`), the headers speak of so much room that nobody waits. */
export function createRateLimits(now: () => number, enforced: boolean | RateLimitSettings): RateLimits {
  const { newPosts = threadRule.limit } = typeof enforced === 'object' ? enforced : {};
  const windows = new Map<string, { startedAt: number; count: number }>();
  const count = (key: string, { limit, windowMs }: Omit<Rule, 'name' | 'scope'>) => {
    const known = windows.get(key);
    const window = known !== undefined && now() - known.startedAt < windowMs ? known : { startedAt: now(), count: 0 };
    windows.set(key, window);
    const resetMs = window.startedAt + windowMs - now();
    if (window.count >= limit) return { remaining: 0, resetMs, refused: true };
    window.count += 1;
    return { remaining: limit - window.count, resetMs, refused: false };
  };
  const countChannel = ({ webhookChannel }: Counted) =>
    count(`webhooks of ${webhookChannel ?? ''}`, webhookChannelRule);
  return {
    check(request) {
      const rule = ruleOf(request);
      const bucket = bucketOf(request, rule);
      if (enforced === false)
        return { headers: headersOf(now(), bucket, 1000, { remaining: 999, resetMs: 1000 }), retryAfterMs: null };
      const global = isExempt(request.route) ? null : count('global', { limit: globalLimit, windowMs: 1000 });
      if (global?.refused === true) return refusal(global.resetMs, 'global', { 'x-ratelimit-global': 'true' });
      const allowed = rule === threadRule ? { ...rule, limit: newPosts } : rule;
      const state = count(`${bucket}:${request.place}`, allowed);
      const headers = headersOf(now(), bucket, rule.limit, state);
      const shared = rule === webhookRule && !state.refused ? countChannel(request) : null;
      if (shared?.refused === true) return refusal(shared.resetMs, 'shared', headers);
      if (state.refused) return refusal(state.resetMs, rule.scope, headers);
      return { headers: rule === renameRule ? {} : headers, retryAfterMs: null };
    },
  };
}

function ruleOf({ method, route, body, webhookChannel = null }: Counted): Rule {
  if (webhookChannel !== null && method === 'POST') return webhookRule;
  if (method === 'POST' && route === '/channels/{channel_id}/messages') return sendRule;
  if (method === 'PATCH' && route === message) return sendRule;
  if (route.startsWith(`${message}/reactions/`)) return reactionRule;
  if (method === 'POST' && route === '/channels/{channel_id}/threads') return threadRule;
  const renames = typeof body === 'object' && body !== null && ('name' in body || 'topic' in body);
  return method === 'PATCH' && route === '/channels/{channel_id}' && renames ? renameRule : otherRule;
}

function bucketOf({ method, route }: Counted, rule: Rule): string {
  const name = rule === otherRule ? `${method} ${route}` : rule.name === 'send' ? `${method} send` : rule.name;
  return createHash('md5').update(name).digest('hex');
}

// Answers to interactions don't count: topics/rate-limits#global-rate-limit
function isExempt(route: string): boolean {
  return route.startsWith('/interactions/') || route.startsWith('/webhooks/');
}

function headersOf(
  now: number,
  bucket: string,
  limit: number,
  { remaining, resetMs }: { remaining: number; resetMs: number },
): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': ((now + resetMs) / 1000).toFixed(3),
    'x-ratelimit-reset-after': (resetMs / 1000).toFixed(3),
    'x-ratelimit-bucket': bucket,
  };
}

function refusal(resetMs: number, scope: string, headers: Record<string, string>): Verdict {
  const seconds = String(Math.ceil(resetMs / 1000));
  return { headers: { ...headers, 'x-ratelimit-scope': scope, 'retry-after': seconds }, retryAfterMs: resetMs };
}
