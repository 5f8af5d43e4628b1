import type { Category } from '../../src/ticket/category.ts';
import type { FormField } from '../../src/ticket/form.ts';

/** A category as a configuration has it that says nothing but its name. */
export function categoryCalled(name: string, changes: Partial<Category> = {}): Category {
  return {
    id: name.toLowerCase(),
    name,
    emoji: null,
    description: null,
    isEnabled: true,
    pings: null,
    creationMessage: null,
    closeMessage: null,
    form: [],
    ...changes,
  };
}

/** A field of a form for a short text, which must be filled in. */
export function textField(id: string, label: string): FormField {
  return {
    type: 'text',
    id,
    label,
    description: null,
    isRequired: true,
    style: 'short',
    minLength: 0,
    maxLength: 100,
    placeholder: null,
    initial: null,
  };
}
