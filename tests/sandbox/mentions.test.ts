import { describe, expect, test } from 'vitest';
import { pingedBy } from '../../src/sandbox/scenario.ts';
import { permissions } from '../../src/sandbox/permissions.ts';
import { messagesIn } from '../../src/sandbox/world/find.ts';
import { setStage } from './stage.ts';

const v2 = 1 << 15;

describe('mentions', () => {
  test('notify those who can see the place, as far as allowed_mentions lets them', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const [robin, sam] = stage.staff;
    const [mia] = stage.members;
    const content = `@everyone <@${mia.id}> <@${robin.id}> <@&${stage.supportRole.id}>`;
    const send = async (extra: object) => {
      const sent = await stage.call('POST', `/channels/${id}/messages`, { content, ...extra });
      const message = messagesIn(stage.sandbox.world, id).find((one) => one.id === sent.body['id']);
      return { pinged: message === undefined ? null : pingedBy(message), body: sent.body };
    };
    const open = await send({});
    expect(new Set(open.pinged)).toEqual(new Set([robin.id, sam.id, stage.manager.id]));
    expect(open.body['mention_everyone']).toBe(false);
    const none = await send({ allowed_mentions: { parse: [] } });
    expect(none).toMatchObject({ pinged: [], body: { mentions: [], mention_roles: [] } });
    const named = await send({ allowed_mentions: { users: [robin.id] } });
    expect(named.pinged).toEqual([robin.id]);
    expect((await send({ flags: 1 << 12 })).pinged).toEqual([]);
  });

  test('of @everyone notify all where the author may, also when they stand in a V2 text', async () => {
    await using stage = await setStage();
    const lounge = stage.lounge.id;
    stage.lounge.overwrites.push({
      id: stage.application.applicationId,
      type: 1,
      allow: permissions.mentionEveryone,
      deny: 0n,
    });
    await stage.call('POST', `/channels/${lounge}/messages`, {
      flags: v2,
      components: [{ type: 10, content: '@here' }],
    });
    const [message] = messagesIn(stage.sandbox.world, lounge);
    expect(message?.mentions.everyone).toBe(true);
    expect(message?.pinged.size).toBe(7);
  });

  test('inside embeds notify nobody', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    const embeds = [{ description: `<@${stage.staff[0].id}> <@&${stage.supportRole.id}>` }];
    const sent = await stage.call('POST', `/channels/${id}/messages`, { embeds });
    expect(sent.body['mentions']).toEqual([]);
    expect(messagesIn(stage.sandbox.world, id).at(-1)?.pinged.size).toBe(0);
  });
});
