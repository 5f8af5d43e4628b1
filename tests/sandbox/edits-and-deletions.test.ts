import { describe, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import { identify, supportIntents } from '../support/probe.ts';
import { refusal, setStage } from './stage.ts';

describe('an edit', () => {
  test('tells of the whole message with the instant of the edit', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const [mia] = stage.members;
    const first = mia.dm('one');
    const message = mia.dm('helo', { replyTo: first });
    stage.sandbox.world.clock.advance(1000);
    mia.edit(message, 'hello');
    expect((await gateway.event('MESSAGE_UPDATE')).d).toMatchObject({
      id: message.id,
      type: 19,
      content: 'hello',
      author: { id: mia.id },
      channel_type: 1,
      edited_timestamp: '2026-11-22T12:00:01.000000+00:00',
      referenced_message: { content: 'one' },
      tts: false,
    });
  });

  test('of a reply goes on mentioning the one replied to', async () => {
    await using stage = await setStage();
    const [mia, jonas] = stage.members;
    const said = jonas.write(stage.lounge.id, 'hi');
    const reply = mia.write(stage.lounge.id, 'helo', { replyTo: said });
    const silentReply = mia.write(stage.lounge.id, 'helo', { replyTo: said, pingsReplied: false });
    mia.edit(reply, 'hello');
    mia.edit(silentReply, 'hello');
    expect(reply.mentions.userIds).toEqual([jonas.id]);
    expect(silentReply.mentions.userIds).toEqual([]);
  });

  test("of another's message is nobody's right", async () => {
    await using stage = await setStage();
    const said = stage.members[0].write(stage.lounge.id, 'hi');
    expect(() => stage.manager.edit(said, 'ho')).toThrow('(50005)');
  });
});

describe('deleting', () => {
  test("another's message takes Manage Messages, and a DM's stays its author's", async () => {
    await using stage = await setStage();
    const [mia, jonas] = stage.members;
    const said = mia.write(stage.lounge.id, 'hi');
    expect(() => jonas.delete(said)).toThrow("jonas_b can't delete that: Missing Permissions (50013)");
    stage.staff[0].delete(said);
    expect(said.deleted).toBe(true);
    const own = mia.dm('mine');
    expect(refusal(await stage.call('DELETE', `/channels/${own.channelId}/messages/${own.id}`))).toBe('403 50003');
  });

  test('several at once is one event, and takes Manage Messages', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    const [robin, sam] = stage.staff;
    const messages = [robin.write(id, 'a'), sam.write(id, 'b'), robin.write(id, 'c')];
    expect(() => stage.members[0].deleteMany(messages)).toThrow('(50013)');
    robin.deleteMany(messages);
    expect((await gateway.event('MESSAGE_DELETE_BULK')).d).toEqual({
      ids: messages.map((one) => one.id),
      channel_id: id,
      guild_id: stage.server.id,
    });
    expect(gateway.names()).not.toContain('MESSAGE_DELETE');
    expect(stage.sandbox.world.messages.get(id)?.map((one) => one.content)).toEqual(['A ticket']);
  });

  test('several at once takes 2 to 100 of the last fourteen days, in a server', async () => {
    await using stage = await setStage();
    const messages = [1, 2].map((number) => stage.members[0].write(stage.lounge.id, String(number)).id);
    const path = `/channels/${stage.lounge.id}/messages/bulk-delete`;
    expect(refusal(await stage.call('POST', path, { messages }))).toBe('403 50013');
    const bot = [...stage.server.guild.roles.values()].find(({ botId }) => botId !== null);
    if (bot !== undefined) stage.server.changeRole(bot, { permissions: bot.permissions | permissions.manageMessages });
    expect(refusal(await stage.call('POST', path, { messages: messages.slice(1) }))).toBe('400 50016');
    expect(refusal(await stage.call('POST', `/channels/${stage.dmId}/messages/bulk-delete`, { messages }))).toBe(
      '403 50003',
    );
    stage.sandbox.world.clock.advance(15 * 86_400_000);
    expect(refusal(await stage.call('POST', path, { messages }))).toBe('400 50034');
    const young = [3, 4].map((number) => stage.members[0].write(stage.lounge.id, String(number)).id);
    expect((await stage.call('POST', path, { messages: young })).status).toBe(204);
  });
});

describe('events', () => {
  test('come twice or late, any or those of one name, but two messages of one channel in order', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    await gateway.event('GUILD_CREATE');
    const [mia, jonas] = stage.members;
    stage.sandbox.gateway.delayNext('MESSAGE_UPDATE');
    stage.sandbox.gateway.duplicateNext('MESSAGE_DELETE');
    const message = mia.dm('helo');
    mia.edit(message, 'hello');
    mia.delete(message);
    stage.sandbox.gateway.delayNext();
    mia.dm('one');
    jonas.dm('two');
    mia.dm('three');
    stage.sandbox.gateway.delayNext();
    mia.dm('four');
    mia.dm('five');
    await gateway.until((one) => one.d?.['content'] === 'five');
    const heard = gateway.packets.filter((one) => one.op === 0).map((one) => one.d['content'] ?? one.t);
    expect(heard.slice(2)).toEqual([
      'helo',
      'MESSAGE_DELETE',
      'MESSAGE_DELETE',
      'hello',
      'two',
      'one',
      'three',
      'four',
      'five',
    ]);
  });
});
