import { parseTemplate } from '../lib/template.ts';
import { complaintsAbout } from './check.ts';
import type { Schema } from './describe.ts';
import { sourceOf } from './effective.ts';
import type { LoadedConfig } from './load.ts';
import { pointerTo, pointerToPath } from './problems.ts';
import { server as serverSchema } from './schema.ts';
import type { ServerConfig } from './schema.ts';

/** What may be set in place of the file, by the name that it has there, and where the file has it. */
const overridable = {
  auto_forward: ['tickets', 'auto_forward'],
  anonymous_replies: ['tickets', 'anonymous_replies'],
  anonymous_tickets: ['tickets', 'anonymous_tickets'],
  staff_alias: ['tickets', 'staff_alias'],
  creation_message: ['tickets', 'creation_message'],
  close_message: ['tickets', 'close_message'],
  'feedback.enabled': ['feedback', 'enabled'],
  receipts: ['tickets', 'receipts'],
} as const;

export type OverridableName = keyof typeof overridable;
export type OverridableValue = boolean | string | null;

export const overridableNames = Object.keys(overridable) as readonly OverridableName[];

/** A value that takes the place of the file's. */
export interface ValueInstead {
  readonly name: string;
  readonly value: OverridableValue;
}

/** Whether something of this name can be set in place of the file. */
export function isOverridable(name: string): name is OverridableName {
  return Object.hasOwn(overridable, name);
}

/** What the file, or its defaults, say of a server: the value, where it stands, and what it comes from. */
export function valueInFile(
  { config, places }: Pick<LoadedConfig, 'config' | 'places'>,
  index: number,
  name: OverridableName,
) {
  const [section, key] = overridable[name];
  const pointer = pointerTo(pointerTo(pointerTo('/servers', index), section), key);
  const server = config.servers[index] as unknown as Sections | undefined;
  return {
    path: pointerToPath(pointer),
    value: (server?.[section]?.[key] ?? null) as OverridableValue,
    source: sourceOf(pointer, places),
  };
}

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A server with other values in place of its own; those that its schema wouldn't take (any more) are left out. */
export function withValues(server: ServerConfig, values: readonly ValueInstead[]): ServerConfig {
  return values.filter(isTaken).reduce((before, { name, value }) => {
    const [section, key] = overridable[name];
    return { ...before, [section]: { ...before[section], [key]: value } };
  }, server);
}

/** Whether this is still something that may stand in place of the file's. */
export function isTaken(one: ValueInstead): one is ValueInstead & { readonly name: OverridableName } {
  return isOverridable(one.name) && complaintsAbout(one.value, schemaOf(one.name)).length === 0;
}

/** How a value is given: it is one of these words, or a text of at most so many characters, perhaps in several lines. */
export function inputFor(
  name: OverridableName,
):
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'text'; readonly longest: number; readonly isLong: boolean } {
  const schema = schemaOf(name);
  const values = schema.type === 'boolean' ? ['true', 'false'] : schema.enum?.map(String);
  if (values !== undefined) return { type: 'choice', values };
  return { type: 'text', longest: schema.maxLength ?? 0, isLong: schema.template !== undefined };
}

export type ValueProblem =
  | { readonly type: 'notAllowed'; readonly typed: string; readonly allowed: readonly string[] }
  | { readonly type: 'tooLong'; readonly length: number; readonly longest: number }
  | { readonly type: 'unclosedBrace'; readonly rest: string; readonly placeholders: readonly string[] }
  | {
      readonly type: 'unknownPlaceholder';
      readonly placeholder: string;
      readonly suggestion: string | null;
      readonly placeholders: readonly string[];
    };

/** Reads what somebody typed as a value, and checks it as the file is checked. Nothing typed is no text at all. */
export function readValue(
  name: OverridableName,
  typed: string,
): { readonly ok: true; readonly value: OverridableValue } | { readonly ok: false; readonly problem: ValueProblem } {
  const schema = schemaOf(name);
  const input = inputFor(name);
  const value = input.type === 'choice' ? choiceIn(schema, typed) : typed.trim() === '' ? null : typed.trim();
  const [complaint] = complaintsAbout(value, schema);
  if (complaint === undefined) return { ok: true, value };
  if (input.type === 'choice') return { ok: false, problem: { type: 'notAllowed', typed, allowed: input.values } };
  return { ok: false, problem: problemOfText(complaint.keyword, String(value), schema) };
}

function choiceIn({ type }: Schema, typed: string): boolean | string {
  const word = typed.trim().toLowerCase();
  return type === 'boolean' && (word === 'true' || word === 'false') ? word === 'true' : word;
}

function problemOfText(keyword: string, text: string, { template = [], maxLength = 0 }: Schema): ValueProblem {
  if (keyword !== 'template') return { type: 'tooLong', length: Array.from(text).length, longest: maxLength };
  const parsed = parseTemplate(text, template);
  if (parsed.ok) throw new Error('A text was refused that can be filled in.');
  if (parsed.type === 'unclosed') return { type: 'unclosedBrace', rest: parsed.rest, placeholders: template };
  const { placeholder, suggestion } = parsed;
  return { type: 'unknownPlaceholder', placeholder, suggestion, placeholders: template };
}

function schemaOf(name: OverridableName): Schema {
  const [section, key] = overridable[name];
  const schema = (serverSchema as unknown as Schema).properties?.[section]?.properties?.[key];
  if (schema === undefined) throw new Error(`The schema has no ${name}.`);
  return schema;
}
