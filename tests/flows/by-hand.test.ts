import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import type { Person, Post } from '../../src/sandbox/scenario/types.ts';
import { reactionsOn, readDms, setStage, shown } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

let stage: Stage;
let mia: Person;
let robin: Person;

const post = (): Post | undefined => stage.posts()[0];
const threadOf = () => {
  const thread = post()?.thread;
  if (thread === undefined) throw new Error('There is no post.');
  return thread;
};
const tagId = (name: string): string => stage.world.forum.tags.find((tag) => tag.name === name)?.id ?? name;
const withoutManageChannels = (): void => {
  for (const role of stage.world.server.guild.roles.values()) {
    if (role.botId !== null) role.permissions &= ~permissions.manageChannels;
  }
};

async function openTicket(): Promise<void> {
  mia.dm('Hello');
  await stage.until(() => mia.dmMessages().length === 2);
}

/** Both sides write; everything arrives. */
async function bothWrite(): Promise<void> {
  const written = [mia.dm('Are you there?'), robin.write(post()?.id ?? '', 'Yes')];
  await stage.until(() => written.every((message) => reactionsOn(message).includes('✅')));
}

beforeEach(async () => {
  stage = await setStage({ patienceMs: 30_000 });
  [mia] = stage.world.members;
  [robin] = stage.world.staff;
});
afterEach(() => stage.stop());

describe('what people do to a post', () => {
  beforeEach(async () => {
    await stage.startBot();
    await openTicket();
  });

  test('with its tags is put right at the next change', async () => {
    threadOf().appliedTags = [tagId('Closed'), tagId('Awaiting Response')];
    stage.sandbox.world.emit({ type: 'threadUpdated', thread: threadOf() });
    const answer = robin.write(post()?.id ?? '', 'Yes?');
    await stage.until(() => reactionsOn(answer).length === 1 && post()?.tags.includes('Open'));
    expect(post()?.tags).toEqual(['Open', 'Awaiting Response']);
  });

  test('by locking and renaming it is left alone, and both sides go on', async () => {
    robin.changePost(post()?.id ?? '', { locked: true });
    threadOf().name = 'Mia, about her order';
    stage.sandbox.world.emit({ type: 'threadUpdated', thread: threadOf() });
    await bothWrite();
    expect(post()).toMatchObject({ locked: true, archived: false, title: 'Mia, about her order' });
  });

  test.each([
    ['archived', { archived: true }],
    ['archived and locked', { archived: true, locked: true }],
  ])('by leaving it %s makes it sleep until the next message', async (_how, change) => {
    robin.changePost(post()?.id ?? '', change);
    const message = mia.dm('Are you there?');
    await stage.until(() => reactionsOn(message).length === 1);
    expect(post()?.archived).toBe(false);
    expect(post()?.messages.map(shown).at(-1)).toBe('-# Mia\nAre you there?');
  });
});

describe('a forum that takes no post without a tag, where the bot may make none', () => {
  beforeEach(() => {
    stage.world.forum.requireTag = true;
    withoutManageChannels();
  });

  test('gets posts with a tag that is there', async () => {
    stage.world.forum.tags = [
      { id: '100000000000000001', name: 'Question', moderated: false, emojiId: null, emojiName: null },
    ];
    await stage.startBot();
    await openTicket();
    await bothWrite();
    expect(post()?.tags).toEqual(['Question']);
    await robin.command('close', {}, { channelId: post()?.id ?? '' });
    await stage.until(() => post()?.archived);
  });
});

test('a tag that is deleted where nobody told of it is made again, and tickets go on', async () => {
  await stage.startBot();
  await openTicket();
  stage.sandbox.gateway.pause();
  const { forum } = stage.world;
  forum.tags = forum.tags.filter(({ name }) => name !== 'Open');
  stage.sandbox.gateway.resume();
  const answer = robin.write(post()?.id ?? '', 'Yes?');
  await stage.until(() => reactionsOn(answer).length === 1 && post()?.tags.includes('Awaiting Response'));
  expect(post()?.tags).toEqual(['Open', 'Awaiting Response']);
  expect(readDms(mia).at(-1)).toBe('-# Robin · Lantern Games\nYes?');
});

test('a message to a user who left is answered in the post with that reason; when they are back it is tried again', async () => {
  await stage.startBot();
  await openTicket();
  const { server } = stage.world;
  server.removeMember(mia);
  const answer = robin.write(post()?.id ?? '', 'Are you still there?');
  await stage.until(() => reactionsOn(answer).includes('❌'));
  const notice = post()?.messages.at(-1);
  if (notice === undefined) throw new Error('Nothing was answered.');
  expect(shown(notice)).toContain('no longer shares a server with the bot');
  server.addMember(mia);
  await robin.press(notice, 'Try again');
  await stage.until(() => reactionsOn(answer).includes('✅'));
  expect(readDms(mia).at(-1)).toBe('-# Robin · Lantern Games\nAre you still there?');
});

describe('a user who leaves the server and comes back', () => {
  const inPost = (): string[] => (post()?.messages ?? []).map(shown).filter((text) => !text.startsWith('-# '));

  test('is noted in the post, once each, where the application may hear of it', async () => {
    stage.world.application.application.flags |= 1 << 15;
    await stage.startBot();
    await openTicket();
    const { server, members } = stage.world;
    stage.sandbox.gateway.duplicateNext('GUILD_MEMBER_REMOVE');
    server.removeMember(mia);
    server.removeMember(members[1]);
    await stage.until(() => inPost().length === 2);
    server.addMember(mia);
    const message = mia.dm('I am back');
    await stage.until(() => reactionsOn(message).length === 1);
    expect(inPost().slice(1)).toEqual([
      `🚪 <@${mia.id}> has left the server. What you write here may not reach them any more.`,
      `🚪 <@${mia.id}> is back in the server.`,
    ]);
  });

  test('is not noticed where it may not, and nothing is asked for', async () => {
    await stage.startBot();
    await openTicket();
    stage.world.server.removeMember(mia);
    stage.world.server.addMember(mia);
    const message = mia.dm('Still here');
    await stage.until(() => reactionsOn(message).length === 1);
    expect(inPost()).toHaveLength(1);
  });
});
