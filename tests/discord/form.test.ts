import { ComponentType } from 'discord.js';
import type { APIModalSubmission } from 'discord.js';
import { expect, test } from 'vitest';
import { formBody, valuesIn } from '../../src/discord/form.ts';
import type { FormField } from '../../src/ticket/form.ts';

const why: FormField = {
  type: 'text',
  id: 'why',
  label: 'Why?',
  description: 'In a word',
  isRequired: false,
  style: 'paragraph',
  minLength: 2,
  maxLength: 100,
  placeholder: 'Because …',
  initial: 'No reason',
};
const option = { label: 'B', value: 'b', description: null, emoji: null };
const which: FormField = {
  type: 'select',
  id: 'which',
  label: 'Which?',
  description: null,
  isRequired: true,
  options: [
    option,
    { label: 'C', value: 'c', description: 'The third', emoji: '⭐' },
    { ...option, value: 'd', emoji: '<a:dance:123456789012345678>' },
  ],
  min: 1,
  max: 2,
};

test('a form has labels around its fields, and notes between them', () => {
  const form = formBody([why, { type: 'note', text: 'Think well.' }, which], { title: 'Tell', customId: 'tell:1' });
  expect(form).toEqual({
    title: 'Tell',
    custom_id: 'tell:1',
    components: [
      {
        type: ComponentType.Label,
        label: 'Why?',
        description: 'In a word',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'why',
          style: 2,
          required: false,
          min_length: 2,
          max_length: 100,
          placeholder: 'Because …',
          value: 'No reason',
        },
      },
      { type: ComponentType.TextDisplay, content: 'Think well.' },
      {
        type: ComponentType.Label,
        label: 'Which?',
        component: {
          type: ComponentType.StringSelect,
          custom_id: 'which',
          required: true,
          min_values: 1,
          max_values: 2,
          options: [
            { label: 'B', value: 'b' },
            { label: 'C', value: 'c', description: 'The third', emoji: { name: '⭐' } },
            { label: 'B', value: 'd', emoji: { id: '123456789012345678', name: 'dance', animated: true } },
          ],
        },
      },
    ],
  });
});

test('a form that was sent is read by the IDs of its fields', () => {
  const sent = {
    custom_id: 'tell:1',
    components: [
      { type: ComponentType.TextDisplay, id: 1 },
      {
        type: ComponentType.Label,
        id: 2,
        component: { type: ComponentType.TextInput, id: 3, custom_id: 'why', value: 'So' },
      },
      {
        type: ComponentType.Label,
        id: 4,
        component: { type: ComponentType.StringSelect, id: 5, custom_id: 'which', values: ['b', 'c'] },
      },
    ],
  } as unknown as APIModalSubmission;
  expect(valuesIn(sent)).toEqual({ why: ['So'], which: ['b', 'c'] });
});
