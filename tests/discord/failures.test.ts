import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../src/desk/ports.ts';
import { codeOf, toFailure } from '../../src/discord/failures.ts';
import { NotDiscord } from '../../src/discord/front.ts';
import { Withheld } from '../../src/discord/withheld.ts';
import { rateLimited } from '../../src/sandbox/faults.ts';
import { setStage } from '../support/stage.ts';

let server: Server;
let answer: (response: ServerResponse) => void;
let rest: REST;
beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  rest = restAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api`);
});
afterEach(() => server.close());

function restAt(api: string): REST {
  return new REST({ api, retries: 0, timeout: 300, rejectOnRateLimit: () => true }).setToken('token');
}

/** What discord.js throws. */
async function thrownBy(discord: REST = rest): Promise<unknown> {
  return discord.post('/channels/100000000000000001/messages', { body: { content: 'Hello' } }).then(
    () => null,
    (error: unknown) => error,
  );
}

const failureOf = async (discord?: REST): Promise<Failure> => toFailure(await thrownBy(discord));

function says(status: number, body: unknown): void {
  const isJson = typeof body !== 'string';
  answer = (response) => {
    response.writeHead(status, { 'content-type': isJson ? 'application/json' : 'text/html' });
    response.end(isJson ? JSON.stringify(body) : body);
  };
}

// The codes that a support bot meets. https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
const answers: readonly [status: number, code: number, kind: Failure['kind'], meaning: string][] = [
  [401, 0, 'unauthorized', 'the token is revoked'],
  [401, 40001, 'unauthorized', 'unauthorized'],
  [401, 50014, 'unauthorized', 'invalid token'],
  [401, 50027, 'refused', "an interaction's or webhook's token is over, not the bot's"],
  [404, 10003, 'lost', 'the post or channel is deleted'],
  [404, 10004, 'lost', 'the bot left the server'],
  [404, 10007, 'gone', 'no member'],
  [404, 10008, 'gone', 'the message is deleted'],
  [404, 10013, 'gone', 'no such user'],
  [404, 10014, 'gone', 'no such emoji'],
  [404, 10015, 'gone', 'no such webhook'],
  [404, 10062, 'gone', 'the interaction is over'],
  [404, 10087, 'busy', 'no such forum tag any more'],
  [403, 20009, 'closedDms', "explicit content isn't wanted"],
  [403, 50007, 'closedDms', 'direct messages are off'],
  [403, 50278, 'noSharedServer', 'no server in common'],
  [403, 20026, 'tooManyDms', 'the bot is quarantined'],
  [403, 20028, 'busy', "the channel's write limit"],
  [403, 20029, 'busy', "the server's write limit"],
  [403, 40003, 'tooManyDms', 'DMs are opened too fast'],
  [503, 40004, 'unknownOutcome', 'sending is off for now, with 5xx'],
  [403, 40004, 'busy', 'sending is off for now'],
  [403, 40006, 'busy', 'a feature is off for now'],
  [403, 40062, 'busy', 'the service is limited'],
  [403, 130000, 'busy', 'overloaded'],
  [400, 160006, 'busy', 'too many active threads'],
  [413, 40005, 'tooLarge', 'the request is too large'],
  [400, 50045, 'tooLarge', 'a file is too large'],
  [403, 40066, 'forbidden', 'no tag may be set'],
  [400, 40067, 'forbidden', 'a tag is required'],
  [400, 30046, 'refused', 'too many edits of an old message'],
  [400, 50006, 'refused', 'an empty message'],
  [400, 50035, 'refused', 'a mistake in the form'],
  [400, 50083, 'refused', 'the post is archived'],
  [403, 160005, 'refused', 'the post is locked'],
  [400, 200_000, 'refused', 'AutoMod blocks it'],
  [400, 240_000, 'refused', 'a harmful link'],
  [403, 50001, 'hidden', 'no access'],
  [403, 50013, 'forbidden', 'a permission is missing'],
  [403, 90001, 'forbidden', 'the reaction is blocked'],
];

/** What is to be left alone for longer than usual. */
const longWaits = new Map([
  [40003, 600_000],
  [20026, 3_600_000],
]);

describe("Discord's answer", () => {
  test.each(answers)('%i with code %i is %s: %s', async (status, code, kind) => {
    says(status, { code, message: 'as Discord puts it' });
    const error = await thrownBy();
    expect(toFailure(error)).toMatchObject({ kind, retryAfterMs: longWaits.get(code) ?? null });
    if (status < 500) expect(codeOf(error)).toBe(code);
  });

  test('stands in the cause, in one line', async () => {
    says(400, {
      code: 50035,
      message: 'Invalid Form Body',
      errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] } },
    });
    const { cause } = await failureOf();
    expect(cause).toMatch(
      /^Discord answered 400, code 50035: .*content\[BASE_TYPE_MAX_LENGTH\]: Must be 2000 or fewer/,
    );
    expect(cause).not.toContain('\n');
  });

  test.each([500, 502, 503, 504])('%i: nobody knows whether it was done', async (status) => {
    says(status, '<html><title>Bad Gateway</title></html>');
    expect(await failureOf()).toEqual({
      kind: 'unknownOutcome',
      cause: `Discord answered ${status}`,
      retryAfterMs: null,
    });
  });

  test.each([400, 403, 404])(
    '%i with a page comes from something before Discord, which lasts a while',
    async (status) => {
      says(status, '<html><title>Access denied | Cloudflare</title></html>');
      expect(await failureOf()).toMatchObject({ kind: 'busy', retryAfterMs: 60_000 });
    },
  );

  test('that never comes', async () => {
    answer = () => undefined;
    expect(await failureOf()).toMatchObject({ kind: 'unknownOutcome', retryAfterMs: null });
    server.closeAllConnections();
  });

  test.each([
    ['reset', ({ socket }: ServerResponse): void => void socket?.resetAndDestroy()],
    ['closed', ({ socket }: ServerResponse): void => void socket?.end()],
  ] as const)('is lost when the connection is %s: nobody knows', async (_how, breakOff) => {
    answer = breakOff;
    expect(await failureOf()).toMatchObject({ kind: 'unknownOutcome', retryAfterMs: null });
  });
});

test('a closed port is reached by nothing: it was surely not done', async () => {
  server.close();
  await once(server, 'close');
  expect(await failureOf()).toEqual({
    kind: 'down',
    cause: "Discord can't be reached (ECONNREFUSED)",
    retryAfterMs: null,
  });
});

test.each(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
  'nothing is reached by %s either',
  (code) => {
    expect(toFailure(Object.assign(new TypeError('fetch failed'), { cause: withCode(code) }))).toMatchObject({
      kind: 'down',
      cause: `Discord can't be reached (${code})`,
    });
  },
);

