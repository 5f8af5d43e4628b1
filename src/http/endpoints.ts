import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { OperatorError } from '../lib/errors.ts';
import type { Metrics } from './metrics.ts';

export interface EndpointParts {
  readonly host: string;
  /** `null`: nothing listens. */
  readonly port: number | null;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  /** What the bot can't do its work without, and whether it has it. */
  readonly checks: Readonly<Record<string, () => boolean>>;
}

/** What machines ask the bot: does it run, can it work, how does it go. */
export interface Endpoints {
  /** @throws OperatorError `http.port`: nobody can listen there */
  start(): Promise<void>;
  stop(): void;
}

/** Makes the endpoints; nobody listens yet. */
export function createEndpoints({ host, port, metrics, checks }: EndpointParts): Endpoints {
  const app = new Hono();
  app.get('/healthz', (context) => context.json({ ok: true }));
  app.get('/readyz', (context) => {
    const found = Object.entries(checks).map(([name, check]) => [name, holds(check)] as const);
    const ok = found.every(([, isFine]) => isFine);
    return context.json({ ok, ...Object.fromEntries(found) }, ok ? 200 : 503);
  });
  app.get('/metrics', async (context) => {
    context.header('Content-Type', metrics.contentType);
    return context.body(await metrics.text());
  });
  let server: Server | null = null;
  return {
    start: async () => {
      if (port === null) return;
      server = createServer(getRequestListener(app.fetch));
      server.listen({ host, port });
      await once(server, 'listening').catch((error: unknown) => {
        throw unusable(host, port, error);
      });
    },
    stop: () => {
      server?.close();
      server?.closeAllConnections();
    },
  };
}

/** What breaks while it is looked at isn't fine. */
function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

function unusable(host: string, port: number, cause: unknown): OperatorError {
  const { code } = cause as NodeJS.ErrnoException;
  const why = code === 'EADDRINUSE' ? 'is in use' : `can't be used (${code ?? 'unknown'})`;
  return new OperatorError('http.port', `Port ${port} of ${host} ${why}, but \`http\` says to listen there.`, {
    hint: 'Choose another `http.port` (or `http.host`), or leave it out: then nothing listens.',
    exitCode: 2,
    cause,
  });
}
