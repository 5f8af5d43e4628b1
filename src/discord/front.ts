import type { RESTOptions } from 'discord.js';

type Make = RESTOptions['makeRequest'];

/** Something before Discord (Cloudflare, a proxy) answered in its place, by a page: it did not let the request through. */
export class NotDiscord extends Error {
  override readonly name = 'NotDiscord';
  readonly status: number;
  /** How long it wants to be left alone, where it says so. */
  readonly retryAfterMs: number | null;

  constructor(status: number, retryAfterMs: number | null) {
    super(`answer ${status} with a page: it isn't Discord's, but of something in front of it`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Makes requests as `make` does, and throws {@link NotDiscord} where it wasn't Discord that refused one. */
export function tellingFront(make: Make): Make {
  return async (url, init) => {
    const answer = await make(url, init);
    // Discord's own errors are JSON. A page with 5xx says that Discord itself is down, and is told apart by its status.
    const isRefusal = answer.status >= 400 && answer.status < 500;
    if (!isRefusal || answer.headers.get('content-type')?.includes('json') === true) return answer;
    await answer.text();
    const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
    throw new NotDiscord(answer.status, Number.isFinite(seconds) ? seconds * 1000 : null);
  };
}
