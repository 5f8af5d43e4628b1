import { describe, expect, test } from 'vitest';
import type { CommandAnswer } from '../../src/sandbox/scenario/types.ts';
import { callback, here, play, type Play } from './play.ts';
import { refusal } from './stage.ts';

describe('a form', () => {
  const form = {
    title: 'Close',
    custom_id: 'close-form',
    components: [
      { type: 18, label: 'Comment', component: { type: 4, custom_id: 'comment', style: 2, max_length: 10 } },
      {
        type: 18,
        label: 'Kind',
        component: { type: 3, custom_id: 'kind', required: false, options: [{ label: 'Bug', value: 'bug' }] },
      },
    ],
  };

  async function openForm(stage: Play): Promise<Extract<CommandAnswer, { type: 'modal' }>> {
    const asked = stage.staff[0].command('close', {}, here(stage));
    await stage.answer(await stage.heard(), callback.modal, form);
    const answer = await asked;
    if (answer.type !== 'modal') throw new Error(answer.type);
    return answer;
  }

  test('is shown and comes back filled in', async () => {
    await using stage = await play();
    const shown = await openForm(stage);
    expect(shown.modal.title).toBe('Close');
    const sent = stage.staff[0].submitModal(shown.modal, { comment: 'all fine', kind: ['bug'] });
    const event = await stage.heard();
    expect(event.d).toMatchObject({
      type: 5,
      data: {
        custom_id: 'close-form',
        components: [
          { type: 18, component: { type: 4, custom_id: 'comment', value: 'all fine' } },
          { type: 18, component: { type: 3, custom_id: 'kind', values: ['bug'] } },
        ],
      },
    });
    expect(refusal(await stage.answer(event, callback.modal, form))).toBe('400 50035 type:BASE_TYPE_CHOICES');
    await stage.answer(event, callback.reply, { content: 'Closed.' });
    expect(await sent).toMatchObject({ type: 'message' });
  });

  test('is not sent with inputs missing, unknown or too long, nor by others', async () => {
    await using stage = await play();
    const { modal: shown } = await openForm(stage);
    const [robin, sam] = stage.staff;
    await expect(robin.submitModal(shown, {})).rejects.toThrow('The form needs comment');
    await expect(robin.submitModal(shown, { comment: 'x', why: 'y' })).rejects.toThrow('has no input why');
    await expect(robin.submitModal(shown, { comment: 'x'.repeat(11) })).rejects.toThrow('takes 0 to 10 characters');
    await expect(sam.submitModal(shown, { comment: 'x' })).rejects.toThrow('isn\'t shown the form "Close"');
  });

  test('is not sent with more chosen than it allows, or what it doesn’t offer', async () => {
    await using stage = await play();
    const { modal: shown } = await openForm(stage);
    const [robin] = stage.staff;
    await expect(robin.submitModal(shown, { comment: 'x', kind: ['bug', 'bug'] })).rejects.toThrow(
      'takes 1 to 1 choices',
    );
    await expect(robin.submitModal(shown, { comment: 'x', kind: ['wish'] })).rejects.toThrow("doesn't offer wish");
  });

  test('is refused with a menu or text that nobody could fill in', async () => {
    await using stage = await play();
    void stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    const option = { label: 'Bug', value: 'bug' };
    const menu = { type: 3, custom_id: 'kind', options: [option, option], min_values: 3, max_values: 3 };
    const text = { type: 4, custom_id: 'why', style: 1, min_length: 9, max_length: 8, required: 'no' };
    const components = [menu, text].map((component) => ({ type: 18, label: 'x', component }));
    expect(refusal(await stage.answer(event, callback.modal, { ...form, components }))).toBe(
      [
        '400 50035 data.components.0.component.options.1.value:SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'data.components.0.component.max_values:NUMBER_TYPE_MAX',
        'data.components.1.component.required:BOOLEAN_TYPE_CONVERT',
        'data.components.1.component.min_length:NUMBER_TYPE_MAX',
      ].join(' '),
    );
  });

  test('is refused without a title or with more than five inputs', async () => {
    await using stage = await play();
    void stage.staff[0].command('close', {}, here(stage));
    const event = await stage.heard();
    const many = { ...form, title: '', components: Array.from({ length: 6 }, () => ({ type: 10, content: 'x' })) };
    expect(refusal(await stage.answer(event, callback.modal, many))).toBe(
      '400 50035 data.title:BASE_TYPE_BAD_LENGTH data.title:BASE_TYPE_REQUIRED data.components:BASE_TYPE_BAD_LENGTH',
    );
  });
});
