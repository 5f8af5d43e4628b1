import { expect, test } from 'vitest';
import { toComponentViews } from '../../../src/sandbox/control/component-view.ts';
import { toModalView } from '../../../src/sandbox/control/modal-view.ts';

test('a container with everything in it', () => {
  const button = { type: 2, style: 4, label: 'Delete', custom_id: 'delete', emoji: { name: '🗑️' } };
  const [view] = toComponentViews([
    {
      type: 17,
      accent_color: 255,
      components: [
        { type: 10, content: 'Text' },
        { type: 9, components: [{ type: 10, content: 'Beside' }], accessory: button },
        { type: 14, divider: false, spacing: 2 },
        { type: 1, components: [{ type: 2, style: 5, label: 'Read', url: 'https://example.org' }] },
        { type: 12 },
      ],
    },
    { type: 13 },
  ]);
  expect(view).toEqual({
    type: 'container',
    color: 255,
    children: [
      { type: 'text', content: 'Text' },
      {
        type: 'section',
        texts: ['Beside'],
        accessory: {
          type: 'button',
          customId: 'delete',
          label: 'Delete',
          emoji: '🗑️',
          style: 'danger',
          url: null,
          disabled: false,
        },
      },
      { type: 'separator', line: false, large: true },
      {
        type: 'row',
        children: [
          {
            type: 'button',
            customId: null,
            label: 'Read',
            emoji: null,
            style: 'link',
            url: 'https://example.org',
            disabled: false,
          },
        ],
      },
      { type: 'other', kind: 12 },
    ],
  });
});

test('a form with labels, in the newer and the older manner', () => {
  const input = { type: 4, custom_id: 'name', style: 1, required: false, value: 'Mia' };
  const menu = { type: 3, custom_id: 'menu', options: [{ label: 'Tea', value: 'tea', default: true }] };
  const view = toModalView({
    interactionId: '1',
    customId: 'form',
    title: 'A form',
    components: [
      { type: 10, content: 'Hello' },
      { type: 18, label: 'Name', description: 'Yours', component: input },
      { type: 18, label: 'Drink', component: menu },
      { type: 1, components: [{ ...input, label: 'Old', style: 2, max_length: 50 }] },
    ],
  });
  expect(view.id).toBe('1');
  expect(view.parts).toMatchObject([
    { type: 'text', content: 'Hello' },
    { type: 'input', label: 'Name', description: 'Yours', required: false, long: false, value: 'Mia' },
    { type: 'choice', label: 'Drink', required: true, select: { options: [{ value: 'tea', selected: true }] } },
    { type: 'input', label: 'Old', long: true, maxLength: 50 },
  ]);
});
