import { describe, expect, test } from 'vitest';
import { badGateway, bannedByFront, rateLimited, refused, type FaultEffect } from '../../src/sandbox/faults.ts';
import { refusal, setStage } from './stage.ts';

const send = { method: 'POST', route: '/channels/{channel_id}/messages' } as const;

describe('a fault', () => {
  test.each<[FaultEffect, 'before' | 'after', number]>([
    ['reset', 'before', 0],
    ['reset', 'after', 1],
    ['close', 'before', 0],
    ['close', 'after', 1],
  ])('%s %s performing breaks the connection, with %i message sent', async (effect, when, sent) => {
    await using stage = await setStage();
    const fault = stage.sandbox.faults.add({ ...send, when, effect });
    const asked = stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'x' });
    await expect(asked).rejects.toThrow('fetch failed');
    expect(fault.hits).toBe(1);
    expect(stage.members[0].dmMessages()).toHaveLength(1 + sent);
    expect((await stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'y' })).status).toBe(200);
  });

  test('that hangs never answers, and does not keep the sandbox from stopping', async () => {
    await using stage = await setStage();
    stage.sandbox.faults.add({ ...send, when: 'after', effect: 'hang' });
    const asked = stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'x' });
    const failed = expect(asked).rejects.toThrow('fetch failed');
    await expect.poll(() => stage.members[0].dmMessages()).toHaveLength(2);
    await stage.sandbox.stop();
    await failed;
  });

  test('answers instead: a status, a page of HTML, a 429 with its headers', async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    stage.sandbox.faults.add({ ...send, when: 'before', effect: { status: 500, body: { message: 'no', code: 0 } } });
    expect(refusal(await stage.call('POST', path, { content: 'x' }))).toBe('500 0');
    stage.sandbox.faults.add({ ...send, when: 'after', effect: badGateway() });
    const page = await stage.call('POST', path, { content: 'x' });
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html']);
    stage.sandbox.faults.add({ ...send, when: 'before', effect: rateLimited(1.5, 'shared') });
    const limited = await stage.call('POST', path, { content: 'x' });
    expect(limited.status).toBe(429);
    expect(limited.body).toMatchObject({ retry_after: 1.5, global: false });
    expect(limited.headers.get('retry-after')).toBe('2');
    expect(limited.headers.get('x-ratelimit-scope')).toBe('shared');
    expect(stage.members[0].dmMessages()).toHaveLength(2);
  });

  test('refuses as Discord does, or as what stands before it', async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    for (const code of [40003, 20026] as const) {
      stage.sandbox.faults.add({ ...send, when: 'before', effect: refused(code) });
      expect(refusal(await stage.call('POST', path, { content: 'x' }))).toBe(`403 ${code}`);
    }
    const answers: unknown[] = [];
    for (const effect of [bannedByFront(403), bannedByFront(429, 30)]) {
      stage.sandbox.faults.add({ ...send, when: 'before', effect });
      const { status, headers } = await stage.call('POST', path, {});
      answers.push([status, headers.get('content-type'), headers.get('retry-after')]);
    }
    expect(answers).toEqual([
      [403, 'text/html', null],
      [429, 'text/html', '30'],
    ]);
  });

  test('hits only what it matches, after those it skips, as often as it says', async () => {
    await using stage = await setStage();
    const fault = stage.sandbox.faults.add({
      ...send,
      matches: ({ body }) => (body as { content: string }).content.startsWith('bad'),
      skip: 1,
      times: 2,
      when: 'before',
      effect: { status: 503 },
    });
    const statuses: number[] = [];
    for (const content of ['bad 1', 'good', 'bad 2', 'bad 3', 'bad 4']) {
      statuses.push((await stage.call('POST', `/channels/${stage.dmId}/messages`, { content })).status);
    }
    expect(statuses).toEqual([200, 200, 503, 503, 200]);
    expect(fault.hits).toBe(2);
  });

  test('can be taken away, alone or all at once', async () => {
    await using stage = await setStage();
    const ask = () => stage.call('GET', '/users/@me');
    stage.sandbox.faults.add({ when: 'before', effect: { status: 503 } }).remove();
    expect((await ask()).status).toBe(200);
    stage.sandbox.faults.add({ when: 'before', effect: { status: 503 } });
    stage.sandbox.faults.clear();
    expect((await ask()).status).toBe(200);
  });

  test('that is a hook sees the request while it waits, and a delay makes it wait', async () => {
    await using stage = await setStage();
    const seen: (string | null)[] = [];
    stage.sandbox.faults.add({ when: 'before', effect: ({ route }) => void seen.push(route) });
    stage.sandbox.faults.add({ when: 'after', effect: { delayMs: 1 } });
    expect((await stage.call('GET', '/users/@me')).status).toBe(200);
    expect(seen).toEqual(['/users/@me']);
  });
});

