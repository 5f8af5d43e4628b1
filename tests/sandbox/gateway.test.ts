import { describe, expect, test } from 'vitest';
import { createApplication, createPerson, unfurl } from '../../src/sandbox/scenario.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import { identify, listen, supportIntents, type Listening } from '../support/probe.ts';
import { setStage, type Stage } from './stage.ts';

async function resume(stage: Stage, before: Listening): Promise<Listening> {
  const session = await before.event('READY');
  const after = listen(stage.sandbox);
  await after.until((packet) => packet.op === 10);
  after.send(6, { token: stage.token, session_id: session.d['session_id'], seq: lastSeq(before) });
  return after;
}

function lastSeq(listening: Listening): number {
  return Math.max(...listening.packets.map((packet) => packet.s ?? 0));
}

async function contentOf(listening: Listening): Promise<unknown> {
  return (await listening.event('MESSAGE_CREATE')).d['content'];
}

describe('identifying', () => {
  test('brings HELLO, READY and each server, and heartbeats are acknowledged', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const server = await gateway.event('GUILD_CREATE');
    expect(server.d).toMatchObject({ id: stage.server.id, threads: [], unavailable: false });
    expect((await gateway.event('READY')).d).toMatchObject({ guilds: [{ id: stage.server.id, unavailable: true }] });
    gateway.send(1, 2);
    await gateway.until((packet) => packet.op === 11);
  });

  test.each([
    ['a wrong token', { token: 'no' }, 4004],
    ['intents that do not exist', { intents: 1 << 30 }, 4013],
    ['an intent that the portal has switched off', { intents: 1 << 1 }, 4014],
  ])('is refused with %s', async (_what, fields, code) => {
    await using stage = await setStage();
    const gateway = listen(stage.sandbox);
    await gateway.until((packet) => packet.op === 10);
    gateway.send(2, { token: stage.token, intents: supportIntents, properties: {}, ...fields });
    expect(await gateway.closed()).toBe(code);
  });

  test('with Message Content fails while the portal has it off, until the bot switches it on itself', async () => {
    await using stage = await setStage();
    stage.application.application.flags = 0;
    const refused = listen(stage.sandbox);
    await refused.until((packet) => packet.op === 10);
    refused.send(2, { token: stage.token, intents: 1 << 15, properties: {} });
    expect(await refused.closed()).toBe(4014);
    await stage.call('PATCH', '/applications/@me', { flags: 1 << 19 });
    expect((await stage.call('GET', '/applications/@me')).body['flags']).toBe(1 << 19);
    await identify(stage.sandbox, stage.token, 1 << 15);
  });
});

