import { afterEach, describe, expect, test } from 'vitest';
import { createEndpoints } from '../../src/http/endpoints.ts';
import type { EndpointParts, Endpoints } from '../../src/http/endpoints.ts';
import { freePort } from '../support/free-port.ts';

const started: Endpoints[] = [];
afterEach(() => {
  for (const endpoints of started.splice(0)) endpoints.stop();
});

async function listen(changes: Partial<EndpointParts> = {}): Promise<string> {
  const port = await freePort();
  const metrics = { contentType: 'text/plain; version=0.0.4', text: () => Promise.resolve('a_metric 1\n') };
  const endpoints = createEndpoints({ host: '127.0.0.1', port, metrics, checks: {}, ...changes });
  started.push(endpoints);
  await endpoints.start();
  return `http://127.0.0.1:${port}`;
}

test('/healthz tells that the process answers, whatever else is wrong', async () => {
  const url = await listen({ checks: { gateway: () => false } });
  const answer = await fetch(`${url}/healthz`);
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
});

describe('/readyz', () => {
  test('is 200 where everything is there', async () => {
    const url = await listen({ checks: { gateway: () => true, database: () => true } });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, gateway: true, database: true }]);
  });

  test('is 503 where something is missing or broken, and says what', async () => {
    const broken = (): boolean => {
      throw new Error('disk I/O error');
    };
    const url = await listen({ checks: { gateway: () => true, database: broken } });
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([503, { ok: false, gateway: true, database: false }]);
  });
});

test('/metrics is what Prometheus reads', async () => {
  const answer = await fetch(`${await listen()}/metrics`);
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'text/plain; version=0.0.4',
    'a_metric 1\n',
  ]);
});

test.each([
  ['POST', '/metrics'],
  ['GET', '/'],
  ['GET', '/tickets'],
])('there is nothing else: %s %s', async (method, path) => {
  expect((await fetch((await listen()) + path, { method })).status).toBe(404);
});

test('a port that is taken is told in words', async () => {
  const url = await listen();
  const port = Number(new URL(url).port);
  await expect(listen({ port })).rejects.toMatchObject({
    code: 'http.port',
    message: `Port ${port} of 127.0.0.1 is in use, but \`http\` says to listen there.`,
    exitCode: 2,
  });
});

test('without a port, nobody listens', async () => {
  const url = await listen({ port: null });
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
});