test('a request whose sender dies while it waits is performed all the same', async () => {
  await using stage = await setStage();
  const dying = new AbortController();
  stage.sandbox.faults.add({ ...send, when: 'before', effect: () => dying.abort() });
  const asked = fetch(`${stage.sandbox.apiUrl}/v10/channels/${stage.dmId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${stage.token}`, 'content-type': 'application/json' },
    body: '{"content":"last words"}',
    signal: dying.signal,
  });
  await expect(asked).rejects.toThrow('aborted');
  await expect.poll(() => stage.members[0].dmMessages().at(-1)?.content).toBe('last words');
  expect((await stage.call('GET', '/users/@me')).status).toBe(200);
});

describe('the record of traffic', () => {
  test('has every request with its answer, in order, and says which answers were lost', async () => {
    await using stage = await setStage();
    const heard: (string | null)[] = [];
    const stop = stage.sandbox.traffic.onRequest(({ route }) => heard.push(route));
    stage.sandbox.faults.add({ ...send, when: 'after', effect: 'reset' });
    await stage.call('GET', `/channels/${stage.dmId}`);
    await stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'x' }).catch(() => null);
    stop();
    await stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'y' });
    expect(stage.sandbox.traffic.exchanges).toMatchObject([
      { number: 1, method: 'GET', status: 200, faulty: false },
      { number: 2, body: { content: 'x' }, status: null, answer: null, faulty: true },
      { number: 3, body: { content: 'y' }, status: 200, answer: { content: 'y' } },
    ]);
    expect(heard).toEqual(['/channels/{channel_id}', '/channels/{channel_id}/messages']);
    expect(stage.sandbox.traffic.count('POST', '/channels/{channel_id}/messages')).toBe(2);
    stage.sandbox.traffic.clear();
    expect(stage.sandbox.traffic.count('POST', '/channels/{channel_id}/messages')).toBe(0);
  });

  test('names routes that the sandbox does not have, which fails the test that asks for them', async () => {
    const stage = await setStage();
    const reply = await stage.call('GET', '/guilds/1/stickers');
    expect(reply.status).toBe(501);
    expect(stage.sandbox.traffic.unknownRoutes).toEqual(['GET /guilds/1/stickers']);
    await expect(stage.sandbox.stop()).rejects.toThrow('unknown route: GET /guilds/1/stickers');
  });
});

test('an error of the sandbox itself fails the test, whatever the bot makes of it', async () => {
  const stage = await setStage();
  stage.sandbox.world.channels.set(stage.dmId, null as never);
  expect((await stage.call('GET', `/channels/${stage.dmId}`)).status).toBe(500);
  await expect(stage.sandbox.stop()).rejects.toThrow('the sandbox itself failed: TypeError');
});

describe('the API itself', () => {
  test('knows nobody without the right token', async () => {
    await using stage = await setStage();
    const response = await fetch(`${stage.sandbox.apiUrl}/v10/users/@me`, { headers: { authorization: 'Bot x' } });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ message: '401: Unauthorized', code: 0 });
  });

  test('refuses what is no JSON, and overlooks fields that it does not know', async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    const response = await fetch(`${stage.sandbox.apiUrl}/v10${path}`, {
      method: 'POST',
      headers: { authorization: `Bot ${stage.token}` },
      body: '{"content":',
    });
    expect([response.status, ((await response.json()) as { code: number }).code]).toEqual([400, 50109]);
    expect((await stage.call('POST', path, { content: 'x', colour: 'blue' })).status).toBe(200);
  });

  test('tells who is there: users, members, roles, channels, the server', async () => {
    await using stage = await setStage();
    const guild = `/guilds/${stage.server.id}`;
    const mia = stage.members[0].id;
    expect((await stage.call('GET', '/users/@me')).body).toMatchObject({ bot: true, username: 'SupportMail' });
    expect((await stage.call('GET', `/users/${mia}`)).body).toMatchObject({ global_name: 'Mia' });
    expect((await stage.call('GET', `${guild}/members/${mia}`)).body).toMatchObject({ user: { id: mia } });
    expect(refusal(await stage.call('GET', `${guild}/members/123456789012345678`))).toBe('404 10007');
    expect(refusal(await stage.call('GET', '/users/123456789012345678'))).toBe('404 10013');
    expect((await stage.call('GET', `${guild}/roles`)).body).toHaveLength(4);
    expect((await stage.call('GET', `${guild}/channels`)).body).toHaveLength(2);
    expect((await stage.call('GET', `${guild}?with_counts=true`)).body).toMatchObject({ approximate_member_count: 8 });
    expect(refusal(await stage.call('GET', '/guilds/123456789012345678'))).toBe('404 10004');
    expect((await stage.call('GET', '/gateway/bot')).body).toMatchObject({ shards: 1 });
    expect((await stage.call('POST', `/channels/${stage.dmId}/typing`)).status).toBe(204);
  });
});
