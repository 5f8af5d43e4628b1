import { describe, expect, test } from 'vitest';
import { posts } from '../../src/sandbox/scenario.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import { identify, supportIntents } from '../support/probe.ts';
import { refusal, setStage, type Stage } from './stage.ts';

/** Gives the forum these tags and returns their IDs in order. */
async function addTags(stage: Stage, ...tags: object[]): Promise<string[]> {
  stage.server.allow(
    stage.forum.id,
    roleOfBot(stage),
    permissions.viewChannel | permissions.manageChannels | allOfTakingPart,
  );
  const changed = await stage.call('PATCH', `/channels/${stage.forum.id}`, { available_tags: tags });
  return (changed.body['available_tags'] as { id: string }[]).map((tag) => tag.id);
}

const allOfTakingPart = permissions.sendMessages | permissions.sendMessagesInThreads | permissions.readMessageHistory;

function roleOfBot(stage: Stage) {
  const role = [...stage.server.guild.roles.values()].find((one) => one.name === 'SupportMail');
  if (role === undefined) throw new Error('The bot has no role');
  return role;
}

describe('a post', () => {
  test('has the ID of its first message, which is found in it', async () => {
    await using stage = await setStage();
    const created = await stage.call('POST', `/channels/${stage.forum.id}/threads`, {
      name: 'Mia',
      message: { content: 'A ticket', embeds: [{ title: 'Facts' }] },
    });
    expect(created.status).toBe(201);
    const id = String(created.body['id']);
    expect(created.body).toMatchObject({
      parent_id: stage.forum.id,
      message_count: 0,
      message: { id, channel_id: id },
    });
    expect((await stage.call('GET', `/channels/${id}/messages/${id}`)).body).toMatchObject({ content: 'A ticket' });
    expect((await stage.call('GET', `/channels/${id}`)).body).toMatchObject({ type: 11, name: 'Mia' });
  });

  test('is told of by THREAD_CREATE and then MESSAGE_CREATE', async () => {
    await using stage = await setStage();
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    await stage.openPost();
    const message = await gateway.event('MESSAGE_CREATE');
    expect(gateway.names().slice(-2)).toEqual(['THREAD_CREATE', 'MESSAGE_CREATE']);
    expect((await gateway.event('THREAD_CREATE')).d).toMatchObject({ newly_created: true, id: message.d['id'] });
  });

  test.each([
    ['without a name', { name: ' ' }, '400 50035 name:BASE_TYPE_BAD_LENGTH name:BASE_TYPE_REQUIRED'],
    ['with a name of 101 characters', { name: 'x'.repeat(101) }, '400 50035 name:BASE_TYPE_BAD_LENGTH'],
    ['with an empty message', { message: { content: ' ' } }, '400 50006'],
    [
      'with a wrong archive duration',
      { auto_archive_duration: 90 },
      '400 50035 auto_archive_duration:BASE_TYPE_CHOICES',
    ],
    ['with an unknown tag', { applied_tags: ['123456789012345678'] }, '404 10087'],
    [
      'with 6 tags',
      { applied_tags: Array.from({ length: 6 }, (_, index) => `12345678901234567${index}`) },
      '400 50035 applied_tags:BASE_TYPE_MAX_LENGTH',
    ],
    [
      'with Components V2 in its first message',
      { message: { flags: 1 << 15, components: [{ type: 10, content: 'x' }] } },
      '400 50035 message.flags:BASE_TYPE_CHOICES',
    ],
  ])('%s is refused', async (_what, fields, expected) => {
    await using stage = await setStage();
    const body = { name: 'Mia', message: { content: 'x' }, ...fields };
    expect(refusal(await stage.call('POST', `/channels/${stage.forum.id}/threads`, body))).toBe(expected);
    expect(posts(stage.sandbox, stage.forum.id)).toEqual([]);
  });

  test('may begin with Components V2 where Discord turns out to allow it', async () => {
    await using stage = await setStage();
    stage.sandbox.world.settings.componentsV2InFirstMessage = true;
    const id = await stage.openPost('V2', { message: { flags: 1 << 15, components: [{ type: 10, content: 'x' }] } });
    expect(id).toMatch(/^\d+$/);
  });

  test("can't be made where the bot may not see or write", async () => {
    await using stage = await setStage();
    const create = () =>
      stage.call('POST', `/channels/${stage.forum.id}/threads`, { name: 'x', message: { content: 'x' } });
    const own = { id: stage.application.applicationId, type: 1 as const, allow: 0n };
    stage.forum.overwrites.push({ ...own, deny: permissions.sendMessages });
    expect(refusal(await create())).toBe('403 50013');
    stage.forum.overwrites.push({ ...own, deny: permissions.viewChannel });
    expect(refusal(await create())).toBe('403 50001');
  });
});

