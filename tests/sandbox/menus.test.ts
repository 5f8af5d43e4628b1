import { describe, expect, test } from 'vitest';
import { systemMessage } from '../../src/sandbox/scenario.ts';
import { callback, ephemeral, here, play, type Play } from './play.ts';

const pinned = 6;

function written(stage: Play, text: string) {
  return stage.staff[0].write(stage.postId, text);
}

describe('a menu on a message', () => {
  test('reaches the bot with the message; the answer refers to it', async () => {
    await using stage = await play();
    const message = written(stage, 'For the user');
    const asked = stage.staff[1].useMenu('Send to user', message);
    const event = await stage.heard();
    expect(event.d).toMatchObject({
      type: 2,
      guild_id: stage.server.id,
      channel_id: stage.postId,
      member: { user: { id: stage.staff[1].id } },
      data: {
        type: 3,
        name: 'Send to user',
        target_id: message.id,
        resolved: { messages: { [message.id]: { content: 'For the user', author: { id: stage.staff[0].id } } } },
      },
    });
    expect(event.d['data']).not.toHaveProperty('options');
    const sent = await stage.answer(event, callback.reply, { content: 'Sent.' }, '?with_response=true');
    const metadata = { type: 2, user: { id: stage.staff[1].id }, target_message_id: message.id };
    expect(sent.body).toMatchObject({
      resource: {
        message: {
          type: 23,
          content: 'Sent.',
          interaction_metadata: metadata,
          message_reference: { message_id: message.id },
          referenced_message: { content: 'For the user' },
          mentions: [],
        },
      },
    });
    expect(await asked).toMatchObject({ type: 'message', ephemeral: false });
  });

  test('shows its content even without the Message Content intent', async () => {
    await using stage = await play();
    stage.application.application.flags = 0;
    const message = written(stage, 'Read me');
    void stage.staff[0].useMenu('Send to user', message);
    const event = await stage.heard();
    expect(event.d).toMatchObject({ data: { resolved: { messages: { [message.id]: { content: 'Read me' } } } } });
    await stage.answer(event, callback.reply, { content: 'ok', flags: ephemeral });
    const read = await stage.call('GET', `/channels/${stage.postId}/messages/${message.id}`);
    expect(read.body['content']).toBe('');
  });

  test('is offered on every message of a post that is open, to those who may use commands there', async () => {
    await using stage = await play();
    const message = written(stage, 'Here');
    expect(stage.staff[0].offeredMenus(message)).toEqual(['Send to user']);
    expect(stage.members[0].offeredMenus(message)).toEqual([]);
    stage.server.changeRole(stage.supportRole, { permissions: 0n });
    expect(stage.staff[0].offeredMenus(message)).toEqual(['Send to user']);
    stage.server.deny(stage.forum.id, stage.supportRole, 1n << 31n);
    expect(stage.staff[0].offeredMenus(message)).toEqual([]);
  });

  test('is not offered in an archived post, nor on messages that are gone or seen by one person alone', async () => {
    await using stage = await play();
    const message = written(stage, 'Here');
    const asked = stage.staff[0].command('close', {}, here(stage));
    await stage.answer(await stage.heard(), callback.reply, { content: 'psst', flags: ephemeral });
    const answer = await asked;
    expect(answer.type === 'message' && stage.staff[0].offeredMenus(answer.message)).toEqual([]);
    const gone = written(stage, 'Gone');
    stage.staff[0].delete(gone);
    expect(stage.staff[0].offeredMenus(gone)).toEqual([]);
    await stage.call('PATCH', `/channels/${stage.postId}`, { archived: true });
    expect(stage.staff[0].offeredMenus(message)).toEqual([]);
    await expect(stage.staff[0].useMenu('Send to user', message)).rejects.toThrow(
      'robin.h isn\'t offered "Send to user" there',
    );
  });

  test('knows no slash commands, and slash commands no menus', async () => {
    await using stage = await play();
    await expect(stage.staff[0].useMenu('close', written(stage, 'Here'))).rejects.toThrow(`isn't offered "close"`);
    await expect(stage.staff[0].command('Send to user', {}, here(stage))).rejects.toThrow(
      `isn't offered /Send to user`,
    );
  });

  test('also works on messages that Discord wrote itself', async () => {
    await using stage = await play();
    const message = systemMessage(stage.sandbox, stage.postId, pinned, { by: stage.staff[0] });
    void stage.staff[0].useMenu('Send to user', message);
    const event = await stage.heard();
    expect(event.d).toMatchObject({ data: { resolved: { messages: { [message.id]: { type: pinned } } } } });
    await stage.answer(event, callback.reply, { content: 'No.' });
  });
});

describe('a menu on a person', () => {
  test('reaches the bot with the person and their membership', async () => {
    await using stage = await play();
    const [mia] = stage.members;
    const asked = stage.staff[0].useMenu('Tickets of user', { person: mia, place: here(stage) });
    const event = await stage.heard();
    const data = event.d['data'] as { resolved: { members: Record<string, object> } };
    expect(data).toMatchObject({
      type: 2,
      target_id: mia.id,
      resolved: { users: { [mia.id]: { username: 'mia' } }, members: { [mia.id]: { permissions: '0', roles: [] } } },
    });
    for (const absent of ['user', 'deaf', 'mute']) expect(data.resolved.members[mia.id]).not.toHaveProperty(absent);
    await stage.answer(event, callback.reply, { content: 'None.' }, '?with_response=true');
    const answer = await asked;
    const message = answer.type === 'message' ? answer.message : null;
    const read = await stage.call('GET', `/channels/${stage.postId}/messages/${message?.id}`);
    expect(read.body).toMatchObject({ type: 23, interaction_metadata: { target_user: { id: mia.id } } });
    expect(read.body).not.toHaveProperty('message_reference');
  });

  test('who is in no server of the bot comes without a membership', async () => {
    await using stage = await play();
    const [mia] = stage.members;
    stage.server.removeMember(mia);
    expect(stage.staff[0].offeredMenus({ person: mia, place: here(stage) })).toEqual(['Tickets of user']);
    void stage.staff[0].useMenu('Tickets of user', { person: mia, place: here(stage) });
    const event = await stage.heard();
    expect(event.d).toMatchObject({ data: { resolved: { users: { [mia.id]: {} } } } });
    expect(event.d['data']).not.toHaveProperty('resolved.members');
    await stage.answer(event, callback.reply, { content: 'None.' });
  });
});
