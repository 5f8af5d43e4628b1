import { describe, expect, test } from 'vitest';
import { createTraffic } from '../../src/sandbox/traffic.ts';
import { allComplaints, hasDescription, isDescribed, validateTraffic } from '../support/openapi.ts';
import { knownGaps } from '../support/known-gaps.ts';
import { createSessionStarts } from '../../src/sandbox/gateway/session-starts.ts';
import { routesWith } from '../../src/sandbox/rest/server.ts';
import { createWorld } from '../../src/sandbox/world/world.ts';

// What the sandbox answers is compared with Discord's description wherever a test stops its sandbox (support/sandbox.ts).
// Here only that the comparison bites.
const request = {
  number: 1,
  at: 0,
  method: 'POST',
  path: '/users/@me/channels',
  route: '/users/@me/channels',
  query: {},
  body: { recipient_id: '123456789012345678' },
  interactionId: null,
};
const channel = { id: '123456789012345678', type: 1, flags: 0, recipients: [] };

function complaints(change: object, status: number | null, answer: unknown): string[] | null {
  const traffic = createTraffic();
  Object.assign(traffic.record({ ...request, ...change }), { status, answer });
  return validateTraffic(traffic);
}

if (!hasDescription) process.stdout.write("Discord's API description isn't here: comparisons with it are left out.\n");

describe.skipIf(!hasDescription)("the comparison with Discord's description", () => {
  test('finds nothing wrong with what is as described', () => {
    expect(complaints({}, 200, channel)).toEqual([]);
  });

  test.each<[string, object, number, unknown, string]>([
    ['a field missing in an answer', {}, 200, { ...channel, flags: undefined }, "must have required property 'flags'"],
    [
      'a field of the wrong type in a request',
      { body: { recipient_id: true } },
      200,
      channel,
      'the request/recipient_id',
    ],
    ['a status that is not described', {}, 204, null, 'is a status that Discord doesn'],
    ['an error without a code', {}, 403, { message: 'no' }, "must have required property 'code'"],
    ['a query that is not described', { query: { limit: '1' } }, 200, channel, 'the query has limit'],
    ['a body where none belongs', { method: 'DELETE', route: '/channels/{channel_id}' }, 200, channel, 'has a body'],
    ['an operation that does not exist', { method: 'PUT' }, 200, {}, 'no such operation'],
  ])('finds %s', (_what, change, status, answer, expected) => {
    expect(complaints(change, status, answer)?.join('\n')).toContain(expected);
  });

  test('compares what is sent with files, by webhooks and as answers to interactions', () => {
    const wrong = { method: 'POST', body: { content: 1, data: { content: 1 }, type: 4 } };
    for (const route of [
      '/channels/{channel_id}/messages',
      '/webhooks/{webhook_id}/{webhook_token}',
      '/interactions/{interaction_id}/{interaction_token}/callback',
    ]) {
      expect(complaints({ ...wrong, route }, 204, null)?.join('\n')).toContain('content must be');
    }
  });

  test.each(knownGaps)('lacks still: $what', ({ says, example }) => {
    const traffic = createTraffic();
    Object.assign(traffic.record({ ...request, body: null, ...example }), {
      status: example.status,
      answer: example.answer,
    });
    // Where this fails because nothing is found, the description has caught up: the gap can be taken out of the list.
    const found = allComplaints(traffic) ?? [];
    expect(found).not.toEqual([]);
    expect(found.filter((complaint) => !says.test(complaint))).toEqual([]);
    expect(validateTraffic(traffic)).toEqual([]);
  });

  test('knows every route of the sandbox but one', () => {
    const starts = createSessionStarts(createWorld(Date.now));
    const unknown = routesWith({ gatewayUrl: () => '', starts }).filter(
      ({ method, template }) => isDescribed(method, template) === false,
    );
    expect(unknown.map(({ method, template }) => `${method} ${template}`)).toEqual(['POST /attachments/refresh-urls']);
  });

  test('leaves out answers that never came, and requests that were refused', () => {
    expect(complaints({}, null, null)).toEqual([]);
    expect(complaints({ body: {} }, 400, { code: 50035, message: 'Invalid Form Body' })).toEqual([]);
  });
});
