import { describe, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import { identify, supportIntents } from '../support/probe.ts';
import { attachmentsOf, bytesOf, sendFiles } from './sending-files.ts';
import { refusal, setStage, type Stage } from './stage.ts';

const webhooksIntent = 1 << 5;

/** A stage with a webhook of the bot on the forum, and a post. */
async function setWebhookStage(options: { rateLimits?: boolean } = {}) {
  const stage = await setStage(options);
  const made = await stage.call('POST', `/channels/${stage.forum.id}/webhooks`, { name: 'Staff copies' });
  const id = String(made.body['id']);
  const path = `/webhooks/${id}/${String(made.body['token'])}`;
  const postId = await stage.openPost();
  const execute = (body: object, query = `?wait=true&thread_id=${postId}`) =>
    stage.call('POST', `${path}${query}`, body);
  return { ...stage, made, id, path, postId, execute, [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose]() };
}

async function make(stage: Stage, body: unknown): Promise<string> {
  const reply = await stage.call('POST', `/channels/${stage.lounge.id}/webhooks`, body);
  return reply.status === 200 ? String(reply.body['name']) : refusal(reply);
}

describe('a webhook', () => {
  test('is made by whoever may manage webhooks, is listed, changed and deleted', async () => {
    await using stage = await setWebhookStage();
    const { applicationId } = stage.application;
    expect(stage.made.body).toMatchObject({
      type: 1,
      name: 'Staff copies',
      channel_id: stage.forum.id,
      guild_id: stage.server.id,
      application_id: applicationId,
      avatar: null,
      user: { id: applicationId },
    });
    for (const list of [`/channels/${stage.forum.id}/webhooks`, `/guilds/${stage.server.id}/webhooks`]) {
      expect((await stage.call('GET', list)).body).toEqual([stage.made.body]);
    }
    expect((await stage.call('GET', `/channels/${stage.lounge.id}/webhooks`)).body).toEqual([]);
    const avatar = 'data:image/png;base64,AAAA';
    const changed = await stage.call('PATCH', `/webhooks/${stage.id}`, { name: 'Copies', avatar });
    expect(changed.body).toMatchObject({ name: 'Copies', avatar: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect((await stage.call('GET', stage.path)).body).not.toHaveProperty('user');
    expect((await stage.call('DELETE', `/webhooks/${stage.id}`)).status).toBe(204);
    for (const path of [stage.path, `/webhooks/${stage.id}`]) {
      expect(refusal(await stage.call('GET', path))).toBe('404 10015');
    }
    expect(refusal(await stage.execute({ content: 'x' }))).toBe('404 10015');
  });

  test('needs the permission, and a channel that can have one', async () => {
    await using stage = await setStage();
    const { botUser } = stage.application;
    const postId = await stage.openPost();
    for (const id of [stage.dmId, postId]) {
      expect(refusal(await stage.call('POST', `/channels/${id}/webhooks`, { name: 'x' }))).toBe('400 50024');
    }
    stage.server.deny(stage.forum.id, { userId: botUser.id }, permissions.manageWebhooks);
    for (const method of ['POST', 'GET']) {
      const reply = await stage.call(
        method,
        `/channels/${stage.forum.id}/webhooks`,
        method === 'GET' ? undefined : { name: 'x' },
      );
      expect(refusal(reply)).toBe('403 50013');
    }
  });

  test.each([
    ['Mia', 'Mia'],
    ['  Mia  ', 'Mia'],
    ['Where is everyone', 'Where is everyone'],
    ['M'.repeat(81), '400 50035 name:BASE_TYPE_BAD_LENGTH'],
    ['  ', '400 50035 name:BASE_TYPE_REQUIRED'],
    ['My DisCord', '400 50035 name:USERNAME_INVALID_CONTAINS'],
    ['clyde 2', '400 50035 name:USERNAME_INVALID_CONTAINS'],
    ['Everyone', '400 50035 name:USERNAME_INVALID'],
    ['here', '400 50035 name:USERNAME_INVALID'],
  ])('called "%s" gives: %s', async (name, expected) => {
    await using stage = await setStage();
    expect(await make(stage, { name })).toContain(expected);
  });

  test('is one of fifteen in its channel, and its picture is one', async () => {
    await using stage = await setStage();
    expect(await make(stage, { name: 'x', avatar: 'https://example.org/a.png' })).toBe(
      '400 50035 avatar:IMAGE_INVALID',
    );
    for (let count = 0; count < 15; count += 1)
      expect(await make(stage, { name: `No. ${count}` })).toBe(`No. ${count}`);
    expect(await make(stage, { name: 'No. 15' })).toBe('400 30007');
    stage.server.deleteChannel(stage.lounge.id);
    expect((await stage.call('GET', `/guilds/${stage.server.id}/webhooks`)).body).toEqual([]);
  });

  test('is told of where it is, to bots that ask for that', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents | webhooksIntent);
    await make(stage, { name: 'x' });
    expect((await gateway.event('WEBHOOKS_UPDATE')).d).toEqual({
      guild_id: stage.server.id,
      channel_id: stage.lounge.id,
    });
  });
});

describe('what a webhook writes', () => {
  test('has the name and picture that it likes, no member, and the webhook as its author', async () => {
    await using stage = await setWebhookStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const sent = await stage.execute({
      content: 'As Robin',
      username: 'Robin',
      avatar_url: 'https://example.org/r.png',
    });
    const author = { id: stage.id, username: 'Robin', avatar: expect.stringMatching(/^[0-9a-f]{32}$/), bot: true };
    const expected = {
      content: 'As Robin',
      webhook_id: stage.id,
      application_id: stage.application.applicationId,
      author,
    };
    expect(sent.body).toMatchObject(expected);
    const echo = await gateway.until((one) => one.t === 'MESSAGE_CREATE' && one.d['webhook_id'] !== undefined);
    expect(echo.d).toMatchObject({
      ...expected,
      guild_id: stage.server.id,
      channel_id: stage.postId,
      channel_type: 11,
    });
    expect(echo.d).not.toHaveProperty('member');
    const own = await stage.execute({ content: 'As itself' });
    expect(own.body).toMatchObject({ author: { id: stage.id, username: 'Staff copies', avatar: null } });
    const read = await stage.call('GET', `/channels/${stage.postId}/messages?limit=2`);
    expect((read.body as unknown as { author: { username: string } }[]).map((one) => one.author.username)).toEqual([
      'Staff copies',
      'Robin',
    ]);
  });

  test('is answered only when that is asked for, needs no other authorisation than the token', async () => {
    await using stage = await setWebhookStage();
    const url = `${stage.sandbox.apiUrl}/v10${stage.path}?thread_id=${stage.postId}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ content: 'x' }) });
    expect(answer.status).toBe(204);
    expect(refusal(await stage.call('POST', `/webhooks/${stage.id}/wrong`, { content: 'x' }))).toBe('401 50027');
  });

  test.each<[string, object, string]>([
    ['a name of 81 characters', { content: 'x', username: 'x'.repeat(81) }, '400 50035 username:BASE_TYPE_BAD_LENGTH'],
    [
      'a name with Discord in it',
      { content: 'x', username: 'discordia' },
      '400 50035 username:USERNAME_INVALID_CONTAINS',
    ],
    ['a name that pings', { content: 'x', username: 'here' }, '400 50035 username:USERNAME_INVALID'],
    ['2,001 characters', { content: 'x'.repeat(2001) }, '400 50035 content:BASE_TYPE_MAX_LENGTH'],
    ['nothing', { content: ' ' }, '400 50006'],
  ])('is refused with %s', async (_what, body, expected) => {
    await using stage = await setWebhookStage();
    expect(refusal(await stage.execute(body))).toBe(expected);
  });

  test('goes into posts of its own forum, not into the forum itself', async () => {
    await using stage = await setWebhookStage();
    expect(refusal(await stage.execute({ content: 'x' }, ''))).toBe('400 220001');
    const lounge = await stage.call('POST', `/channels/${stage.lounge.id}/webhooks`, { name: 'Lounge' });
    const path = `/webhooks/${String(lounge.body['id'])}/${String(lounge.body['token'])}`;
    expect(refusal(await stage.call('POST', `${path}?thread_id=${stage.postId}`, { content: 'x' }))).toBe('404 10003');
    expect((await stage.call('POST', path, { content: 'x' })).status).toBe(204);
  });

  test('replies to nothing, has no stickers and no nonce', async () => {
    await using stage = await setWebhookStage();
    const body = { content: 'x', nonce: '1', enforce_nonce: true };
    const [first, second] = [await stage.execute(body), await stage.execute(body)];
    expect(first.body['id']).not.toBe(second.body['id']);
    expect(first.body).not.toHaveProperty('message_reference');
  });

  test('mentions people alone where nothing else is said', async () => {
    await using stage = await setWebhookStage();
    const content = `<@${stage.staff[0].id}> <@&${stage.supportRole.id}> @everyone`;
    const { body } = await stage.execute({ content });
    expect(body).toMatchObject({ mentions: [{ id: stage.staff[0].id }], mention_roles: [], mention_everyone: false });
  });

  test('keeps the emoji of its own server', async () => {
    await using stage = await setWebhookStage();
    const emoji = stage.server.addEmoji({ name: 'lamp' });
    const foreign = '<:other:123456789012345678>';
    const { body } = await stage.execute({ content: `<:lamp:${emoji.id}> ${foreign}` });
    expect(body['content']).toBe(`<:lamp:${emoji.id}> :other:`);
  });

  test('is read, edited and deleted by the webhook, in the post where it stands', async () => {
    await using stage = await setWebhookStage();
    const sent = await sendFiles(
      stage,
      'POST',
      `${stage.path}?wait=true&thread_id=${stage.postId}`,
      { content: 'One' },
      { name: 'a.txt', bytes: bytesOf('a') },
    );
    const at = `${stage.path}/messages/${String(sent.body['id'])}`;
    const there = `${at}?thread_id=${stage.postId}`;
    expect((await stage.call('GET', there)).body).toMatchObject({ content: 'One' });
    const edited = await stage.call('PATCH', there, { content: 'Two', attachments: [] });
    expect([edited.body['content'], attachmentsOf(edited.body)]).toEqual(['Two', []]);
    expect(edited.body['edited_timestamp']).not.toBeNull();
    expect(refusal(await stage.call('PATCH', at, { content: 'x' }))).toBe('404 10008');
    const other = `${stage.path}/messages/${stage.postId}?thread_id=${stage.postId}`;
    expect(refusal(await stage.call('DELETE', other))).toBe('404 10008');
    expect((await stage.call('DELETE', there)).status).toBe(204);
    expect(refusal(await stage.call('GET', there))).toBe('404 10008');
  });

  test('wakes an archived post, in which nothing can be edited; a lock holds it off', async () => {
    await using stage = await setWebhookStage();
    const sent = await stage.execute({ content: 'One' });
    const at = `${stage.path}/messages/${String(sent.body['id'])}?thread_id=${stage.postId}`;
    await stage.call('PATCH', `/channels/${stage.postId}`, { archived: true });
    expect(refusal(await stage.call('PATCH', at, { content: 'x' }))).toBe('400 50083');
    expect((await stage.execute({ content: 'Two' })).status).toBe(200);
    expect((await stage.call('GET', `/channels/${stage.postId}`)).body).toMatchObject({
      thread_metadata: { archived: false },
    });
    await stage.call('PATCH', `/channels/${stage.postId}`, { archived: true, locked: true });
    expect(refusal(await stage.execute({ content: 'Three' }))).toBe('403 160005');
    stage.sandbox.world.settings.messageOpensLockedPost = true;
    expect((await stage.execute({ content: 'Four' })).status).toBe(200);
  });

  test('may carry buttons, whose uses reach its bot', async () => {
    await using stage = await setWebhookStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Press', custom_id: 'press' }] }];
    const sent = await stage.execute({ content: 'x', components });
    const message = stage.sandbox.world.messages.get(stage.postId)?.find(({ id }) => id === sent.body['id']);
    if (message === undefined) throw new Error('It is not there');
    void stage.staff[0].press(message, 'Press');
    const use = await gateway.event('INTERACTION_CREATE');
    expect(use.d).toMatchObject({ type: 3, message: { id: message.id, webhook_id: stage.id } });
    const callback = `/interactions/${String(use.d['id'])}/${String(use.d['token'])}/callback`;
    expect((await stage.call('POST', callback, { type: 7, data: { content: 'Pressed' } })).status).toBe(204);
    expect(message.content).toBe('Pressed');
  });

  test('is limited: five in two seconds by webhook, thirty a minute in its channel', async () => {
    await using stage = await setWebhookStage({ rateLimits: true });
    const { clock } = stage.sandbox.world;
    const send = async (): Promise<string> => {
      const { status, headers } = await stage.execute({ content: 'x' });
      return status === 429 ? `429 ${headers.get('x-ratelimit-scope')} ${headers.get('retry-after')}` : String(status);
    };
    for (let round = 0; round < 6; round += 1) {
      for (let count = 0; count < 5; count += 1) expect(await send()).toBe('200');
      if (round === 0) expect(await send()).toBe('429 user 2');
      clock.advance(2000);
    }
    expect(await send()).toBe('429 shared 48');
    clock.advance(48_000);
    expect(await send()).toBe('200');
  });
});
