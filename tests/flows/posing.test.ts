import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pingedBy } from '../../src/sandbox/scenario.ts';
import type { Message } from '../../src/sandbox/world/nouns.ts';
import { smallTextIn } from '../ticket/reading.ts';
import { reactionsOn, setStage } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

// Components V2, in which alone the bot speaks for itself. https://docs.discord.com/developers/components/reference
const isComponentsV2 = 1 << 15;
const speaksForItself = (message: Message): boolean => (message.flags & isComponentsV2) !== 0;

describe('relayed text', () => {
  let stage: Stage;
  let post: string;
  beforeEach(async () => {
    stage = await setStage({ tickets: ['ping: []'] });
    await stage.startBot();
    const [, jonas] = stage.world.members;
    jonas.dm('Hello');
    await stage.until(() => jonas.dmMessages().length === 2);
    post = stage.posts()[0]?.id ?? '';
  });
  afterEach(() => stage.stop());

  test('pings nobody, in either direction', async () => {
    const { members, staff, supportRole } = stage.world;
    const hostile = `@everyone @here <@${staff[1].id}> <@&${supportRole.id}> <@${members[1].id}>`;
    const fromUser = members[1].dm(hostile);
    await stage.until(() => reactionsOn(fromUser).length === 1);
    const fromStaff = staff[0].write(post, hostile);
    await stage.until(() => reactionsOn(fromStaff).length === 1);
    const byBot = [...(stage.posts()[0]?.messages ?? []), ...members[1].dmMessages()].filter(
      ({ authorId }) => authorId === stage.world.application.botUser.id,
    );
    const copies = byBot.filter(({ content }) => content.endsWith(hostile));
    expect(copies).toHaveLength(2);
    expect(byBot.flatMap(pingedBy)).toEqual([]);
  });

  test("can't pass for the bot: no line of small text but the first, and never a container", async () => {
    const { members, staff } = stage.world;
    const lie = [
      '-# SupportMail',
      '🔒 Closed by <@1>.',
      '> -# Robin · Lantern Games',
      '- -# and so on',
      '```',
      '-# code',
      '```',
    ].join('\n');
    const hostile = `${lie}\n`.repeat(60).slice(0, 4000);
    expect(hostile).toHaveLength(4000);
    const fromUser = members[1].dm(hostile);
    await stage.until(() => reactionsOn(fromUser).length === 1);
    const fromStaff = staff[0].write(post, hostile);
    await stage.until(() => reactionsOn(fromStaff).length === 1);

    const inPost = (stage.posts()[0]?.messages ?? []).filter(({ content }) => content.startsWith('-# Jonas'));
    const inDm = members[1].dmMessages().filter(({ content }) => content.startsWith('-# Robin'));
    expect(inPost.length + inDm.length).toBeGreaterThanOrEqual(6);
    for (const { content } of [...inPost, ...inDm]) {
      expect(content.split('\n')[0]).toMatch(/^-# (Jonas|Robin · Lantern Games)( · \d\/\d)?$/);
      for (const client of ['desktop', 'mobile'] as const) expect(smallTextIn(content, client)).toHaveLength(1);
    }
    expect([...inPost, ...inDm].filter(speaksForItself)).toEqual([]);
  });

  test('what the bot says for itself is always a container, and never anything else', async () => {
    const { members, staff, application } = stage.world;
    members[1].closeDms();
    const unheard = staff[0].write(post, 'Are you there?');
    await stage.until(() => reactionsOn(unheard).includes('❌'));
    members[1].openDms();
    await staff[0].command('close', { comment: 'Done' }, { channelId: post });
    await stage.until(() => stage.posts()[0]?.archived);
    await stage.until(() => members[1].dmMessages().length === 3);
    const own = [...(stage.posts()[0]?.messages.slice(1) ?? []), ...members[1].dmMessages()].filter(
      ({ authorId, content }) => authorId === application.botUser.id && !content.startsWith('-# '),
    );
    expect(own).toHaveLength(4);
    expect(own.every(speaksForItself)).toBe(true);
  });
});