describe('tags', () => {
  test('are put on posts and shown by name', async () => {
    await using stage = await setStage();
    const [open, closed] = await addTags(stage, { name: 'Open', emoji_name: '🟢' }, { name: 'Closed' });
    const id = await stage.openPost('Mia', { applied_tags: [open] });
    await stage.call('PATCH', `/channels/${id}`, { applied_tags: [closed] });
    expect(posts(stage.sandbox, stage.forum.id)[0]?.tags).toEqual(['Closed']);
  });

  test('left out of a changed list are gone from posts; one without its ID is a new one', async () => {
    await using stage = await setStage();
    const [open, closed] = await addTags(stage, { name: 'Open' }, { name: 'Closed' });
    await stage.openPost('Mia', { applied_tags: [open, closed] });
    await addTags(stage, { id: open, name: 'Opened' }, { name: 'Closed' });
    expect(posts(stage.sandbox, stage.forum.id)[0]?.tags).toEqual(['Opened']);
  });

  test('are at most 20 in a forum, with unique names', async () => {
    await using stage = await setStage();
    await addTags(stage);
    const put = (tags: object[]) => stage.call('PATCH', `/channels/${stage.forum.id}`, { available_tags: tags });
    expect(refusal(await put(Array.from({ length: 21 }, (_, index) => ({ name: `t${index}` }))))).toBe('400 30048');
    expect(refusal(await put([{ name: 'Open' }, { name: 'open' }]))).toBe('400 40061');
  });

  test('are needed where the forum says so, and moderated ones are for moderators', async () => {
    await using stage = await setStage();
    const [moderated] = await addTags(stage, { name: 'Open', moderated: true });
    stage.forum.requireTag = true;
    const create = (fields: object) =>
      stage.call('POST', `/channels/${stage.forum.id}/threads`, { name: 'x', message: { content: 'x' }, ...fields });
    expect(refusal(await create({}))).toBe('400 40067');
    expect((await create({ applied_tags: [moderated] })).status).toBe(201);
    roleOfBot(stage).permissions &= ~permissions.manageThreads;
    expect(refusal(await create({}))).toBe('400 40066');
    expect(refusal(await create({ applied_tags: [moderated] }))).toBe('403 50013');
  });
});

