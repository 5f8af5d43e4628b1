import type { Clock } from '../desk/ports.ts';
import { createEndpoints } from '../http/endpoints.ts';
import type { Endpoints } from '../http/endpoints.ts';
import { createMetrics } from '../http/metrics.ts';
import type { Metrics } from '../http/metrics.ts';
import { countsIn } from '../storage/counts.ts';
import type { Gateway } from '../discord/gateway.ts';
import { madeAt } from '../discord/snowflakes.ts';
import type { OwnDatabase } from './alone.ts';
import type { LiveConfig } from './live-config.ts';
import type { Trouble } from './trouble.ts';

export interface ObservingParts extends OwnDatabase {
  readonly live: Pick<LiveConfig, 'config'>;
  readonly clock: Pick<Clock, 'now'>;
  gateway(this: void): Pick<Gateway, 'isAlive'>;
  readonly trouble: Pick<Trouble, 'ofDelivery'>;
}

/** What others learn of how the bot is. */
export interface Observing {
  readonly metrics: Metrics;
  readonly endpoints: Endpoints;
  /** Counts the waits among what goes wrong with deliveries, and tells of it. */
  ofDelivery: Trouble['ofDelivery'];
}

/** Makes the metrics and the endpoints. A database that another instance has taken over is none of ours. */
export function createObserving(parts: ObservingParts): Observing {
  const { database, lease, live, clock, gateway, trouble } = parts;
  const isConnected = (): boolean => gateway().isAlive();
  const metrics = createMetrics({ ...countsIn(database), now: () => clock.now(), madeAt, isConnected });
  const isOurs = (): boolean => {
    lease.check();
    return true;
  };
  return {
    metrics,
    endpoints: createEndpoints({ ...live.config.http, metrics, checks: { gateway: isConnected, database: isOurs } }),
    ofDelivery: (entry, failure) => {
      if (failure.kind === 'busy') metrics.waits(failure.retryAfterMs ?? 0);
      trouble.ofDelivery(entry, failure);
    },
  };
}
