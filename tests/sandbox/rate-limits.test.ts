import { describe, expect, test } from 'vitest';
import { createRateLimits } from '../../src/sandbox/rest/rate-limits.ts';
import { setStage } from './stage.ts';

const send = { method: 'POST', route: '/channels/{channel_id}/messages', place: 'a', body: { content: 'x' } };
const patch = { method: 'PATCH', route: '/channels/{channel_id}', place: 'a' };

function start() {
  const clock = { now: 1_000_000 };
  return { clock, limits: createRateLimits(() => clock.now, true) };
}

describe('rate limits', () => {
  test('let five messages into a channel in five seconds, and five into another', () => {
    const { clock, limits } = start();
    const verdicts = Array.from({ length: 6 }, () => limits.check(send));
    expect(verdicts.map((one) => one.headers['x-ratelimit-remaining'])).toEqual(['4', '3', '2', '1', '0', '0']);
    expect(verdicts.map((one) => one.retryAfterMs)).toEqual([null, null, null, null, null, 5000]);
    expect(limits.check({ ...send, place: 'b' }).retryAfterMs).toBeNull();
    clock.now += 5000;
    expect(limits.check(send).retryAfterMs).toBeNull();
  });

  test('let two renames through in ten minutes, while other changes of the channel go on', () => {
    const { limits } = start();
    const rename = { ...patch, body: { name: 'x' } };
    limits.check(rename);
    limits.check(rename);
    expect(limits.check(rename).retryAfterMs).toBe(600_000);
    expect(limits.check({ ...patch, body: { archived: true } }).retryAfterMs).toBeNull();
  });

  test('let 50 requests a second through in all, answers to interactions not counted', () => {
    const { limits } = start();
    for (let place = 0; place < 50; place += 1) limits.check({ ...send, place: String(place) });
    const refused = limits.check({ ...send, place: 'last' });
    expect(refused.headers).toMatchObject({ 'x-ratelimit-scope': 'global', 'x-ratelimit-global': 'true' });
    const callback = '/interactions/{interaction_id}/{interaction_token}/callback';
    expect(limits.check({ method: 'POST', route: callback, place: 'token', body: {} }).retryAfterMs).toBeNull();
  });

  test('are answered with 429 where they are switched on', async () => {
    await using stage = await setStage({ rateLimits: true });
    const all = Array.from({ length: 7 }, () =>
      stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'x' }),
    );
    const replies = await Promise.all(all);
    const refused = replies.filter((reply) => reply.status === 429);
    expect(refused).toHaveLength(2);
    expect(refused[0]?.headers.get('x-ratelimit-scope')).toBe('user');
    expect(stage.members[0].dmMessages()).toHaveLength(6);
  });

  test('speak of plenty of room where they are off', async () => {
    await using stage = await setStage();
    const reply = await stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'x' });
    expect(reply.headers.get('x-ratelimit-remaining')).toBe('999');
    expect(reply.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
  });
});
