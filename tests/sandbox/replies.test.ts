import { describe, expect, test } from 'vitest';
import { permissions } from '../../src/sandbox/permissions.ts';
import { refusal, setStage } from './stage.ts';

describe('enforce_nonce', () => {
  const body = { content: 'once', nonce: 'row-1', enforce_nonce: true };

  test('gives the first message again instead of a second one, for five minutes', async () => {
    await using stage = await setStage();
    const send = async () => String((await stage.call('POST', `/channels/${stage.dmId}/messages`, body)).body['id']);
    const first = await send();
    expect(await send()).toBe(first);
    expect(stage.members[0].dmMessages()).toHaveLength(2);
    stage.sandbox.world.clock.advance(5 * 60_000 + 1);
    expect(await send()).not.toBe(first);
  });

  test('says 10008 when the first message is deleted', async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    const first = await stage.call('POST', path, body);
    await stage.call('DELETE', `${path}/${String(first.body['id'])}`);
    expect(refusal(await stage.call('POST', path, body))).toBe('404 10008');
  });

  test('counts per channel, and without the switch a nonce means nothing', async () => {
    await using stage = await setStage();
    const otherDm = stage.members[1].dm('me too').channelId;
    await stage.call('POST', `/channels/${stage.dmId}/messages`, body);
    await stage.call('POST', `/channels/${otherDm}/messages`, body);
    expect(stage.members[1].dmMessages()).toHaveLength(2);
    await stage.call('POST', `/channels/${stage.dmId}/messages`, { ...body, enforce_nonce: false });
    expect(stage.members[0].dmMessages()).toHaveLength(3);
  });
});

describe('replies', () => {
  test('carry what they reply to, and null once it is deleted', async () => {
    await using stage = await setStage();
    const [mia] = stage.members;
    const question = mia.dm('And?');
    const path = `/channels/${stage.dmId}/messages`;
    const sent = await stage.call('POST', path, { content: 'So', message_reference: { message_id: question.id } });
    expect(sent.body).toMatchObject({ type: 19, referenced_message: { content: 'And?' } });
    mia.delete(question);
    const read = await stage.call('GET', `${path}/${String(sent.body['id'])}`);
    expect(read.body['referenced_message']).toBeNull();
  });

  test('to a lost message are refused, or become ordinary when asked to', async () => {
    await using stage = await setStage();
    const path = `/channels/${stage.dmId}/messages`;
    const gone = { message_id: '123456789012345678' };
    expect(refusal(await stage.call('POST', path, { content: 'x', message_reference: gone }))).toBe(
      '400 50035 message_reference:REPLIES_UNKNOWN_MESSAGE',
    );
    const reference = { ...gone, fail_if_not_exists: false };
    const sent = await stage.call('POST', path, { content: 'x', message_reference: reference });
    expect(sent.body).toMatchObject({ type: 0 });
  });

  test('need READ_MESSAGE_HISTORY', async () => {
    await using stage = await setStage();
    const id = await stage.openPost();
    stage.forum.overwrites.push({
      id: stage.application.applicationId,
      type: 1,
      allow: 0n,
      deny: permissions.readMessageHistory,
    });
    const body = { content: 'x', message_reference: { message_id: id } };
    expect(refusal(await stage.call('POST', `/channels/${id}/messages`, body))).toBe('403 160002');
  });
});
