import type { CatchUp } from '../desk/catchup.ts';
import type { Clock } from '../desk/ports.ts';
import type { Servers } from '../discord/servers.ts';
import type { Facts } from '../storage/facts.ts';

const firstSessionAt = 'first-session-at';
/** Discord's clock and ours may differ by so much. */
const clockSkewMs = 60_000;
/** So long the first deliveries wait for forum tags and commands. */
const setUpPatienceMs = 10_000;

export interface SessionParts {
  readonly catchUp: CatchUp;
  readonly servers: Servers;
  readonly facts: Facts;
  readonly clock: Clock;
}

/** Sees to what every session with Discord begins with. */
export interface Sessions {
  /** Finds out what was missed, and puts right what the servers lack; neither is waited for. */
  begin(): void;
  /** Resolves when the servers are set up as far as they can be, or after ten seconds. */
  whenSetUp(): Promise<void>;
}

/** Makes the beginning of sessions. */
export function createSessions({ catchUp, servers, facts, clock }: SessionParts): Sessions {
  let settingUp: Promise<void> = Promise.resolve();
  return {
    begin: () => {
      const everSince = facts.get(firstSessionAt);
      // Written down before anything is heard: a process that is killed within its first second has listened, too.
      if (everSince === null) facts.set(firstSessionAt, String(clock.now()));
      else catchUp.begin({ everSince: Number(everSince), until: clock.now() + clockSkewMs }, servers.newestInPosts());
      settingUp = servers.setUp();
    },
    whenSetUp: async () => {
      let cancel = (): void => {};
      const patience = new Promise<void>((resolve) => {
        cancel = clock.after(setUpPatienceMs, resolve);
      });
      await Promise.race([settingUp, patience]);
      cancel();
    },
  };
}
