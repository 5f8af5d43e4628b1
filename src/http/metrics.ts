import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Settled } from '../desk/settled.ts';

export interface MetricsParts {
  now(): number;
  /** When something with this ID was made, in epoch ms. */
  madeAt(id: string): number;
  isConnected(): boolean;
  ticketsByStatus(): ReadonlyMap<string, number>;
  waiting(): { readonly length: number; readonly oldest: string | null };
}

/** What happens, counted for Prometheus. No label tells of a person, a ticket or a place: users may be anonymous. */
export interface Metrics {
  settled(message: Settled): void;
  answered(request: { readonly method: string; readonly route: string; readonly status: number | null }): void;
  /** Discord's rate limit, or our own pace, made a request wait. */
  waits(forMs: number): void;
  /** All of it, in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

const latencySeconds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600];

/** Makes the metrics, all at zero. */
export function createMetrics(parts: MetricsParts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'supportmail_' });
  const messages = new Counter({
    name: 'supportmail_messages_total',
    help: 'Messages to be relayed, by whom they were for and what became of them.',
    labelNames: ['to', 'outcome'],
    registers,
  });
  const latency = new Histogram({
    name: 'supportmail_delivery_seconds',
    help: 'From the moment a message was written until its copy stood on the other side.',
    labelNames: ['to'],
    buckets: latencySeconds,
    registers,
  });
  const requests = new Counter({
    name: 'supportmail_discord_requests_total',
    help: 'Requests to Discord, by method, route (without IDs) and status; `none`: there was no answer.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const waits = new Counter({
    name: 'supportmail_rate_limit_waits_total',
    help: 'How often something had to wait for a rate limit.',
    registers,
  });
  const waited = new Counter({
    name: 'supportmail_rate_limit_wait_seconds_total',
    help: 'How long it had to wait altogether.',
    registers,
  });
  for (const to of ['user', 'staff']) {
    for (const outcome of ['delivered', 'failed']) messages.inc({ to, outcome }, 0);
  }
  addGauges(parts, registry);
  return {
    settled: ({ to, outcome, messageId }) => {
      messages.inc({ to, outcome });
      // Discord's clock may be ahead of ours.
      if (outcome === 'delivered') latency.observe({ to }, Math.max(0, parts.now() - parts.madeAt(messageId)) / 1000);
    },
    answered: ({ method, route, status }) => requests.inc({ method, route, status: status ?? 'none' }),
    waits: (forMs) => {
      waits.inc();
      waited.inc(forMs / 1000);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** What is looked up whenever somebody asks. */
function addGauges({ now, madeAt, isConnected, ticketsByStatus, waiting }: MetricsParts, registry: Registry): void {
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number): void => {
    const made: Gauge = new Gauge({ name, help, registers, collect: () => made.set(read()) });
  };
  gauge('supportmail_gateway_connected', 'Whether there is a living session with Discord.', () =>
    Number(isConnected()),
  );
  gauge('supportmail_outbox_length', 'How many things are still to be done in Discord.', () => waiting().length);
  gauge('supportmail_outbox_oldest_seconds', 'How old the oldest message is that still waits; 0: none does.', () => {
    const { oldest } = waiting();
    return oldest === null ? 0 : Math.max(0, now() - madeAt(oldest)) / 1000;
  });
  const tickets: Gauge<'status'> = new Gauge({
    name: 'supportmail_tickets',
    help: 'How many tickets there are, by status.',
    labelNames: ['status'],
    registers,
    collect: () => {
      tickets.reset();
      for (const [status, count] of ticketsByStatus()) tickets.set({ status }, count);
    },
  });
}
