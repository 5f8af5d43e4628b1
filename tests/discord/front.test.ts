import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REST } from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeStreamingRequest } from '../../src/discord/files/streaming.ts';
import { NotDiscord, tellingFront } from '../../src/discord/front.ts';

let server: Server;
let answer: { readonly status: number; readonly type: string | null; readonly after?: string; readonly body: string };
let rest: REST;

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    if (answer.type !== null) response.setHeader('content-type', answer.type);
    if (answer.after !== undefined) response.setHeader('retry-after', answer.after);
    response.writeHead(answer.status).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  rest = new REST({
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    retries: 0,
    rejectOnRateLimit: () => true,
    makeRequest: tellingFront(makeStreamingRequest),
  }).setToken('token');
});
afterEach(() => server.close());

const thrown = (): Promise<unknown> =>
  rest.get('/channels/100000000000000001').then(
    () => null,
    (error: unknown) => error,
  );

test.each([
  [403, 'text/html', undefined, null],
  [429, 'text/html; charset=UTF-8', '30', 30_000],
  [429, 'text/plain', 'Wed, 21 Oct 2026 07:28:00 GMT', null],
  [413, null, undefined, null],
])('%i of %s isn’t Discord’s', async (status, type, after, retryAfterMs) => {
  answer = { status, type, body: '<html>error code: 1015</html>', ...(after === undefined ? {} : { after }) };
  const error = await thrown();
  expect(error).toBeInstanceOf(NotDiscord);
  expect(error).toMatchObject({ status, retryAfterMs });
});

test('what Discord itself refuses is as ever, and so is a page that says that Discord is down', async () => {
  answer = { status: 403, type: 'application/json', body: '{"code":50013,"message":"Missing Permissions"}' };
  expect(await thrown()).toMatchObject({ name: 'DiscordAPIError[50013]' });
  answer = { status: 502, type: 'text/html', body: '<html>Bad Gateway</html>' };
  expect(await thrown()).toMatchObject({ name: 'HTTPError', status: 502 });
  answer = { status: 200, type: 'application/json', body: '{}' };
  expect(await thrown()).toBeNull();
});
