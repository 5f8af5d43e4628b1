import { describe, expect, test } from 'vitest';
import { posts } from '../../src/sandbox/scenario.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import type { Role } from '../../src/sandbox/world/nouns.ts';
import { identify, supportIntents, type Listening } from '../support/probe.ts';
import { refusal, setStage, type Stage } from './stage.ts';

function roleOfBot(stage: Stage): Role {
  const role = [...stage.server.guild.roles.values()].find(({ botId }) => botId !== null);
  if (role === undefined) throw new Error('The bot has no role');
  return role;
}

const listen = (stage: Stage, extra = 0): Promise<Listening> =>
  identify(stage.sandbox, stage.token, supportIntents | extra);

describe('what people do to the places of tickets', () => {
  test('a post deleted by hand is told of and gone; only moderators delete it', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const gateway = await listen(stage);
    expect(() => stage.members[0].deletePost(id)).toThrow("mia can't delete that post: Missing Permissions (50013)");
    stage.staff[0].deletePost(id);
    expect((await gateway.event('THREAD_DELETE')).d).toEqual({
      id,
      guild_id: stage.server.id,
      parent_id: stage.forum.id,
      type: 11,
    });
    expect(posts(stage.sandbox, stage.forum.id)).toEqual([]);
  });

  test('a deleted forum is told of by itself, without its posts', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const gateway = await listen(stage);
    stage.server.deleteChannel(stage.forum.id);
    expect((await gateway.event('CHANNEL_DELETE')).d).toMatchObject({ id: stage.forum.id, type: 15 });
    expect(refusal(await stage.call('GET', `/channels/${id}`))).toBe('404 10003');
  });

  test('a bot thrown out hears of it, and then has no access to anything there', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const gateway = await listen(stage);
    stage.server.removeMember(stage.application.botUser);
    expect((await gateway.event('GUILD_DELETE')).d).toEqual({ id: stage.server.id });
    expect(refusal(await stage.call('GET', `/channels/${id}`))).toBe('403 50001');
    expect(refusal(await stage.call('GET', `/guilds/${stage.server.id}`))).toBe('404 10004');
    expect(refusal(await stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'x' }))).toBe('403 50278');
  });

  test('an outage takes the server away for a while, also for a bot that connects meanwhile', async () => {
    await using stage = await setStage();
    const gateway = await listen(stage);
    await gateway.event('GUILD_CREATE');
    stage.server.setAvailable(false);
    expect((await gateway.event('GUILD_DELETE')).d).toEqual({ id: stage.server.id, unavailable: true });
    const late = await listen(stage);
    stage.server.setAvailable(true);
    expect((await late.event('GUILD_CREATE')).d).toMatchObject({ id: stage.server.id, unavailable: false });
    expect(late.names()).toEqual(['READY', 'GUILD_CREATE']);
    await gateway.until((one) => one.t === 'GUILD_CREATE' && (one.s ?? 0) > 3);
  });
});

describe('members', () => {
  test('who leave can not be written to any more, and are told of with the privileged intent', async () => {
    await using stage = await setStage();
    stage.application.application.flags |= 1 << 15;
    const gateway = await listen(stage, 1 << 1);
    const [mia] = stage.members;
    stage.server.removeMember(mia);
    expect((await gateway.event('GUILD_MEMBER_REMOVE')).d).toMatchObject({ user: { id: mia.id } });
    expect(refusal(await stage.call('GET', `/guilds/${stage.server.id}/members/${mia.id}`))).toBe('404 10007');
    expect(refusal(await stage.call('POST', `/channels/${stage.dmId}/messages`, { content: 'x' }))).toBe('403 50278');
    expect(() => mia.dm('hello?')).toThrow('shares no server with a bot');
  });

  test('get other roles and names; of its own changes a bot always hears', async () => {
    await using stage = await setStage();
    const gateway = await listen(stage);
    const fans = stage.server.addRole({ name: 'Fans' });
    stage.server.changeMember(stage.members[0], { roles: [fans], nick: 'Mimi' });
    stage.server.changeMember(stage.application.botUser, { nick: 'Helper' });
    expect((await gateway.event('GUILD_MEMBER_UPDATE')).d).toMatchObject({ nick: 'Helper', user: { bot: true } });
    const { body } = await stage.call('GET', `/guilds/${stage.server.id}/members/${stage.members[0].id}`);
    expect(body).toMatchObject({ nick: 'Mimi', roles: [fans.id] });
  });
});

describe('permissions that change', () => {
  test('of a role count at once', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const gateway = await listen(stage);
    const role = roleOfBot(stage);
    stage.server.changeRole(role, { permissions: role.permissions & ~permissions.manageThreads });
    const { d } = await gateway.event('GUILD_ROLE_UPDATE');
    expect(d).toMatchObject({
      guild_id: stage.server.id,
      role: { id: role.id, managed: true, tags: { bot_id: stage.application.applicationId } },
    });
    expect(refusal(await stage.call('PATCH', `/channels/${id}`, { locked: false }))).toBe('403 50013');
  });

  test('of a deleted role are gone from its members', async () => {
    await using stage = await setStage();
    const gateway = await listen(stage);
    stage.server.deleteRole(stage.supportRole);
    expect((await gateway.event('GUILD_ROLE_DELETE')).d).toEqual({
      guild_id: stage.server.id,
      role_id: stage.supportRole.id,
    });
    expect(stage.staff[0].canSee(stage.forum.id)).toBe(false);
  });

  test('of a channel count at once', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const gateway = await listen(stage);
    stage.server.deny(stage.forum.id, roleOfBot(stage), permissions.viewChannel);
    const { d } = await gateway.event('CHANNEL_UPDATE');
    expect(d['permission_overwrites']).toContainEqual({
      id: roleOfBot(stage).id,
      type: 0,
      allow: '0',
      deny: String(permissions.viewChannel),
    });
    expect(refusal(await stage.call('POST', `/channels/${id}/messages`, { content: 'x' }))).toBe('403 50001');
    stage.server.allow(stage.forum.id, roleOfBot(stage), permissions.viewChannel);
    expect((await stage.call('POST', `/channels/${id}/messages`, { content: 'x' })).status).toBe(200);
  });
});