describe('events', () => {
  test('of a DM say that it is one, and come without any CHANNEL_CREATE', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    stage.members[2].dm('first words');
    const message = await gateway.event('MESSAGE_CREATE');
    expect(message.d).toMatchObject({ channel_type: 1, content: 'first words' });
    expect(message.d).not.toHaveProperty('guild_id');
    expect(gateway.names()).toEqual(['READY', 'GUILD_CREATE', 'MESSAGE_CREATE']);
  });

  test('come only with the intent for them, and only from places that the bot can see', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const gateway = await identify(stage.sandbox, stage.token, (1 << 9) | (1 << 15));
    stage.members[0].dm('unheard');
    stage.forum.overwrites.push({
      id: stage.application.applicationId,
      type: 1,
      allow: 0n,
      deny: permissions.viewChannel,
    });
    stage.staff[0].write(id, 'unseen');
    stage.members[0].write(stage.lounge.id, 'heard');
    expect(await contentOf(gateway)).toBe('heard');
  });

  test('of own messages carry the nonce, before or after the answer of the request as one wishes', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const path = `/channels/${stage.dmId}/messages`;
    await stage.call('POST', path, { content: 'a', nonce: 'n1' });
    expect((await gateway.event('MESSAGE_CREATE')).d['nonce']).toBe('n1');
    stage.sandbox.world.settings.echoBeforeAnswer = false;
    await stage.call('POST', path, { content: 'b', nonce: 'n2' });
    await gateway.until((packet) => packet.d?.['nonce'] === 'n2');
  });

  test('wait for no answer whose asker is gone', async () => {
    await using stage = await setStage();
    const { sandbox, token, dmId } = stage;
    const gateway = await identify(sandbox, token, supportIntents);
    sandbox.world.settings.echoBeforeAnswer = false;
    const asker = new AbortController();
    const isGone = Promise.withResolvers<void>();
    sandbox.faults.add({ when: 'before', effect: () => isGone.promise });
    const asked = fetch(`${sandbox.apiUrl}/v10/channels/${dmId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'late' }),
      signal: asker.signal,
    });
    await expect.poll(() => sandbox.traffic.exchanges.length).toBe(1);
    asker.abort();
    await expect(asked).rejects.toThrow('aborted');
    await new Promise((resolve) => setTimeout(resolve, 100));
    isGone.resolve();
    await gateway.until((packet) => packet.d?.['content'] === 'late');
  });

  test('have no text without the intent, but own messages, DMs, and those that mention the bot', async () => {
    await using stage = await setStage();
    stage.application.application.flags = 0;
    const bot = stage.application.applicationId;
    const id = await stage.openPost();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents & ~(1 << 15));
    stage.staff[0].write(id, 'secret');
    stage.staff[0].write(id, `<@${bot}> look`);
    stage.members[0].dm('dear bot');
    await stage.call('POST', `/channels/${id}/messages`, { content: 'own' });
    await gateway.until((packet) => packet.d?.['content'] === 'own');
    const texts = gateway.packets.filter((one) => one.t === 'MESSAGE_CREATE').map((one) => one.d['content']);
    expect(texts).toEqual(['', `<@${bot}> look`, 'dear bot', 'own']);
    const listed = await stage.call('GET', `/channels/${id}/messages?limit=3`);
    expect((listed.body as unknown as { content: string }[]).map((one) => one.content)).toEqual([
      'own',
      `<@${bot}> look`,
      '',
    ]);
  });

  test('of a bot joining and leaving a server are GUILD_CREATE and GUILD_DELETE', async () => {
    await using stage = await setStage();
    const other = createApplication(stage.sandbox, { name: 'Other' });
    const gateway = await identify(stage.sandbox, other.token, supportIntents);
    expect(gateway.names()).toEqual(['READY']);
    stage.server.addBot(other, 0n);
    expect((await gateway.event('GUILD_CREATE')).d['id']).toBe(stage.server.id);
    stage.server.removeMember(other.botUser);
    expect((await gateway.event('GUILD_DELETE')).d).toEqual({ id: stage.server.id });
  });

  test('of edits, deletions and reactions reach the bot in the order in which they happen', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const [mia] = stage.members;
    const message = mia.dm('helo');
    mia.edit(message, 'hello');
    mia.react(message, '👋');
    mia.delete(message);
    expect((await gateway.event('MESSAGE_DELETE')).d).toEqual({ id: message.id, channel_id: message.channelId });
    expect(gateway.names().slice(-4)).toEqual([
      'MESSAGE_CREATE',
      'MESSAGE_UPDATE',
      'MESSAGE_REACTION_ADD',
      'MESSAGE_DELETE',
    ]);
    expect((await gateway.event('MESSAGE_UPDATE')).d).toMatchObject({ content: 'hello', author: { id: mia.id } });
  });
});

describe('events that are easily overlooked', () => {
  test('a preview of a link is an update without an edit', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    unfurl(stage.sandbox, stage.members[0].dm('https://example.org'), { title: 'Example' });
    expect((await gateway.event('MESSAGE_UPDATE')).d).toMatchObject({
      edited_timestamp: null,
      embeds: [{ title: 'Example' }],
    });
  });

  test('a reaction taken back, and typing of others but not of oneself', async () => {
    await using stage = await setStage();
    const other = createApplication(stage.sandbox, { name: 'Other' });
    stage.server.addBot(other, 0n);
    const intents = supportIntents | (1 << 11) | (1 << 14);
    const own = await identify(stage.sandbox, stage.token, intents);
    const others = await identify(stage.sandbox, other.token, intents);
    const { id, channelId } = stage.members[0].write(stage.lounge.id, 'hi');
    const reaction = `/channels/${channelId}/messages/${id}/reactions/${encodeURIComponent('👀')}/@me`;
    await stage.call('PUT', reaction);
    await stage.call('DELETE', reaction);
    await stage.call('POST', `/channels/${channelId}/typing`);
    expect((await others.event('TYPING_START')).d).toMatchObject({
      channel_id: channelId,
      guild_id: stage.server.id,
      user_id: stage.application.applicationId,
    });
    expect((await own.event('MESSAGE_REACTION_REMOVE')).d).toMatchObject({ emoji: { id: null, name: '👀' } });
    expect(own.names()).not.toContain('TYPING_START');
  });

  test('members joining and leaving are told of with the privileged intent alone; roles and channels always', async () => {
    await using stage = await setStage();
    stage.application.application.flags |= 1 << 15;
    const listening = await identify(stage.sandbox, stage.token, supportIntents | (1 << 1));
    const without = await identify(stage.sandbox, stage.token, supportIntents);
    const person = createPerson(stage.sandbox, { username: 'new' });
    stage.server.addMember(person);
    stage.server.removeMember(person);
    stage.server.addRole({ name: 'Fans' });
    stage.server.addTextChannel({ name: 'fans' });
    await Promise.all([listening.event('CHANNEL_CREATE'), without.event('CHANNEL_CREATE')]);
    const always = ['GUILD_ROLE_CREATE', 'CHANNEL_CREATE'];
    expect(listening.names().slice(2)).toEqual(['GUILD_MEMBER_ADD', 'GUILD_MEMBER_REMOVE', ...always]);
    expect(without.names().slice(2)).toEqual(always);
  });
});

describe('a lost connection', () => {
  test('is resumed with what was missed', async () => {
    await using stage = await setStage();
    const before = await identify(stage.sandbox, stage.token, supportIntents);
    await before.event('GUILD_CREATE');
    stage.sandbox.gateway.drop();
    expect(await before.closed()).toBe(1006);
    stage.members[0].dm('meanwhile');
    const after = await resume(stage, before);
    expect(await contentOf(after)).toBe('meanwhile');
    await after.event('RESUMED');
    expect(after.names()).toEqual(['MESSAGE_CREATE', 'RESUMED']);
  });

  test('cannot be resumed when the session is forgotten, said goodbye to, or too old', async () => {
    await using stage = await setStage();
    const ends: ((gateway: Listening) => void)[] = [
      () => stage.sandbox.gateway.dropAndForgetSession(),
      (gateway) => gateway.socket.close(1000),
    ];
    for (const end of ends) {
      const before = await identify(stage.sandbox, stage.token, supportIntents);
      end(before);
      await before.closed();
      const after = await resume(stage, before);
      expect((await after.until((packet) => packet.op === 9)).d).toBe(false);
    }
    const before = await identify(stage.sandbox, stage.token, supportIntents);
    stage.sandbox.gateway.drop();
    await before.closed();
    await expect.poll(() => stage.sandbox.gateway.ready).toBe(0);
    stage.sandbox.world.clock.advance(10 * 60_000);
    const after = await resume(stage, before);
    await after.until((packet) => packet.op === 9);
  });
});

describe('a day’s sessions', () => {
  const limitOf = async (stage: Stage) =>
    (await stage.call('GET', '/gateway/bot')).body['session_start_limit'] as { remaining: number; reset_after: number };

  test('are counted when they begin, not when they are resumed, and are all there again a day later', async () => {
    await using stage = await setStage();
    const before = await identify(stage.sandbox, stage.token, supportIntents);
    stage.sandbox.gateway.drop();
    await before.closed();
    await (await resume(stage, before)).event('RESUMED');
    expect(await limitOf(stage)).toEqual({ total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 });
    stage.sandbox.world.clock.advance(3_600_000);
    expect(await limitOf(stage)).toMatchObject({ remaining: 999, reset_after: 82_800_000 });
    stage.sandbox.world.clock.advance(82_800_000);
    expect(await limitOf(stage)).toMatchObject({ remaining: 1000, reset_after: 86_400_000 });
  });

  test('may be used up; one more costs the bot its token and every session', async () => {
    await using stage = await setStage();
    stage.sandbox.gateway.spendStarts(999);
    const last = await identify(stage.sandbox, stage.token, supportIntents);
    expect(await limitOf(stage)).toMatchObject({ remaining: 0 });
    const tooMany = listen(stage.sandbox);
    await tooMany.until((packet) => packet.op === 10);
    tooMany.send(2, { token: stage.token, intents: supportIntents, properties: {} });
    expect(await Promise.all([tooMany.closed(), last.closed()])).toEqual([4004, 4004]);
    expect((await stage.call('GET', '/gateway/bot')).status).toBe(401);
  });
});

describe('control over the gateway', () => {
  test('cuts off who gives no sign for two heartbeats; the session can be resumed', async () => {
    await using stage = await setStage({ heartbeatIntervalMs: 100 });
    const silent = await identify(stage.sandbox, stage.token, supportIntents);
    expect((await silent.until((packet) => packet.op === 10)).d).toMatchObject({ heartbeat_interval: 100 });
    const beating = await identify(stage.sandbox, stage.token, supportIntents);
    const beats = setInterval(() => beating.send(1, null), 50);
    expect(await silent.closed()).toBe(4009);
    clearInterval(beats);
    expect(beating.socket.readyState).toBe(beating.socket.OPEN);
    await (await resume(stage, silent)).event('RESUMED');
  });

  test('greets, acknowledges, and says nothing else where it ignores who comes', async () => {
    await using stage = await setStage();
    stage.sandbox.gateway.ignore();
    const ignored = listen(stage.sandbox);
    await ignored.until((packet) => packet.op === 10);
    ignored.send(2, { token: stage.token, intents: supportIntents, properties: {} });
    ignored.send(1, null);
    await ignored.until((packet) => packet.op === 11);
    expect(ignored.packets.map(({ op }) => op)).toEqual([10, 11]);
    stage.sandbox.gateway.accept();
    await identify(stage.sandbox, stage.token, supportIntents);
  });

  test('asks to reconnect, invalidates, closes', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    stage.sandbox.gateway.sendReconnect();
    await gateway.until((packet) => packet.op === 7);
    stage.sandbox.gateway.invalidate();
    await gateway.until((packet) => packet.op === 9);
    stage.sandbox.gateway.close(4000, 'Unknown error');
    expect(await gateway.closed()).toBe(4000);
  });

  test('holds events back and lets them go in order, and doubles one', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const [mia] = stage.members;
    stage.sandbox.gateway.pause();
    mia.dm('one');
    mia.dm('two');
    gateway.send(1, null);
    await gateway.until((packet) => packet.op === 11);
    expect(gateway.names()).toEqual(['READY', 'GUILD_CREATE']);
    stage.sandbox.gateway.duplicateNext();
    mia.dm('three');
    mia.dm('four');
    stage.sandbox.gateway.resume();
    await gateway.until((packet) => packet.d?.['content'] === 'four');
    const texts = gateway.packets.filter((one) => one.t === 'MESSAGE_CREATE').map((one) => one.d['content']);
    expect(texts).toEqual(['one', 'two', 'three', 'three', 'four']);
  });

  test('refuses connections until it accepts them again, and leaves heartbeats unanswered', async () => {
    await using stage = await setStage();
    stage.sandbox.gateway.refuse();
    expect(await listen(stage.sandbox).closed()).toBe(1006);
    stage.sandbox.gateway.accept();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    await stage.sandbox.gateway.whenReady();
    stage.sandbox.gateway.stopAcknowledging();
    gateway.send(1, null);
    stage.members[0].dm('after the heartbeat');
    await gateway.event('MESSAGE_CREATE');
    expect(gateway.packets.some((packet) => packet.op === 11)).toBe(false);
  });
});
