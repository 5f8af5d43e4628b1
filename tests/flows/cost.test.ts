import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reactionsOn, setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

// Discord allows a bot fifty requests a second: each one here is counted.
describe('what it costs', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage({ tickets: ['grace: 0s'] });
    await stage.startBot();
    stage.sandbox.traffic.clear();
  });
  afterEach(() => stage.stop());

  /** The requests so far, in order, as `METHOD /route`; and forgets them. */
  const spent = (): string[] => {
    const requests = stage.sandbox.traffic.exchanges.map(({ method, route }) => `${method} ${route}`);
    stage.sandbox.traffic.clear();
    return requests;
  };

  async function openTicket(): Promise<string> {
    const [mia] = stage.world.members;
    mia.dm('Hello');
    await stage.until(() => mia.dmMessages().length === 2);
    return stage.posts()[0]?.id ?? '';
  }

  test('a ticket: whether they are a member, the post, the message, "message sent"', async () => {
    await openTicket();
    expect(spent()).toEqual([
      'GET /guilds/{guild_id}/members/{user_id}',
      'POST /channels/{channel_id}/threads',
      'POST /channels/{channel_id}/messages',
      'POST /channels/{channel_id}/messages',
    ]);
  });

  test('a message of either side: one request, and one for its receipt behind it; the tags one more when they change', async () => {
    const [mia] = stage.world.members;
    const [robin] = stage.world.staff;
    const post = await openTicket();
    spent();

    const more = mia.dm('And another thing');
    await stage.until(() => reactionsOn(more).length === 1);
    expect(spent()).toEqual([
      'POST /channels/{channel_id}/messages',
      'PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me',
    ]);

    const answer = robin.write(post, 'Yes?');
    await stage.until(() => reactionsOn(answer).length === 1 && stage.posts()[0]?.tags.includes('Awaiting Response'));
    expect(spent().toSorted()).toEqual([
      'PATCH /channels/{channel_id}',
      'POST /channels/{channel_id}/messages',
      'PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me',
    ]);

    const again = robin.write(post, 'Hello?');
    await stage.until(() => reactionsOn(again).length === 1);
    expect(spent()).toEqual([
      'POST /channels/{channel_id}/messages',
      'PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me',
    ]);
  });

  test('nothing stands in front of the request that delivers', async () => {
    const [mia] = stage.world.members;
    const post = await openTicket();
    await stage.world.staff[0].command('close', { 'notify-user': true }, { channelId: post });
    await stage.until(() => stage.posts()[0]?.archived);
    spent();
    // A second ticket, of a member known from just now, and at once more messages.
    for (const text of ['One', 'Two', 'Three']) mia.dm(text);
    await stage.until(() => stage.posts()[1]?.messages.length === 4);
    expect(spent().slice(0, 2)).toEqual([
      'POST /channels/{channel_id}/threads',
      'POST /channels/{channel_id}/messages',
    ]);
  });

  test('closing silently: one request besides the answer to the command', async () => {
    const post = await openTicket();
    spent();
    await stage.world.staff[0].command('close', {}, { channelId: post });
    await stage.until(() => stage.posts()[0]?.archived);
    expect(spent()).toEqual([
      'POST /interactions/{interaction_id}/{interaction_token}/callback',
      'PATCH /channels/{channel_id}',
    ]);
  });

  test('a second start: nothing to create and nothing to register', async () => {
    await stage.startBot().catch(() => null);
    const requests = spent();
    expect(requests.filter((request) => request.startsWith('PUT') || request.startsWith('PATCH'))).toEqual([]);
  });
});