describe('an archived post', () => {
  test('is un-archived by a message: THREAD_UPDATE, THREAD_MEMBER_UPDATE, then the message', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    await stage.call('PATCH', `/channels/${id}`, { archived: true });
    const gateway = await identify(stage.sandbox, stage.token, supportIntents);
    stage.staff[0].write(id, 'one more thing');
    await gateway.event('MESSAGE_CREATE');
    expect(gateway.names().slice(-3)).toEqual(['THREAD_UPDATE', 'THREAD_MEMBER_UPDATE', 'MESSAGE_CREATE']);
    expect(posts(stage.sandbox, stage.forum.id)[0]?.archived).toBe(false);
  });

  test('takes no edit, reaction or change before it is un-archived, but a deletion', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const path = `/channels/${id}/messages/${id}`;
    await stage.call('PATCH', `/channels/${id}`, { archived: true });
    expect(refusal(await stage.call('PATCH', path, { content: 'x' }))).toBe('400 50083');
    const reaction = `${path}/reactions/${encodeURIComponent('✅')}/@me`;
    expect(refusal(await stage.call('PUT', reaction))).toBe('400 50083');
    expect(refusal(await stage.call('PATCH', `/channels/${id}`, { name: 'x' }))).toBe('400 50083');
    expect((await stage.call('DELETE', path)).status).toBe(204);
    const reopened = await stage.call('PATCH', `/channels/${id}`, { archived: false, name: 'x' });
    expect(reopened.body).toMatchObject({ name: 'x', thread_metadata: { archived: false } });
  });

  test('that is locked takes messages of nobody, until a moderator un-archives it', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    await stage.call('PATCH', `/channels/${id}`, { archived: true, locked: true });
    const send = () => stage.call('POST', `/channels/${id}/messages`, { content: 'x' });
    expect(refusal(await send())).toBe('400 50083');
    await stage.call('PATCH', `/channels/${id}`, { archived: false });
    expect((await send()).status).toBe(200);
    roleOfBot(stage).permissions &= ~permissions.manageThreads;
    expect(refusal(await send())).toBe('403 160005');
  });

  test('that is locked opens by a message of a moderator where Discord turns out to do that', async () => {
    await using stage = await setStage();
    stage.sandbox.world.settings.messageOpensLockedPost = true;
    const id = await stage.openPost();
    await stage.call('PATCH', `/channels/${id}`, { archived: true, locked: true });
    expect((await stage.call('POST', `/channels/${id}/messages`, { content: 'x' })).status).toBe(200);
    expect(posts(stage.sandbox, stage.forum.id)[0]).toMatchObject({ archived: false, locked: true });
  });

  test("can be written in by staff, whose client un-archives it first, but not by people who don't moderate", async () => {
    await using stage = await setStage();
    const helper = stage.server.addRole({ name: 'Helper' });
    stage.server.allow(stage.forum.id, helper, permissions.viewChannel);
    stage.server.addMember(stage.members[0], { roles: [helper] });
    const id = await stage.openPost();
    await stage.call('PATCH', `/channels/${id}`, { archived: true, locked: true });
    expect(() => stage.members[0].write(id, 'hm')).toThrow("mia can't write there: This thread is locked (160005)");
    stage.staff[0].write(id, 'a late note');
    expect(posts(stage.sandbox, stage.forum.id)[0]).toMatchObject({ archived: false, locked: true });
  });

  test('comes about by itself when nothing happens, and not while something does', async () => {
    await using stage = await setStage();
    const id = await stage.openPost('Mia', { auto_archive_duration: 60 });
    const { clock } = stage.sandbox.world;
    const isArchived = () => posts(stage.sandbox, stage.forum.id)[0]?.archived;
    clock.advance(50 * 60_000);
    stage.staff[0].write(id, 'still here');
    clock.advance(50 * 60_000);
    expect(isArchived()).toBe(false);
    clock.advance(11 * 60_000);
    expect(isArchived()).toBe(true);
  });

  test('never comes about by itself for a pinned one, which archiving by hand unpins', async () => {
    await using stage = await setStage();
    const id = await stage.openPost('Read me', { auto_archive_duration: 60 });
    await stage.call('PATCH', `/channels/${id}`, { flags: 1 << 1 });
    for (let hour = 0; hour < 5; hour += 1) stage.sandbox.world.clock.advance(61 * 60_000);
    expect(posts(stage.sandbox, stage.forum.id)[0]?.archived).toBe(false);
    const archived = await stage.call('PATCH', `/channels/${id}`, { archived: true });
    expect(archived.body).toMatchObject({ flags: 0, thread_metadata: { archived: true } });
  });

  test('is listed as archived, newest first, and the others as active', async () => {
    await using stage = await setStage();
    const ids = [await stage.openPost('a'), await stage.openPost('b'), await stage.openPost('c')];
    for (const id of ids.slice(0, 2)) {
      stage.sandbox.world.clock.advance(10);
      await stage.call('PATCH', `/channels/${id}`, { archived: true });
    }
    const idsOf = (body: Record<string, unknown>) => (body['threads'] as { id: string }[]).map((one) => one.id);
    const active = await stage.call('GET', `/guilds/${stage.server.id}/threads/active`);
    expect(idsOf(active.body)).toEqual([ids[2]]);
    const archived = await stage.call('GET', `/channels/${stage.forum.id}/threads/archived/public?limit=1`);
    expect(idsOf(archived.body)).toEqual([ids[1]]);
    expect(archived.body['has_more']).toBe(true);
  });
});

test('no more posts than the cap are active: neither a new one nor one un-archived', async () => {
  await using stage = await setStage();
  const first = await stage.openPost('first');
  await stage.call('PATCH', `/channels/${first}`, { archived: true });
  stage.sandbox.world.settings.activeThreadCap = 1;
  await stage.openPost('second');
  const body = { name: 'third', message: { content: 'x' } };
  expect(refusal(await stage.call('POST', `/channels/${stage.forum.id}/threads`, body))).toBe('400 160006');
  expect(refusal(await stage.call('PATCH', `/channels/${first}`, { archived: false }))).toBe('400 160006');
  expect(refusal(await stage.call('POST', `/channels/${first}/messages`, { content: 'x' }))).toBe('400 160006');
  expect(posts(stage.sandbox, stage.forum.id).map((post) => post.archived)).toEqual([true, false]);
});

test('a deleted post is unknown, and with a deleted forum its posts go without a word', async () => {
  await using stage = await setStage();
  const gateway = await identify(stage.sandbox, stage.token, supportIntents);
  const [first, second] = [await stage.openPost(), await stage.openPost()];
  await stage.call('DELETE', `/channels/${first}`);
  await gateway.event('THREAD_DELETE');
  expect(refusal(await stage.call('POST', `/channels/${first}/messages`, { content: 'x' }))).toBe('404 10003');
  stage.server.allow(stage.forum.id, roleOfBot(stage), permissions.viewChannel | permissions.manageChannels);
  await stage.call('DELETE', `/channels/${stage.forum.id}`);
  await gateway.event('CHANNEL_DELETE');
  expect(gateway.names().filter((name) => name === 'THREAD_DELETE')).toHaveLength(1);
  expect(refusal(await stage.call('GET', `/channels/${second}`))).toBe('404 10003');
});
