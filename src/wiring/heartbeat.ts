import type { Clock } from '../desk/ports.ts';
import type { OperatorError } from '../lib/errors.ts';
import { leaseLost } from '../storage/lease.ts';
import type { Lease } from '../storage/lease.ts';

const everyMs = 1_000;

export interface HeartbeatParts {
  readonly lease: Lease;
  readonly clock: Clock;
  onLost(error: OperatorError): void;
  /** Runs what may break; what the operator has to mend ends the bot. */
  guard(handled: string, run: () => void): void;
}

/** Shows every second that this instance is alive. */
export interface Heartbeat {
  start(): void;
  stop(): void;
}

/** Makes the heartbeat. */
export function createHeartbeat({ lease, clock, onLost, guard }: HeartbeatParts): Heartbeat {
  let cancel = (): void => {};
  const beat = (): void => {
    if (!lease.beat(clock.now())) return onLost(leaseLost());
    cancel = clock.after(everyMs, () => guard('heartbeat', beat));
  };
  return { start: () => guard('heartbeat', beat), stop: () => cancel() };
}
