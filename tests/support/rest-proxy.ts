import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** A way to a sandbox's REST API that tells what came along it; the gateway is reached past it. */
export interface RestProxy {
  readonly apiUrl: string;
  /** `METHOD /path` of each request, in the order in which they came. */
  readonly requests: string[];
  close(): void;
}

/** Opens the way. */
export async function openRestProxy(sandbox: Sandbox): Promise<RestProxy> {
  const requests: string[] = [];
  const server = createServer((incoming, answer) => {
    const { method = 'GET', url = '/', headers } = incoming;
    requests.push(`${method} ${url}`);
    const onward = request(`${sandbox.url}${url}`, { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
