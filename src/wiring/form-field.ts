import type { FormFieldConfig } from '../config/form-schema.ts';
import type { FormField } from '../ticket/form.ts';

/** The longest text that Discord takes. https://docs.discord.com/developers/components/reference#text-input */
const longest = 4000;

/** A field of a form, as the configuration has it. */
export function toFormField(field: FormFieldConfig): FormField {
  const { type, id, label, text, description, required: isRequired } = field;
  if (type === 'note') return { type, text: text ?? '' };
  const shared = { id: id ?? '', label: label ?? '', description, isRequired };
  if (type === 'text') {
    return {
      type,
      ...shared,
      style: field.style,
      minLength: field.min_length ?? 0,
      maxLength: field.max_length ?? longest,
      placeholder: field.placeholder,
      initial: field.default,
    };
  }
  const min = field.min ?? 1;
  if (type === 'file') return { type, ...shared, min, max: field.max ?? Math.max(min, 1) };
  const options = field.options.map(({ value, ...option }) => ({ ...option, value: value ?? option.label }));
  return { type, ...shared, options, min, max: field.max ?? min };
}
