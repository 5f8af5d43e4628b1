import { resetToken } from '../world/accounts.ts';
import type { Application } from '../world/nouns.ts';
import type { World } from '../world/world.ts';

const total = 1000;
const windowMs = 24 * 60 * 60_000;

/** How many sessions a bot may still begin, and when it has all of them again: events/gateway#session-start-limit-object */
export interface StartLimit {
  readonly total: number;
  readonly remaining: number;
  /** In ms. */
  readonly reset_after: number;
  readonly max_concurrency: number;
}

/** Counts the sessions that applications begin. */
export interface SessionStarts {
  limitOf(application: Application): StartLimit;
  /**
   * One more. `false`: one too many. Discord then resets the bot's token; resumed sessions don't count.
   * https://github.com/discord/discord-api-docs/issues/215
   */
  count(application: Application): boolean;
  /** So many more, as if they had been begun before. */
  spend(application: Application, starts: number): void;
}

/** Nothing was begun yet. */
export function createSessionStarts({ clock }: World): SessionStarts {
  const spent = new Map<string, { starts: number; readonly until: number }>();
  const of = ({ id }: Application) => {
    const known = spent.get(id);
    if (known !== undefined && known.until > clock.now()) return known;
    const fresh = { starts: 0, until: clock.now() + windowMs };
    spent.set(id, fresh);
    return fresh;
  };
  return {
    limitOf(application) {
      const { starts, until } = of(application);
      const remaining = Math.max(total - starts, 0);
      return { total, remaining, reset_after: until - clock.now(), max_concurrency: 1 };
    },
    count(application) {
      const window = of(application);
      window.starts += 1;
      if (window.starts <= total) return true;
      resetToken(application);
      return false;
    },
    spend: (application, starts) => void (of(application).starts += starts),
  };
}
