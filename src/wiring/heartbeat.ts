import type { Gap } from '../desk/catchup.ts';
import type { Clock } from '../desk/ports.ts';
import { OperatorError } from '../lib/errors.ts';
import type { Facts } from '../storage/facts.ts';
import type { Lease } from '../storage/lease.ts';

const everyMs = 1_000;
/** Discord's clock and ours may differ, and a broken connection is noticed late. */
const gapMarginMs = 60_000;
const heardAt = 'heard-at';

export interface HeartbeatParts {
  readonly lease: Lease;
  readonly facts: Facts;
  readonly clock: Clock;
  /** Whether Discord's events reach us. */
  isListening(): boolean;
  onLost(error: OperatorError): void;
}

/** Shows every second that this instance is alive, and remembers until when it listened to Discord. */
export interface Heartbeat {
  start(): void;
  stop(): void;
  /** Since when nobody may have listened, up to now; `null` where nobody ever did before. */
  gap(): Gap | null;
}

/** Makes the heartbeat. */
export function createHeartbeat({ lease, facts, clock, isListening, onLost }: HeartbeatParts): Heartbeat {
  let cancel = (): void => {};
  const beat = (): void => {
    if (!lease.beat(clock.now())) {
      return onLost(
        new OperatorError('storage.leaseLost', 'Another SupportMail has taken over this database, so this one stops.'),
      );
    }
    if (isListening()) facts.set(heardAt, String(clock.now()));
    cancel = clock.after(everyMs, beat);
  };
  return {
    start: beat,
    stop: () => cancel(),
    gap: () => {
      const heard = facts.get(heardAt);
      return heard === null ? null : { since: Number(heard) - gapMarginMs, until: clock.now() + gapMarginMs };
    },
  };
}
