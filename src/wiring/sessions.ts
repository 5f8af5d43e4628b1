import type { Adoption } from '../desk/adoption.ts';
import type { HeldCatchUp } from '../desk/held-catchup.ts';
import type { Clock } from '../desk/ports.ts';
import type { Servers } from '../discord/servers.ts';
import type { Facts } from '../storage/facts.ts';

const firstSessionAt = 'first-session-at';
/** Discord's clock and ours may differ by so much. */
const clockSkewMs = 60_000;
/** So long the first deliveries wait for forum tags and commands. */
const setUpPatienceMs = 10_000;

export interface SessionParts {
  readonly catchUp: HeldCatchUp;
  readonly adoption: Adoption;
  readonly servers: Servers;
  readonly facts: Facts;
  readonly clock: Clock;
}

/** Sees to what every session with Discord begins with. */
export interface Sessions {
  /** Finds out which posts are ours and what was missed, and puts right what the servers lack; nothing of it is waited for. */
  begin(): void;
  /** Resolves when the servers are set up as far as they can be, or after ten seconds. */
  whenSetUp(): Promise<void>;
}

/** Makes the beginning of sessions. */
export function createSessions({ catchUp, adoption, servers, facts, clock }: SessionParts): Sessions {
  let settingUp: Promise<unknown> = Promise.resolve();
  /** Only once: while this process lives, nobody puts another database under it. */
  let comparing: Promise<void> | null = null;
  const whenSetUp = async (): Promise<void> => {
    let cancel = (): void => {};
    const patience = new Promise<void>((resolve) => {
      cancel = clock.after(setUpPatienceMs, resolve);
    });
    await Promise.race([settingUp, patience]);
    cancel();
  };
  return {
    whenSetUp,
    begin: () => {
      const everSince = facts.get(firstSessionAt);
      // Written down before anything is heard: a process that is killed within its first second has listened, too.
      if (everSince === null) facts.set(firstSessionAt, String(clock.now()));
      comparing ??= adoption.run().finally(() => catchUp.open());
      settingUp = Promise.all([comparing, servers.setUp()]);
      if (everSince === null) return;
      const gap = { everSince: Number(everSince), until: clock.now() + clockSkewMs };
      catchUp.begin(gap, servers.newestInPosts(), whenSetUp());
    },
  };
}