test('a time limit says that nothing was done only where there was no connection yet', () => {
  const whileConnecting = Object.assign(withCode('ETIMEDOUT'), { syscall: 'connect' });
  expect(toFailure(whileConnecting).kind).toBe('down');
  expect(toFailure(Object.assign(new AggregateError([whileConnecting]), { code: 'ETIMEDOUT' })).kind).toBe('down');
  expect(toFailure(Object.assign(withCode('ETIMEDOUT'), { syscall: 'read' })).kind).toBe('unknownOutcome');
});

test('what was kept back says itself why, and for how long', () => {
  expect(toFailure(new Withheld('hidden', 'Discord refuses it', 1_234))).toEqual({
    kind: 'hidden',
    cause: 'Discord refuses it',
    retryAfterMs: 1_234,
  });
});

test('something in front of Discord is left alone for a minute, or for as long as it wants; what is too large for it is too large', () => {
  expect(toFailure(new NotDiscord(403, null))).toMatchObject({ kind: 'busy', retryAfterMs: 60_000 });
  expect(toFailure(new NotDiscord(429, 1_000))).toMatchObject({ kind: 'busy', retryAfterMs: 60_000 });
  expect(toFailure(new NotDiscord(429, 90_000))).toMatchObject({ kind: 'busy', retryAfterMs: 90_000 });
  expect(toFailure(new NotDiscord(413, null))).toMatchObject({ kind: 'tooLarge', retryAfterMs: null });
});

test('without a token discord.js asks nothing, and the failure is the same as with a revoked one', async () => {
  says(401, { code: 0, message: '401: Unauthorized' });
  expect((await failureOf()).kind).toBe('unauthorized');
  // discord.js has dropped its token now.
  says(200, {});
  expect((await failureOf()).kind).toBe('unauthorized');
});

test("what isn't an error at all leaves the outcome open", () => {
  expect(toFailure('?')).toEqual({ kind: 'unknownOutcome', cause: '?', retryAfterMs: null });
  expect(codeOf('?')).toBeNull();
});

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe('a rate limit', () => {
  test('that says nothing of how long is waited for longer each time', async () => {
    says(429, { message: 'You are being rate limited.', global: false, code: 0 });
    expect(await failureOf()).toMatchObject({ kind: 'busy', retryAfterMs: null });
  });

  test.each(['user', 'global', 'shared'] as const)('of scope %s says how long to wait', async (scope) => {
    const stage = await setStage();
    const discord = restAt(stage.sandbox.apiUrl).setToken(stage.world.application.token);
    stage.sandbox.faults.add({ when: 'before', effect: rateLimited(2.5, scope) });
    const failure = await failureOf(discord);
    expect(failure.kind).toBe('busy');
    expect(failure.retryAfterMs).toBeGreaterThanOrEqual(2_500);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(3_200);
    await stage.stop();
  });

  test('that discord.js foresees is the same, without a request', async () => {
    const stage = await setStage({ sandbox: { rateLimits: true, now: () => 1_800_000_000_000 } });
    const { world, sandbox } = stage;
    const discord = restAt(sandbox.apiUrl).setToken(world.application.token);
    const send = () => discord.post(`/channels/${world.lounge.id}/messages`, { body: { content: 'Hello' } });
    const sent = await Promise.allSettled(Array.from({ length: 12 }, send));
    const failures = sent.flatMap((one) => (one.status === 'rejected' ? [toFailure(one.reason)] : []));
    expect(failures.length).toBeGreaterThan(0);
    expect(new Set(failures.map(({ kind }) => kind))).toEqual(new Set(['busy']));
    expect(failures.every(({ retryAfterMs }) => (retryAfterMs ?? 0) >= 50)).toBe(true);
    expect(sandbox.traffic.exchanges.length).toBeLessThan(12);
    await stage.stop();
  });
});
