import { describe, expect, test } from 'vitest';
import type { Person } from '../../src/sandbox/scenario/types.ts';
import { callback, ephemeral, here, play, type Play } from './play.ts';

/** A message with a button that the bot has put into the post, as the answer to a command. */
async function withButton(stage: Play, person: Person, flags = 0) {
  const asked = person.command('close', {}, here(stage));
  const row = { type: 1, components: [{ type: 2, style: 1, label: 'Sure', custom_id: 'sure' }] };
  await stage.answer(await stage.heard(), callback.reply, { content: 'Sure?', components: [row], flags });
  const answer = await asked;
  if (answer.type !== 'message') throw new Error('no message');
  return answer.message;
}

describe('a component', () => {
  test('must stand under the message, and updates it', async () => {
    await using stage = await play();
    const [robin, sam] = stage.staff;
    const message = await withButton(stage, robin);
    await expect(robin.press(message, 'No')).rejects.toThrow('There is no button "No" under that message, but: Sure');
    const pressed = sam.press(message, 'Sure');
    const event = await stage.heard();
    expect(event.d).toMatchObject({
      type: 3,
      data: { custom_id: 'sure', component_type: 2 },
      message: { id: message.id },
    });
    await stage.answer(event, callback.update, { content: 'Closed', components: [] });
    expect(await pressed).toEqual({ type: 'updated', message });
    expect(message).toMatchObject({ content: 'Closed', components: [] });
  });

  test('is usable by the one person who sees its message', async () => {
    await using stage = await play();
    const [robin, sam] = stage.staff;
    const message = await withButton(stage, robin, ephemeral);
    await expect(sam.press(message, 'Sure')).rejects.toThrow("sam_k doesn't see that message");
    const pressed = robin.press(message, 'sure');
    const event = await stage.heard();
    await stage.answer(event, callback.deferUpdate);
    const answer = await pressed;
    await stage.byToken(event, 'PATCH', '/messages/@original', { content: 'Really closed', components: [] });
    expect(answer.type === 'deferredUpdate' && (await answer.completed)?.content).toBe('Really closed');
  });

  test('in an archived post un-archives it first, or is out of reach where that is not allowed', async () => {
    await using stage = await play();
    const message = await withButton(stage, stage.staff[0]);
    await stage.call('PATCH', `/channels/${stage.postId}`, { archived: true });
    const pressed = stage.staff[0].press(message, 'Sure');
    await stage.answer(await stage.heard(), callback.deferUpdate);
    await pressed;
    expect((await stage.call('GET', `/channels/${stage.postId}`)).body).toMatchObject({
      thread_metadata: { archived: false },
    });
  });

  test('that is a menu takes its own lines', async () => {
    await using stage = await play();
    const menu = { type: 3, custom_id: 'kind', options: [{ label: 'Bug', value: 'bug' }] };
    const sent = { content: 'What?', components: [{ type: 1, components: [menu] }] };
    const { id } = (await stage.call('POST', `/channels/${stage.dmId}/messages`, sent)).body;
    const [mia] = stage.members;
    const message = mia.dmMessages().find((one) => one.id === id);
    if (message === undefined) throw new Error('not there');
    await expect(mia.choose(message, 'kind', ['praise'])).rejects.toThrow('has no line praise');
    const chosen = mia.choose(message, 'kind', ['bug']);
    const event = await stage.heard();
    expect(event.d['data']).toMatchObject({ values: ['bug'], component_type: 3 });
    await stage.answer(event, callback.update, { content: 'A bug', components: [] });
    expect(await chosen).toMatchObject({ type: 'updated' });
  });
});
