import type { Clock } from '../desk/ports.ts';
import type { Gateway } from '../discord/gateway.ts';

const lookEveryMs = 10_000;
/** discord.js notices a dead connection within two minutes, and gets so long to mend it before it counts as stuck. */
const patienceMs = 2 * 60_000;

export interface WatchdogParts {
  readonly gateway: Pick<Gateway, 'isAlive' | 'renew'>;
  readonly clock: Clock;
}

/** Sees that the bot doesn't sit on a dead connection, or wait for one that never comes. */
export interface Watchdog {
  start(): void;
  stop(): void;
}

/** Makes the watchdog. It counts its own looks: while the process or the machine slept, nobody could have been alive. */
export function createWatchdog({ gateway, clock }: WatchdogParts): Watchdog {
  let deadLooks = 0;
  let cancel = (): void => {};
  const look = (): void => {
    cancel = clock.after(lookEveryMs, look);
    deadLooks = gateway.isAlive() ? 0 : deadLooks + 1;
    if (deadLooks * lookEveryMs < patienceMs) return;
    deadLooks = 0;
    gateway.renew();
  };
  return {
    start: () => {
      cancel = clock.after(lookEveryMs, look);
    },
    stop: () => cancel(),
  };
}
