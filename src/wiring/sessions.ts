import type { CatchUp } from '../desk/catchup.ts';
import type { Delivery } from '../desk/delivery.ts';
import type { Clock } from '../desk/ports.ts';
import type { Servers } from '../discord/servers.ts';
import type { Facts } from '../storage/facts.ts';

const firstSessionAt = 'first-session-at';
/** Discord's clock and ours may differ by so much. */
const clockSkewMs = 60_000;

export interface SessionParts {
  readonly catchUp: CatchUp;
  readonly delivery: Delivery;
  readonly servers: Servers;
  readonly facts: Facts;
  readonly clock: Clock;
}

/** Sees to what every session with Discord begins with: what was missed before it and, the first time, what is to be set up. */
export function createSessions({ catchUp, delivery, servers, facts, clock }: SessionParts): () => Promise<void> {
  let isFirst = true;
  return async () => {
    const everSince = facts.get(firstSessionAt);
    // Written down before anything is heard: a process that is killed within its first second has listened, too.
    if (everSince === null) facts.set(firstSessionAt, String(clock.now()));
    else catchUp.begin({ everSince: Number(everSince), until: clock.now() + clockSkewMs }, servers.newestInPosts());
    if (!isFirst) return;
    isFirst = false;
    await servers.setUp();
    delivery.start();
  };
}
