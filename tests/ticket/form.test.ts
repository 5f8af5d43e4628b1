import { expect, test } from 'vitest';
import { answersIn } from '../../src/ticket/form.ts';
import type { FormField } from '../../src/ticket/form.ts';

const shared = { description: null, isRequired: true };
const form: readonly FormField[] = [
  { type: 'note', text: 'Please tell us.' },
  {
    type: 'select',
    id: 'topics',
    label: 'About what?',
    options: [
      { label: 'The music', value: 'm', description: null, emoji: null },
      { label: 'The lights', value: 'l', description: null, emoji: null },
    ],
    min: 1,
    max: 2,
    ...shared,
  },
  {
    type: 'text',
    id: 'why',
    label: 'Why?',
    style: 'short',
    minLength: 0,
    maxLength: 100,
    placeholder: null,
    initial: null,
    ...shared,
  },
];

test('answers are in the form’s order, and in words', () => {
  expect(answersIn({ why: ['So loud'], topics: ['l', 'm'] }, form)).toEqual([
    { label: 'About what?', values: ['The lights', 'The music'] },
    { label: 'Why?', values: ['So loud'] },
  ]);
});

test('what was left empty is left out', () => {
  expect(answersIn({ why: [' \n'], topics: [] }, form)).toEqual([]);
});

test('what was answered to an earlier form is kept all the same', () => {
  expect(answersIn({ topics: ['gone'], earlier: ['Yes'] }, form)).toEqual([
    { label: 'About what?', values: ['gone'] },
    { label: 'earlier', values: ['Yes'] },
  ]);
});
