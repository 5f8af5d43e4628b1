import { describe, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { refusal, setStage, type Stage } from './stage.ts';

// https://docs.discord.com/developers/topics/threads#locked-threads and #active-archived-threads, one test a cell.

interface Post extends Stage {
  readonly id: string;
  /** Somebody who may see and write, but not moderate, with a message that they wrote before. */
  readonly helper: Person;
  readonly said: Message;
  readonly change: (fields: object) => Promise<unknown>;
}

async function setPost(state: { archived?: boolean; locked?: boolean }): Promise<Post> {
  const stage = await setStage();
  const id = await stage.openPost();
  const [helper] = stage.members;
  const role = stage.server.addRole({ name: 'Helper' });
  stage.server.allow(stage.forum.id, role, permissions.viewChannel);
  stage.server.changeMember(helper, { roles: [role] });
  const said = helper.write(id, 'before');
  await stage.call('PATCH', `/channels/${id}`, state);
  return {
    ...stage,
    id,
    helper,
    said,
    change: (fields) => stage.call('PATCH', `/channels/${id}`, fields),
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}

const isArchived = ({ sandbox, id }: Post) => {
  const thread = sandbox.world.channels.get(id);
  return thread?.type === 11 && thread.archived;
};

describe('an active post', () => {
  test('takes messages of those who may write in threads alone', async () => {
    await using post = await setPost({});
    post.helper.write(post.id, 'x');
    post.server.deny(post.forum.id, { userId: post.helper.id }, permissions.sendMessagesInThreads);
    expect(() => post.helper.write(post.id, 'x')).toThrow('(50013)');
    post.server.deny(post.forum.id, { userId: post.helper.id }, permissions.sendMessages);
    expect(post.helper.write(post.id, 'y').content).toBe('y');
  });
});

describe('an active and locked post', () => {
  test('takes messages and edits of moderators alone', async () => {
    await using post = await setPost({ locked: true });
    expect(() => post.helper.write(post.id, 'x')).toThrow('(160005)');
    expect(() => post.helper.edit(post.said, 'x')).toThrow('(160005)');
    const [robin] = post.staff;
    const said = robin.write(post.id, 'x');
    robin.edit(said, 'y');
    expect(said.content).toBe('y');
  });

  test('lets others react, and delete what they wrote', async () => {
    await using post = await setPost({ locked: true });
    post.helper.react(post.said, '👍');
    post.helper.delete(post.said);
    expect(post.said.deleted).toBe(true);
  });
});

describe('an archived post', () => {
  test('is un-archived by anyone who may write in it, by writing or by hand', async () => {
    await using post = await setPost({ archived: true });
    post.helper.changePost(post.id, { archived: false });
    expect(isArchived(post)).toBe(false);
    await post.change({ archived: true });
    post.helper.write(post.id, 'x');
    expect(isArchived(post)).toBe(false);
  });

  test('takes neither edits nor reactions, but deletions, which leave it archived', async () => {
    await using post = await setPost({ archived: true });
    expect(() => post.helper.edit(post.said, 'x')).toThrow('(50083)');
    expect(() => post.helper.react(post.said, '👍')).toThrow('(50083)');
    post.helper.delete(post.said);
    expect([post.said.deleted, isArchived(post)]).toEqual([true, true]);
  });

  test('offers no commands', async () => {
    await using post = await setPost({ archived: true });
    await post.call('PUT', `/applications/${post.application.applicationId}/commands`, [
      { name: 'reopen', description: 'Reopens' },
    ]);
    expect(post.staff[0].offeredCommands({ channelId: post.id })).toEqual([]);
  });
});

describe('an archived and locked post', () => {
  test('is un-archived by moderators alone', async () => {
    await using post = await setPost({ archived: true, locked: true });
    expect(() => post.helper.changePost(post.id, { archived: false })).toThrow('(50013)');
    expect(() => post.helper.write(post.id, 'x')).toThrow('(160005)');
    post.staff[0].changePost(post.id, { archived: false });
    expect(isArchived(post)).toBe(false);
  });

  test('lets nobody but moderators delete', async () => {
    await using post = await setPost({ archived: true, locked: true });
    expect(() => post.helper.delete(post.said)).toThrow('(50083)');
    post.staff[0].delete(post.said);
    expect(post.said.deleted).toBe(true);
  });

  test('opens and changes tags in one request, as it closes', async () => {
    await using post = await setPost({ archived: true, locked: true });
    expect(refusal(await post.call('PATCH', `/channels/${post.id}`, { applied_tags: [] }))).toBe('400 50083');
    await post.change({ archived: false, locked: false, applied_tags: [] });
    expect(isArchived(post)).toBe(false);
  });
});
