import { Type } from 'typebox';
import type { Static } from 'typebox';
import { numberOrNone, oneOf, section, textOrNone } from './keys.ts';

// Discord's limits: https://docs.discord.com/developers/components/reference#label, #text-input, #string-select
const labelLimits = { minLength: 1, maxLength: 45 };
const short = { minLength: 1, maxLength: 100 };

const option = section('Something that a menu offers.', {
  label: Type.String({ ...short, description: 'What is read in the menu.' }),
  value: textOrNone('What it is known by. Without it: the label.', short),
  description: textOrNone('Small text below the label.', short),
  emoji: textOrNone('A character, or an emoji of the server as `<:name:ID>`.', { minLength: 1, maxLength: 60 }),
});

/** Which of these keys go with which type is seen to by `form-problems.ts`. */
const field = section('A field of a form.', {
  type: Type.Unsafe<'text' | 'select' | 'file' | 'note'>({
    type: 'string',
    enum: ['text', 'select', 'file', 'note'],
    description: 'text: something to write; select: a menu; file: files to upload; note: words between the fields.',
  }),
  id: textOrNone('all but note: a name of its own.', { minLength: 1, maxLength: 50 }),
  label: textOrNone('all but note: what stands above it.', labelLimits),
  description: textOrNone('all but note: small text below the label.', short),
  required: Type.Boolean({ default: true, description: 'all but note: whether it must be filled in.' }),
  style: oneOf(['short', 'paragraph'], 'short', 'text: one line, or several.'),
  min_length: numberOrNone('text: the least number of characters.', { minimum: 0, maximum: 4000 }),
  max_length: numberOrNone('text: the greatest number of characters.', { minimum: 1, maximum: 4000 }),
  placeholder: textOrNone('text: what stands there until something is written.', short),
  default: textOrNone('text: what is written there already.', { minLength: 1, maxLength: 4000 }),
  options: Type.Array(option, { default: [], maxItems: 25, description: 'select: what the menu offers, 1 to 25.' }),
  min: numberOrNone('select, file: how many there must be at least.', { minimum: 1, maximum: 25 }),
  max: numberOrNone('select, file: how many there may be at most; of files, 10.', { minimum: 1, maximum: 25 }),
  text: textOrNone('note: the words.', { minLength: 1, maxLength: 2000 }),
});

export type FormFieldConfig = Static<typeof field>;

/** A form: a list of at most five fields, which is what Discord shows. */
export function formFields(description: string) {
  return Type.Array(field, { default: [], maxItems: 5, description });
}
