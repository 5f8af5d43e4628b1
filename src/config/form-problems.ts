import { listWords } from './describe.ts';
import type { Place } from './parse.ts';
import { pointerTo, quote } from './problems.ts';
import type { Problem } from './problems.ts';

export type Places = ReadonlyMap<string, Place>;
export type Fields = Readonly<Record<string, unknown>>;

/** https://docs.discord.com/developers/components/reference#file-upload */
const mostFiles = 10;

const shared = ['id', 'label', 'description', 'required'];

/** Which keys go with which type of field, and which of them it can't do without. */
const keysOf = {
  text: {
    allowed: [...shared, 'style', 'min_length', 'max_length', 'placeholder', 'default'],
    needed: ['id', 'label'],
  },
  select: { allowed: [...shared, 'options', 'min', 'max'], needed: ['id', 'label', 'options'] },
  file: { allowed: [...shared, 'min', 'max'], needed: ['id', 'label'] },
  note: { allowed: ['text'], needed: ['text'] },
} as const satisfies Record<string, { allowed: readonly string[]; needed: readonly string[] }>;

/** Finds what no schema can say about a form. */
export function formProblems(form: unknown, pointer: string, places: Places): Problem[] {
  const fields = Array.isArray(form) ? form.filter(isFields) : [];
  const isSomethingAsked = fields.length === 0 || fields.some(({ type }) => type !== 'note');
  const ids = new Set<unknown>();
  return [
    ...(isSomethingAsked ? [] : [problem(pointer, places, 'found notes only, but a form needs something to fill in')]),
    ...fields.flatMap((field, index) => {
      const at = pointerTo(pointer, index);
      const isTwice = ids.has(field['id']);
      if (typeof field['id'] === 'string') ids.add(field['id']);
      const taken = isTwice
        ? [problem(pointerTo(at, 'id'), places, 'is the ID of another field of this form, too')]
        : [];
      return [...taken, ...fieldProblems(field, at, places)];
    }),
  ];
}

function fieldProblems(field: Fields, pointer: string, places: Places): Problem[] {
  const { type } = field;
  if (type !== 'text' && type !== 'select' && type !== 'file' && type !== 'note') return [];
  const { allowed, needed } = keysOf[type];
  const known: readonly string[] = ['type', ...allowed];
  const given = Object.keys(field).filter((key) => places.has(pointerTo(pointer, key)));
  const strays = given.filter((key) => !known.includes(key) && Object.values(keysOf).some((keys) => has(keys, key)));
  const missing = needed.filter((key) => !given.includes(key));
  return [
    ...strays.map((key) =>
      problem(
        pointerTo(pointer, key),
        places,
        `doesn't go with \`type: ${type}\` (allowed there: ${listWords(allowed)})`,
      ),
    ),
    ...missing.map((key) => ({
      ...problem(pointer, places, `is missing; \`type: ${type}\` needs it`),
      pointer: pointerTo(pointer, key),
    })),
    ...(type === 'text' ? textProblems(field, pointer, places) : []),
    ...(type === 'select' ? selectProblems(field, pointer, places) : []),
    ...(type === 'file' ? fileProblems(field, pointer, places) : []),
  ];
}

function has({ allowed }: { readonly allowed: readonly string[] }, key: string): boolean {
  return allowed.includes(key);
}

function textProblems(field: Fields, pointer: string, places: Places): Problem[] {
  const min = numberIn(field, 'min_length') ?? 0;
  const max = numberIn(field, 'max_length') ?? 4000;
  if (min > max) return [problem(pointerTo(pointer, 'min_length'), places, 'is more than `max_length`')];
  const initial = field['default'];
  const fits = typeof initial !== 'string' || (initial.length >= min && initial.length <= max);
  return fits
    ? []
    : [problem(pointerTo(pointer, 'default'), places, `must have ${min} to ${max} characters, as the field`)];
}

function selectProblems(field: Fields, pointer: string, places: Places): Problem[] {
  const list: readonly unknown[] = Array.isArray(field['options']) ? field['options'] : [];
  const options = list.map((one) => (isFields(one) ? one : {}));
  const at = pointerTo(pointer, 'options');
  const values = options.map(({ label, value }) => value ?? label);
  const min = numberIn(field, 'min') ?? 1;
  const max = numberIn(field, 'max') ?? Math.max(min, 1);
  return [
    ...(places.has(at) && options.length === 0
      ? [problem(at, places, 'found an empty list, but at least one entry is needed')]
      : []),
    ...(min > max ? [problem(pointerTo(pointer, 'min'), places, 'is more than `max`')] : []),
    ...(options.length > 0 && max > options.length
      ? [
          problem(
            pointerTo(pointer, places.has(pointerTo(pointer, 'max')) ? 'max' : 'min'),
            places,
            `is more than there are options (${options.length})`,
          ),
        ]
      : []),
    ...options.flatMap((option, index) => [
      ...(values.indexOf(values[index]) < index
        ? [
            problem(
              pointerTo(at, index),
              places,
              `is offered twice (${quote(String(values[index]))}); each option needs a \`value\` of its own`,
            ),
          ]
        : []),
      ...emojiProblems(option, pointerTo(at, index), places),
    ]),
  ];
}

function fileProblems(field: Fields, pointer: string, places: Places): Problem[] {
  const min = numberIn(field, 'min') ?? 1;
  const max = numberIn(field, 'max') ?? Math.max(min, 1);
  const key = places.has(pointerTo(pointer, 'max')) ? 'max' : 'min';
  if (max > mostFiles)
    return [problem(pointerTo(pointer, key), places, `is more than the ${mostFiles} files that Discord takes`)];
  return min > max ? [problem(pointerTo(pointer, 'min'), places, 'is more than `max`')] : [];
}

/** Where a form can't take files: `why`, for a sentence. */
export function unwantedFiles(form: unknown, pointer: string, places: Places, why: string): Problem[] {
  const fields: readonly unknown[] = Array.isArray(form) ? form : [];
  return fields.flatMap((field, index) =>
    isFields(field) && field['type'] === 'file'
      ? [problem(pointerTo(pointerTo(pointer, index), 'type'), places, `found \`file\`, but ${why}`)]
      : [],
  );
}

/** Discord refuses the whole form where it doesn't know an emoji. */
export function emojiProblems({ emoji }: Fields, pointer: string, places: Places): Problem[] {
  const isEmoji =
    typeof emoji !== 'string' ||
    /^(<a?:\w{2,32}:\d{17,20}>|(?=.*\p{Extended_Pictographic}|\p{RI}|[0-9#*]\uFE0F?\u20E3)\S{1,30})$/u.test(emoji);
  const text = `found ${quote(String(emoji))}, but it must be a character such as ⭐, or an emoji of the server as \`<:name:ID>\``;
  return isEmoji ? [] : [problem(pointerTo(pointer, 'emoji'), places, text)];
}

function numberIn(field: Fields, key: string): number | null {
  const value = field[key];
  return typeof value === 'number' ? value : null;
}

/** Something about what stands at a place, or should. */
export function problem(pointer: string, places: Places, text: string): Problem {
  return { pointer, offset: places.get(pointer)?.offset ?? 0, text };
}

/** Whether something is a mapping. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
