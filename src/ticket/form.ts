/** A field in which somebody writes. */
export interface TextField {
  readonly type: 'text';
  readonly id: string;
  readonly label: string;
  readonly description: string | null;
  readonly isRequired: boolean;
  readonly style: 'short' | 'paragraph';
  /** In characters. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly placeholder: string | null;
  /** What stands there before anything is written. */
  readonly initial: string | null;
}

/** One of the things that a menu offers. */
export interface SelectOption {
  readonly label: string;
  readonly value: string;
  readonly description: string | null;
  /** A character, or one of Discord's own as `<:name:id>`. */
  readonly emoji: string | null;
}

/** A menu. */
export interface SelectField {
  readonly type: 'select';
  readonly id: string;
  readonly label: string;
  readonly description: string | null;
  readonly isRequired: boolean;
  readonly options: readonly SelectOption[];
  /** How many may be chosen. */
  readonly min: number;
  readonly max: number;
}

/** Files to upload. */
export interface FileField {
  readonly type: 'file';
  readonly id: string;
  readonly label: string;
  readonly description: string | null;
  readonly isRequired: boolean;
  /** How many there may be. */
  readonly min: number;
  readonly max: number;
}

/** Words between the fields. */
export interface FormNote {
  readonly type: 'note';
  readonly text: string;
}

/** What a form consists of. */
export type FormField = TextField | SelectField | FileField | FormNote;

/** A form as it was sent: what stands in each field, by its ID; of files, how many there are. */
export type FormValues = Readonly<Record<string, readonly string[]>>;

/** What somebody answered to one field, in words that can be read without the form. */
export interface FormAnswer {
  readonly label: string;
  readonly values: readonly string[];
}

/**
 * The answers in a form that was sent, in the form's order; what was left empty is left out. A field that the form doesn't have
 * any more, since it was changed meanwhile, goes by its ID.
 */
export function answersIn(values: FormValues, form: readonly FormField[]): readonly FormAnswer[] {
  const fields = form.filter((field) => field.type !== 'note');
  const ids = fields.map(({ id }) => id);
  const others = Object.keys(values).filter((id) => !ids.includes(id));
  return [...ids, ...others].flatMap((id) => {
    const given = (values[id] ?? []).filter((value) => value.trim() !== '');
    if (given.length === 0) return [];
    const field = fields.find((one) => one.id === id);
    return [{ label: field?.label ?? id, values: given.map((value) => wordsFor(value, field)) }];
  });
}

function wordsFor(value: string, field: TextField | SelectField | FileField | undefined): string {
  if (field?.type !== 'select') return value;
  return field.options.find((option) => option.value === value)?.label ?? value;
}
